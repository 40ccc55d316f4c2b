import type { RandomState } from '@ventral/numerics';
import type { Tensor } from '@ventral/onnx';

/** What a network takes beside its images, and is drawn anew each time it is run. */
export interface DrawnInput {
  /** Name of the input: `samples x shape`, float32. */
  readonly name: string;
  /** Sizes for one sample. */
  readonly shape: readonly number[];
  /** `normal`: independent standard normal numbers; `choice`: one of them is 1, the others are 0. */
  readonly kind: 'normal' | 'choice';
}

/** Draws all that a network takes beside some images, input by input and sample by sample. */
export function drawInputs(
  inputs: readonly DrawnInput[],
  samples: number,
  random: RandomState,
): Readonly<Record<string, Tensor>> {
  return Object.fromEntries(
    inputs.map(({ name, shape, kind }) => {
      const length = shape.reduce((product, size) => product * size, 1);
      const draw = kind === 'normal' ? normalNumbers : choices;
      const values = draw(samples, length, random);
      return [name, { type: 'float32', shape: [samples, ...shape], values }];
    }),
  );
}

function normalNumbers(samples: number, length: number, random: RandomState): Float32Array {
  const numbers = new Float64Array(samples * length);
  random.fillNormal(numbers);
  return Float32Array.from(numbers);
}

function choices(samples: number, length: number, random: RandomState): Float32Array {
  const values = new Float32Array(samples * length);
  for (let sample = 0; sample < samples; sample++) {
    values[sample * length + random.randint(length)] = 1;
  }
  return values;
}
