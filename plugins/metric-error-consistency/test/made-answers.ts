import { type Assembly, type CoordinateValue, createAssembly } from '@ventral/arrays';
import type { RandomState } from '@ventral/numerics';

/** People and a model who find the same images hard, each in part. */
export interface MadeAnswers {
  readonly people: Assembly;
  readonly model: Assembly;
}

/**
 * Draws answers of people and a model to images in three conditions of growing difficulty.
 *
 * @param people their skills
 */
export function drawAnswers(
  random: RandomState,
  people: readonly number[],
  images: readonly number[],
): MadeAnswers {
  const rows: CoordinateValue[][] = [];
  const modelRows: CoordinateValue[][] = [];
  for (const [image, difficulty] of images.entries()) {
    const condition = image % 3;
    const common = difficulty - 0.6 + 0.4 * condition;
    const isRight = (skill: number) => skill - common + 0.8 * random.standardNormal() > 0;
    const id = `image${image}`;
    for (const [person, skill] of people.entries()) {
      const choice = isRight(skill) ? 'cat' : 'dog';
      rows.push([id, `person${person}`, `condition${condition}`, 'cat', choice]);
    }
    modelRows.push([id, isRight(0.2) ? 'cat' : 'dog']);
  }
  return {
    people: answersOf(['stimulus_id', 'subject', 'condition', 'truth', 'choice'], rows),
    model: answersOf(['stimulus_id', 'choice'], modelRows),
  };
}

function answersOf(names: readonly string[], rows: readonly CoordinateValue[][]): Assembly {
  return createAssembly({
    dims: ['presentation'],
    shape: [rows.length],
    values: new Float64Array(rows.length),
    coords: Object.fromEntries(
      names.map((name, column) => [
        name,
        { dim: 'presentation', values: rows.map((row) => row[column]!) },
      ]),
    ),
  });
}
