// @ts-check
/** Damages files: by their bytes, and those that hold text by their words as well. */

/**
 * @typedef {object} Dice seeded choices
 * @property {(count: number) => number} below a whole number from 0 on
 * @property {<Item>(items: readonly Item[]) => Item} pick
 */

// Mostly one: files that are damaged everywhere are refused at their first byte.
const damageCounts = [1, 1, 1, 2, 4];
// Sizes, offsets and counts that readers may trust; the last two are float32's NaN and infinity.
const extremes = [
  0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff,
].concat([0x7fc00000, 0x7f800000]);
const extremeWords = [
  '0',
  '-1',
  '1e400',
  '-1e-400',
  '1e308',
  '0.1',
  '9007199254740993',
  '1e9',
].concat(
  ['NaN', 'Infinity', '0x10', 'null', 'true', '""', '[]', '{}', '"__proto__"', '"constructor"'],
  ['\u0000', '\ufeff', '\ud800', '[['.repeat(50_000), '"\\u001b[2J"', '', '../../x', 'é', 'true,1'],
);
const extremeValues = [
  0,
  -1,
  0.5,
  1e9,
  1e-320,
  1e308,
  '1e400',
  2 ** 53,
  true,
  null,
  '',
  '..',
  '/',
  {},
  [],
].concat([
  [[]],
  [null],
  { length: 1e9 },
  ['x'.repeat(100_000)],
  'toString',
  '\u0000\u001b[2J',
  '\ud800',
]);
const extraNames = ['constructor', 'toString', 'then', '0', '', 'length', 'x'];

/**
 * @param {Uint8Array} bytes of a valid file
 * @param {Uint8Array} other a valid file to splice from
 * @param {Dice} dice
 * @returns {Uint8Array}
 */
export function mutate(bytes, other, dice) {
  let result = Buffer.from(bytes);
  const damages = damagesFor(result);
  for (let left = dice.pick(damageCounts); left > 0 && result.length > 0; left--) {
    result = dice.pick(dice.pick(damages))(result, dice, Buffer.from(other));
  }
  return result;
}

/** @typedef {(bytes: Buffer, dice: Dice, other: Buffer) => Buffer} Damage */

/**
 * @param {Buffer} bytes
 * @returns {readonly (readonly Damage[])[]}
 */
function damagesFor(bytes) {
  if (bytes.subarray(0, 1000).includes(0)) return [ofBytes];
  if (bytes.toString().startsWith('{')) return [ofBytes, ofWords, ofValues, ofValues, ofValues];
  return [ofBytes, ofWords, ofWords];
}

/** @type {Damage[]} */
const ofBytes = [
  function flipBits(bytes, dice) {
    for (let left = dice.pick(damageCounts); left > 0; left--) {
      // Half of them among the first bytes, where headers are.
      const near = dice.below(2) === 0 ? Math.min(bytes.length, 128) : bytes.length;
      const at = dice.below(near);
      bytes[at] = /** @type {number} */ (bytes[at]) ^ (1 << dice.below(8));
    }
    return bytes;
  },
  function splice(bytes, dice) {
    const number = Buffer.alloc(8);
    const value = dice.pick(extremes);
    const width = dice.pick([1, 2, 4, 8]);
    if (dice.below(2) === 0) number.writeUInt32LE(value);
    else number.writeUInt32BE(value, Math.max(0, width - 4));
    number.copy(bytes, dice.below(bytes.length), 0, width);
    return bytes;
  },
  function cut(bytes, dice) {
    return bytes.subarray(0, dice.below(bytes.length));
  },
  function remove(bytes, dice) {
    const [start, end] = rangeOf(bytes, dice);
    return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
  },
  function insert(bytes, dice) {
    const at = dice.below(bytes.length);
    const noise = Buffer.from(Array.from({ length: 1 + dice.below(16) }, () => dice.below(256)));
    return Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at)]);
  },
  function repeat(bytes, dice) {
    const [start, end] = rangeOf(bytes, dice);
    return Buffer.concat([bytes.subarray(0, end), bytes.subarray(start)]);
  },
  function zero(bytes, dice) {
    return bytes.fill(dice.pick([0, 0xff]), ...rangeOf(bytes, dice));
  },
  function swap(bytes, dice) {
    const [start, end] = rangeOf(bytes, dice);
    const to = dice.below(bytes.length);
    const moved = Buffer.from(bytes.subarray(start, end));
    bytes.copyWithin(start, to, to + moved.length);
    moved.copy(bytes, to);
    return bytes;
  },
  function graft(bytes, dice, other) {
    other.copy(bytes, dice.below(bytes.length), ...rangeOf(other, dice));
    return bytes;
  },
];

