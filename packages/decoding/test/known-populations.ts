import { type Assembly, createAssembly } from '@ventral/arrays';
import { RandomState } from '@ventral/numerics';

/** What a made-up recording is like. */
interface KnownRecording {
  readonly neuroids: number;
  readonly classes: number;
  readonly positions?: number;
  readonly repetitions: number;
  readonly bins?: number;
  /** Standard deviation of class means, in that of the noise; one a bin. */
  readonly signal: readonly number[];
  /** Of the part of class means that differs from position to position. */
  readonly ofPosition?: number;
  readonly seed: number;
}

/** Responses with normal class means and normal noise, `presentation x neuroid x time_bin`, in bins of 10 ms. */
export function recordKnown(known: KnownRecording): Assembly {
  const { neuroids, classes, positions = 1, repetitions, bins = 1, signal, ofPosition = 0 } = known;
  const random = new RandomState(known.seed);
  const means = Array.from({ length: classes * neuroids }, () => random.standardNormal());
  const places = Array.from({ length: classes * positions * neuroids }, () =>
    random.standardNormal(),
  );
  const rows = Array.from({ length: classes * positions * repetitions }, (_, row) => ({
    label: Math.floor(row / repetitions / positions),
    position: Math.floor(row / repetitions) % positions,
    repetition: row % repetitions,
  }));
  const values = new Float64Array(rows.length * neuroids * bins);
  let cell = 0;
  for (const { label, position } of rows) {
    for (let neuroid = 0; neuroid < neuroids; neuroid++) {
      for (let bin = 0; bin < bins; bin++) {
        const mean =
          means[label * neuroids + neuroid]! +
          ofPosition * places[(label * positions + position) * neuroids + neuroid]!;
        values[cell++] = 5 + (signal[bin] ?? 0) * mean + random.standardNormal();
      }
    }
  }
  const along = (dim: string, labels: readonly (string | number)[]) => ({ dim, values: labels });
  const starts = Array.from({ length: bins }, (_, bin) => 10 * bin);
  return createAssembly({
    dims: ['presentation', 'neuroid', 'time_bin'],
    shape: [rows.length, neuroids, bins],
    values,
    coords: {
      object_name: along(
        'presentation',
        rows.map(({ label }) => `object ${label}`),
      ),
      position: along(
        'presentation',
        rows.map(({ position }) => `position ${position}`),
      ),
      stimulus_id: along(
        'presentation',
        rows.map(({ label, position }) => `${label} at ${position}`),
      ),
      repetition: along(
        'presentation',
        rows.map(({ repetition }) => repetition),
      ),
      neuroid_id: along(
        'neuroid',
        Array.from({ length: neuroids }, (_, neuroid) => `n${neuroid}`),
      ),
      time_bin_start: along('time_bin', starts),
      time_bin_end: along(
        'time_bin',
        starts.map((start) => start + 10),
      ),
    },
  });
}
