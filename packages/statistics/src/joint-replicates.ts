import { axesOf, type ScoreReplicates } from './score-replicates.ts';

/**
 * One row a model for `rankBands`: its value in replicates that vary every axis. As the axes are drawn
 * independently, deviations along them add up to those of all, with variance Vstimuli + Vneuroids.
 *
 * @param scores of models on one benchmark, all under one plan
 */
export function jointReplicates(
  scores: readonly Pick<ScoreReplicates, 'value' | 'replicates'>[],
): readonly Float64Array[] {
  return scores.map((score) => {
    const drawn = axesOf(score).map((axis) => score.replicates[axis]!);
    const joint = new Float64Array(drawn[0]?.length ?? 0).fill(score.value);
    // Loops: a leaderboard reads tens of thousands of records.
    for (const values of drawn) {
      for (let draw = 0; draw < joint.length; draw++) {
        joint[draw] = joint[draw]! + values[draw]! - score.value;
      }
    }
    return joint;
  });
}