/** @type {Damage[]} */
const ofWords = [
  function exchangeWord(bytes, dice) {
    return withWords(bytes, (words) => {
      words[dice.below(words.length)] = dice.pick(extremeWords);
    });
  },
  function swapWords(bytes, dice) {
    return withWords(bytes, (words) => {
      const [one, two] = [dice.below(words.length), dice.below(words.length)];
      [words[one], words[two]] = [words[two] ?? '', words[one] ?? ''];
    });
  },
  function repeatWords(bytes, dice) {
    return withWords(bytes, (words) => {
      const [start, end] = rangeOf(words, dice);
      words.splice(dice.below(words.length), 0, ...words.slice(start, end));
    });
  },
  function removeWords(bytes, dice) {
    return withWords(bytes, (words) => {
      const [start, end] = rangeOf(words, dice);
      words.splice(start, end - start);
    });
  },
  function repeatLine(bytes, dice) {
    const lines = bytes.toString().split('\n');
    lines.splice(dice.below(lines.length), 0, dice.pick(lines));
    return Buffer.from(lines.join('\n'));
  },
];

/** Of JSON that stays JSON: else a reader sees little but the parser's refusals. */
/** @type {Damage[]} */
const ofValues = [
  function exchangeValue(bytes, dice) {
    return withPlaces(bytes, (places) => {
      const { holder, key } = dice.pick(places);
      holder[key] = dice.pick(extremeValues);
    });
  },
  function swapValues(bytes, dice) {
    return withPlaces(bytes, (places) => {
      const [one, two] = [dice.pick(places), dice.pick(places)];
      [one.holder[one.key], two.holder[two.key]] = [
        structuredClone(two.holder[two.key]),
        structuredClone(one.holder[one.key]),
      ];
    });
  },
  function removeValue(bytes, dice) {
    return withPlaces(bytes, (places) => {
      const { holder, key } = dice.pick(places);
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else delete holder[key];
    });
  },
  function addValue(bytes, dice) {
    return withPlaces(bytes, (places) => {
      const { holder } = dice.pick(places);
      const from = dice.pick(places);
      const value = structuredClone(from.holder[from.key]);
      if (Array.isArray(holder)) holder.push(value);
      else holder[dice.pick([from.key, ...extraNames])] = value;
    });
  },
];

/**
 * Changes values within JSON; leaves what is none.
 *
 * @param {Buffer} bytes
 * @param {(places: { holder: any, key: string }[]) => void} change
 */
function withPlaces(bytes, change) {
  let value;
  try {
    value = JSON.parse(bytes.toString());
  } catch {
    return bytes;
  }
  /** @type {{ holder: any, key: string }[]} */
  const places = [];
  const visit = (/** @type {any} */ holder) => {
    for (const key of Object.keys(Object(holder))) {
      places.push({ holder, key });
      if (typeof holder[key] === 'object') visit(holder[key]);
    }
  };
  visit(value);
  if (places.length === 0) return bytes;
  change(places);
  // Numbers that JSON can state and JavaScript cannot hold.
  return Buffer.from(JSON.stringify(value, undefined, 2).replaceAll('"1e400"', '1e400'));
}

/**
 * Strings, numbers, names and the signs between them.
 *
 * @param {Buffer} bytes
 * @param {(words: string[]) => void} change
 */
function withWords(bytes, change) {
  const words = bytes.toString().match(/"(\\.|[^"\\\n])*"|[\w.+-]+|\s+|[^\w\s]/g) ?? [''];
  change(words);
  return Buffer.from(words.join(''));
}

/**
 * Mostly a short one.
 *
 * @param {{ readonly length: number }} items
 * @param {Dice} dice
 * @returns {[start: number, end: number]}
 */
function rangeOf({ length }, dice) {
  const start = dice.below(length);
  const most = dice.pick([4, 32, 256, length]);
  return [start, Math.min(length, start + 1 + dice.below(most))];
}
