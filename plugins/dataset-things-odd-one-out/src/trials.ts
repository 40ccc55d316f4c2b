import { type Assembly, createAssembly } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import type { ThingsObject } from './objects.ts';

/**
 * Reads the trials: a line each, three numbers of objects, from 1; which of them was chosen, 1 to 3; and the number
 * of the person.
 *
 * @returns along `presentation`, as `thingsOddOneOut` says
 * @throws VentralError `DATA_CORRUPT` naming the line, for an object that is none of these, one that is shown
 *   twice, and a choice that is none of 1, 2 and 3
 */
export function parseTrials(text: string, objects: readonly ThingsObject[]): Assembly {
  const rows = text
    .trimEnd()
    .split(/\r?\n/)
    .map((line, index) => parseTrial(line, index + 1, objects));
  const label = (read: (row: Trial) => string) => ({
    dim: 'presentation',
    values: rows.map(read),
  });
  return createAssembly({
    dims: ['presentation'],
    shape: [rows.length],
    values: Float64Array.from(rows, ({ odd }) => odd),
    coords: {
      object1: label(({ shown }) => shown[0]),
      object2: label(({ shown }) => shown[1]),
      object3: label(({ shown }) => shown[2]),
      choice: label(({ shown, odd }) => shown[odd - 1] as string),
      subject: label(({ worker }) => `worker ${worker}`),
    },
  });
}

interface Trial {
  readonly shown: readonly [string, string, string];
  readonly odd: number;
  readonly worker: number;
}

function parseTrial(line: string, number: number, objects: readonly ThingsObject[]): Trial {
  const cells = line.split('\t').map((cell) => (/^\d+$/.test(cell) ? Number(cell) : Number.NaN));
  const [first, second, third, odd, worker] = cells as [number, number, number, number, number];
  if (cells.length !== 5 || !cells.every(Number.isFinite)) {
    throw corrupt(number, `'${line}' is no five numbers`);
  }
  const shown = [first, second, third].map((object) => {
    const { id } = objects[object - 1] ?? {};
    if (id !== undefined) return id;
    throw corrupt(number, `it shows the object ${object}, of ${objects.length}`);
  }) as [string, string, string];
  if (new Set(shown).size < 3) throw corrupt(number, `it shows ${shown.join(', ')}`);
  if (odd < 1 || odd > 3) throw corrupt(number, `the choice is ${odd}, of 1 to 3`);
  return { shown, odd, worker };
}

function corrupt(line: number, what: string): VentralError {
  return new VentralError('DATA_CORRUPT', `Line ${line} of the trials cannot be used: ${what}.`, {
    hint: 'Fetch the file again.',
  });
}
