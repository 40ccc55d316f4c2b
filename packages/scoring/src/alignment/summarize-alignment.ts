import { mean } from '@ventral/numerics';
import { twoSidedQuantile } from '@ventral/statistics';
import type { AlignedNetwork, AlignmentCondition, AlignmentStudy } from './alignment-study.ts';

/** What is measured of a network, by name: on held-out recordings, validation images, and benchmarks. */
function measuresOf({
  heldOut,
  accuracy,
  records,
}: AlignedNetwork): Readonly<Record<string, number>> {
  const { similarity, predictivity } = heldOut;
  return {
    ...{ similarity, predictivity },
    ...(accuracy !== undefined && { accuracy }),
    ...Object.fromEntries(records.map(({ benchmark, score }) => [benchmark.id, score.value])),
  };
}

/** Means over seeds of networks that are trained alike, and their differences from the controls, seed by seed. */
export function summarizeAlignment(
  networks: readonly AlignedNetwork[],
): Pick<AlignmentStudy, 'means' | 'differences'> {
  const measures = [...new Set(networks.flatMap((network) => Object.keys(measuresOf(network))))];
  const groups = groupsOf(networks);
  const valuesOf = (members: readonly AlignedNetwork[], measure: string) =>
    new Map(
      members.flatMap((network) => {
        const value = measuresOf(network)[measure];
        return value === undefined ? [] : [[network.seed, value] as const];
      }),
    );
  const means = groups.flatMap(({ towards, weight, members }) =>
    measures.flatMap((measure) => {
      const values = [...valuesOf(members, measure).values()];
      const { center, ...spread } = overSeeds(values);
      return values.length === 0 ? [] : [{ towards, weight, measure, mean: center, ...spread }];
    }),
  );
  const differences = groups
    .filter(({ towards }) => towards === 'recordings')
    .flatMap(({ weight, members }) =>
      groups.flatMap(({ towards: control, weight: controlWeight, members: controls }) => {
        if (control === 'recordings') return [];
        if (control !== 'none' && controlWeight !== weight) return [];
        return measures.flatMap((measure) => {
          const of = valuesOf(controls, measure);
          const paired = [...valuesOf(members, measure)].flatMap(([seed, value]) => {
            const other = of.get(seed);
            return other === undefined ? [] : [value - other];
          });
          const { center: difference, ...spread } = overSeeds(paired);
          return paired.length === 0 ? [] : [{ measure, weight, control, difference, ...spread }];
        });
      }),
    );
  return { means, differences };
}

function groupsOf(networks: readonly AlignedNetwork[]) {
  const groups = new Map<string, AlignmentCondition & { readonly members: AlignedNetwork[] }>();
  for (const network of networks) {
    const { towards, weight } = network;
    const name = `${towards} ${weight}`;
    const group = groups.get(name) ?? { towards, weight, members: [] };
    group.members.push(network);
    groups.set(name, group);
  }
  return [...groups.values()];
}

/** The mean, and its 95 % interval by Student's t where there are two values or more. */
function overSeeds(values: readonly number[]): {
  readonly center: number;
  readonly seeds: number;
  readonly interval?: [low: number, high: number];
} {
  const seeds = values.length;
  const center = mean(values);
  if (seeds < 2) return { center, seeds };
  const squares = values.reduce((sum, value) => sum + (value - center) ** 2, 0);
  const half = twoSidedQuantile(0.05, seeds - 1) * Math.sqrt(squares / (seeds - 1) / seeds);
  return { center, seeds, interval: [center - half, center + half] };
}
