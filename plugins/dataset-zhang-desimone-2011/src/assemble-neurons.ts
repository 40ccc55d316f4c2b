import { type Assembly, type Coordinate, createAssembly } from '@ventral/arrays';
import { type NeuronTrials, recorded } from './neuron-trials.ts';

/** A neuron's trials under the neuron's name. */
export interface NamedNeuron extends NeuronTrials {
  readonly id: string;
}

/** An object at a position. */
export interface ShownObject {
  readonly id: string;
  readonly object: string;
  readonly position: string;
}

/** The objects at their positions, by name. */
export function shownObjects(neurons: readonly NeuronTrials[]): readonly ShownObject[] {
  const shown = new Map<string, ShownObject>();
  for (const { objects, positions } of neurons) {
    for (const [trial, object] of objects.entries()) {
      const position = positions[trial] as string;
      const id = `${object}_${position}`;
      if (!shown.has(id)) shown.set(id, { id, object, position });
    }
  }
  return [...shown.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * Spikes, `presentation x neuroid x time_bin`. Neurons were recorded one after another, each in trials of its own,
 * in an order of its own: the presentation with `repetition` k of a stimulus is the neuron's own k-th of it. NaN
 * where a neuron has fewer.
 */
export function assembleNeurons(
  neurons: readonly NamedNeuron[],
  shown: readonly ShownObject[],
): Assembly {
  const trialsOf = neurons.map(({ objects, positions }) => {
    const trials = new Map(shown.map(({ id }) => [id, [] as number[]]));
    for (const [trial, object] of objects.entries()) {
      trials.get(`${object}_${positions[trial]}`)?.push(trial);
    }
    return trials;
  });
  const presentations = shown.flatMap((stimulus) => {
    const most = Math.max(...trialsOf.map((trials) => trials.get(stimulus.id)?.length ?? 0));
    return Array.from({ length: most }, (_, repetition) => ({ ...stimulus, repetition }));
  });
  const { milliseconds, onset } = recorded;
  const shape = [presentations.length, neurons.length, milliseconds] as const;
  const values = new Float32Array(shape[0] * shape[1] * shape[2]).fill(Number.NaN);
  for (const [row, { id, repetition }] of presentations.entries()) {
    for (const [column, { objects, spikes }] of neurons.entries()) {
      const trial = trialsOf[column]?.get(id)?.[repetition];
      if (trial === undefined) continue;
      const start = (row * neurons.length + column) * milliseconds;
      for (let time = 0; time < milliseconds; time++) {
        values[start + time] = spikes[time * objects.length + trial]!;
      }
    }
  }
  const along = (dim: string, labels: Coordinate['values']): Coordinate => ({
    dim,
    values: labels,
  });
  const starts = Array.from({ length: milliseconds }, (_, time) => time - onset);
  return createAssembly({
    dims: ['presentation', 'neuroid', 'time_bin'],
    shape,
    values,
    coords: {
      stimulus_id: along(
        'presentation',
        presentations.map(({ id }) => id),
      ),
      object_name: along(
        'presentation',
        presentations.map(({ object }) => object),
      ),
      position: along(
        'presentation',
        presentations.map(({ position }) => position),
      ),
      repetition: along(
        'presentation',
        presentations.map(({ repetition }) => repetition),
      ),
      neuroid_id: along(
        'neuroid',
        neurons.map(({ id }) => id),
      ),
      region: along(
        'neuroid',
        neurons.map(() => 'IT'),
      ),
      time_bin_start: along('time_bin', starts),
      time_bin_end: along(
        'time_bin',
        starts.map((start) => start + 1),
      ),
    },
  });
}
