import { addressOf, type InstalledPackage } from '@ventral/host';
import type { AskedBenchmark } from './asked-benchmark.ts';
import type { ModelFacts, OpenedModel } from './open-model.ts';
import type { ProjectRun } from './project-run.ts';

/** What a score depends on beside the code and the machine; plain JSON. */
export function scoreFacts(
  { chosen: _chosen, committed: _committed, inputs, ...facts }: ModelFacts,
  asked: AskedBenchmark,
  called: string | undefined,
  { seed, device }: Pick<ProjectRun['context'], 'seed' | 'device'>,
): object {
  return {
    benchmark: addressOf(asked.benchmark),
    ...facts,
    inputs: { ...inputs, ...asked.inputs },
    seed,
    device,
    called,
  };
}

/** The packages that a score uses by itself; each depends on others. */
export function packagesOfScore(
  opened: OpenedModel,
  asked: AskedBenchmark,
): readonly InstalledPackage[] {
  return [asked.package, opened.package, ...asked.metricPackages];
}
