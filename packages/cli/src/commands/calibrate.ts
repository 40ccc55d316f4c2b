import type { Command } from '@commander-js/extra-typings';
import type { AnyMetric, Calibration } from '@ventral/calibration';
import { VentralError } from '@ventral/errors';
import type { Project } from '@ventral/scoring';
import { calibrationFigure } from '../calibration-figure.ts';
import { collect, positiveInteger } from '../flag-values.ts';
import { jsonText } from '../json-text.ts';
import { loadPlot } from '../load-plots.ts';
import { parseOptionValues } from '../option-values.ts';
import { openOutputFile } from '../output-file.ts';
import { openProjectHere, runWith } from '../run.ts';
import { withDataFlags } from '../run-flags.ts';

/**
 * `ventral calibrate`: audits a metric, or every installed one that compares features, on simulated data
 * whose truth is known. Ends with 1 where a check fails.
 */
export function addCalibrate(program: Command): void {
  withDataFlags(program.command('calibrate'))
    .description('Audit metrics on simulated data whose truth is known')
    .argument('[metric]', 'id of a metric (default: all that compare features)')
    .option('--on <dataset>', 'the simulated data (default: SimulatedVentral)')
    .option('--region <region>', 'whose recordings are simulated (default: the first, V4)')
    .option('--option <name=value>', 'an option of the metric (repeatable)', collect)
    .option(
      '--simulations <number>',
      'in how many the truth is sought (default: 40)',
      positiveInteger,
    )
    .option('--noise-models <number>', 'how many models of noise (default: 400)', positiveInteger)
    .option('--output <file>', 'write what was found to a file, as JSON')
    .option('--plot <file>', 'draw power and false positives (.svg); needs @ventral/plots')
    .option('--json', 'print JSON')
    .action(async (metricId, flags) => {
      const { calibrateMetric } = await import('@ventral/calibration');
      const { createProjectContext } = await import('@ventral/scoring');
      const { on = 'SimulatedVentral', region, seed, simulations, noiseModels, plot } = flags;
      const options = parseOptionValues(flags.option);
      const project = await openProjectHere();
      const metrics =
        metricId === undefined
          ? await loadFeatureMetrics(project)
          : [(await project.load('metric', metricId)) as AnyMetric];
      const dataset = await project.load('dataset', on);
      const lineChart = plot === undefined ? undefined : await loadPlot('lineChart');
      const output = flags.output === undefined ? undefined : await openOutputFile(flags.output);
      const figure = plot === undefined ? undefined : await openOutputFile(plot, '--plot');
      const settings = {
        ...(seed === undefined ? {} : { seed }),
        ...(simulations === undefined ? {} : { simulations }),
        ...(noiseModels === undefined ? {} : { noiseModels }),
      };
      const calibrations: Calibration[] = [];
      await runWith(flags, async (how) => {
        const context = await createProjectContext(process.cwd(), how);
        for (const metric of metrics) {
          const task = { metric, options, dataset, region, settings };
          calibrations.push(await calibrateMetric(task, context));
        }
      });
      const json = jsonText(metricId === undefined ? calibrations : calibrations[0]);
      if (flags.json) process.stdout.write(json);
      else {
        const texts = await import('../calibration-text.ts');
        console.log(
          metricId === undefined
            ? texts.calibrationsText(calibrations)
            : texts.calibrationText(calibrations[0] as Calibration),
        );
      }
      await output?.writeOrSay(json);
      if (lineChart !== undefined) {
        await figure?.writeOrSay(await lineChart(calibrationFigure(calibrations)));
      }
      const checks = calibrations.flatMap((calibration) => calibration.checks);
      if (checks.some(({ passed }) => !passed)) process.exitCode = 1;
    });
}

async function loadFeatureMetrics({ plugins, load }: Project): Promise<readonly AnyMetric[]> {
  const ids = plugins.plugins.filter(({ kind }) => kind === 'metric').map(({ id }) => id);
  const metrics = await Promise.all(ids.map((id) => load('metric', id)));
  const audited = (metrics as AnyMetric[]).filter(({ source }) => source === 'features');
  if (audited.length > 0) return audited;
  throw new VentralError('PLUGIN_NOT_FOUND', 'No installed metric compares features.', {
    hint: 'Install one: npm install --ignore-scripts @ventral/metric-linear-predictivity',
  });
}
