import { RandomState } from '@ventral/numerics';

/** Random numbers for one purpose of a training: the same from the same numbers, others from others. */
export function randomOf(seed: number, ...places: readonly number[]): RandomState {
  // The multiplication and mixing of MurmurHash3's end, place by place.
  const mixed = places.reduce(
    (before, place) => mix((before + 0x9e3779b9) ^ mix(place + 1)),
    mix(seed),
  );
  return new RandomState(mixed);
}

function mix(value: number): number {
  let word = value >>> 0;
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return (word ^ (word >>> 16)) >>> 0;
}
