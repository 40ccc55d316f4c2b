import { meanInterval } from '@ventral/statistics';
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
      const seeds = values.length;
      return seeds === 0 ? [] : [{ towards, weight, measure, ...meanInterval(values), seeds }];
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
          const seeds = paired.length;
          const { mean: difference, ...spread } = meanInterval(paired);
          return seeds === 0 ? [] : [{ measure, weight, control, difference, ...spread, seeds }];
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
