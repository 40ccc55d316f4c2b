import { VentralError } from '@ventral/errors';
import { addressOf, discoverPlugins, findPlugin } from '@ventral/host';
import type { PruningStudy } from '@ventral/scoring';
import {
  filesOfNetwork,
  type ModelFileOptions,
  readPreprocessing,
  recordInputFile,
  runPruningStudy,
} from '@ventral/scoring';
import { jsonText } from '../json-text.ts';
import { loadPlot } from '../load-plots.ts';
import { refuseOverwriting, reserveOutputFile } from '../output-file.ts';
import { pruningChart, pruningTable } from '../pruning-report.ts';
import { type RunOptions, runWith } from '../run.ts';
import { continueStudy, requireWritable, writeStudy } from '../study-file.ts';

/** Options of `ventral study pruning`. */
export interface StudyPruningOptions extends RunOptions, ModelFileOptions {
  readonly sparsities: readonly number[];
  readonly perLayer?: boolean;
  readonly layer?: string;
  readonly output?: string;
  readonly plot?: string;
  readonly json?: boolean;
}

/**
 * Scores a network at several sparsities on one or more benchmarks: a table, JSON and a figure of
 * what was asked for. The file may hold more, and keeps it.
 */
export async function studyPruning(
  model: string,
  addresses: readonly string[],
  options: StudyPruningOptions,
): Promise<void> {
  const { output, plot } = options;
  const index = await discoverPlugins(process.cwd());
  // Each once, whether with its scoreVersion or without.
  const benchmarks = [
    ...new Map(
      addresses.map((address) => [addressOf(findPlugin(index, 'benchmark', address)), address]),
    ).values(),
  ];
  const networkFiles = await filesOfNetwork(model);
  if (output !== undefined) await refuseOverwriting(output, networkFiles);
  if (plot !== undefined) await refuseOverwriting(plot, networkFiles);
  if (plot !== undefined && plot === output) {
    throw new VentralError('OPTION_INVALID', `--output and --plot are both ${plot}.`, {
      hint: 'Give each a file of its own: a .json and a .svg.',
    });
  }
  const lineChart = plot === undefined ? undefined : await loadPlot('lineChart');
  const figure = plot === undefined ? undefined : await reserveOutputFile(plot, '--plot');
  try {
    if (output !== undefined) await requireWritable(output);
    const study = await runWith(options, async (context) => {
      const begun = await beginStudy(networkFiles, options, context);
      const kept = await continueStudy(output, begun);
      const request = { model, benchmarks, sparsities: options.sparsities };
      const keep = async (grown: PruningStudy) => {
        if (output !== undefined) await writeStudy(output, grown);
      };
      return runPruningStudy(request, kept, keep, index, context);
    });
    const asked = {
      ...study,
      points: study.points.filter(({ sparsity }) => options.sparsities.includes(sparsity)),
    };
    if (lineChart !== undefined) {
      await figure?.finish(await lineChart(pruningChart(asked, benchmarks)));
    }
    if (options.json) process.stdout.write(jsonText(asked));
    else console.log([pruningTable(asked, benchmarks), ...written(options)].join('\n'));
  } catch (error) {
    await figure?.discard();
    throw error;
  }
}

async function beginStudy(
  networkFiles: readonly string[],
  { preprocessing: asked, imageSize, layer, perLayer = false }: StudyPruningOptions,
  { seed, device }: Pick<PruningStudy, 'seed' | 'device'>,
): Promise<PruningStudy> {
  const preprocessing = await readPreprocessing(asked);
  return {
    pruningStudyVersion: 1,
    model: await Promise.all(networkFiles.map(recordInputFile)),
    scope: perLayer ? 'layer' : 'global',
    inputs: {
      ...(preprocessing === undefined ? {} : { preprocessing }),
      ...(imageSize === undefined ? {} : { imageSize }),
      ...(layer === undefined ? {} : { layer }),
    },
    seed,
    device,
    points: [],
  };
}

function written({ output, plot }: StudyPruningOptions): readonly string[] {
  return [
    ...(output === undefined ? [] : [`Study: ${output}`]),
    ...(plot === undefined ? [] : [`Figure: ${plot}`]),
  ];
}
