import { type Benchmark, type Dataset, defineDataset, type LabelledImages } from '@ventral/core';
import { openLabelledFolder } from '@ventral/files';
import { importFromProject, loadPlugin } from '@ventral/host';
import type { ProjectRun } from '../project-run.ts';

/** What the package of these benchmarks makes them with. */
interface RobustnessPackage {
  readonly robustnessBenchmark: (description: {
    readonly dataset: Dataset<LabelledImages>;
    readonly name: string;
    readonly attack: { readonly attack: string; readonly norm: string; readonly epsilon: number };
    readonly epsilonName: string;
  }) => Benchmark;
  readonly corruptionBenchmark: (description: {
    readonly dataset: Dataset<LabelledImages>;
    readonly name: string;
  }) => Benchmark;
  readonly epsilons: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const packageName = '@ventral/benchmark-robustness';

/** What is scored where nothing else is named: attacks by gradients, one without, and corruptions. */
const usual = {
  attacks: [
    ...['linf-1_255', 'linf-2_255', 'linf-4_255', 'linf-8_255'].map((name) => `pgd-${name}`),
    ...['l2-0.25', 'l2-0.5', 'l2-1', 'l1-4', 'l1-8'].map((name) => `pgd-${name}`),
    'square-linf-8_255',
  ],
};

/** Images that are published as numbers, with networks that were attacked on them. */
const usualImages = 'CIFAR10.exact-200';

/** Benchmarks of a study, and what their images are called. */
export interface StudiedImages {
  readonly name: string;
  readonly benchmarks: readonly Benchmark[];
}

/**
 * The benchmarks of a study: those that are named, else the usual ones, on the images of a folder or, without
 * one, on 200 images of CIFAR-10.
 *
 * @param folder of labelled images, `folder/class/image.png`
 * @param ids of benchmarks; for a folder, which has none, nothing
 * @throws VentralError `PLUGIN_NOT_FOUND`, `DEPENDENCY_MISSING`, `OPTION_INVALID`
 */
export async function robustnessBenchmarks(
  folder: string | undefined,
  ids: readonly string[] | undefined,
  run: ProjectRun,
): Promise<StudiedImages> {
  if (folder === undefined) {
    const asked = ids ?? [
      ...usual.attacks.map((attack) => `Robustness.${usualImages}-${attack}`),
      `Corruption.${usualImages}`,
    ];
    const benchmarks = await Promise.all(
      asked.map((id) => loadPlugin(run.plugins, 'benchmark', id)),
    );
    return { name: ids === undefined ? usualImages : 'those of the benchmarks', benchmarks };
  }
  const load = (name: keyof RobustnessPackage) =>
    importFromProject(packageName, name, run.folder, '--images');
  const makes = {
    robustnessBenchmark: await load('robustnessBenchmark'),
    corruptionBenchmark: await load('corruptionBenchmark'),
    epsilons: await load('epsilons'),
  } as RobustnessPackage;
  const images = await openLabelledFolder(folder);
  const name = images.stimuli.id;
  const dataset = defineDataset({
    ...{ id: name, title: name, species: 'none', regions: [], files: {} },
    load: async () => images,
  });
  const attacked = usual.attacks.map((written) => {
    const [attack = '', norm = '', epsilonName = ''] = written.split('-');
    const epsilon = makes.epsilons[norm]?.[epsilonName] as number;
    return makes.robustnessBenchmark({
      ...{ dataset, name, epsilonName },
      attack: { attack, norm, epsilon },
    });
  });
  return { name, benchmarks: [...attacked, makes.corruptionBenchmark({ dataset, name })] };
}
