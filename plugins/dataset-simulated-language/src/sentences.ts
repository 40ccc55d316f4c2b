import { RandomState } from '@ventral/numerics';

// Words of a grammar of our own: what is said of whom, plainly or strangely, in short sentences and long ones.
const nouns = [
  'dog',
  'child',
  'doctor',
  'river',
  'window',
  'letter',
  'storm',
  'teacher',
  'garden',
  'engine',
  'song',
  'stranger',
];
const rare = ['axolotl', 'zeppelin', 'quagmire', 'nebula', 'sarcophagus', 'metronome'];
const verbs = ['sees', 'follows', 'carries', 'forgets', 'paints', 'hears', 'breaks', 'admires'];
const adjectives = ['old', 'quiet', 'green', 'broken', 'happy', 'strange', 'heavy', 'bright'];
const places = ['in the house', 'near the sea', 'under the bridge', 'after the war', 'at night'];
const openings = ['Perhaps', 'Nobody knows why', 'Yesterday', 'They say that', 'Buy milk, because'];

/**
 * Draws sentences of a small grammar: the same seed gives the same ones, each once.
 *
 * @param count at most some thousands
 */
export function drawSentences(seed: number, count: number): readonly string[] {
  const random = new RandomState(seed);
  const pick = (words: readonly string[]) => words[random.randint(words.length)]!;
  const chance = (share: number) => random.randomSample() < share;
  const noun = () => {
    const named = chance(0.15) ? pick(rare) : pick(nouns);
    return `the ${chance(0.4) ? `${pick(adjectives)} ` : ''}${named}`;
  };
  const someone = () => (chance(0.25) ? `${noun()} that ${pick(verbs)} ${noun()}` : noun());
  const sentences = new Set<string>();
  while (sentences.size < count) {
    const parts = [
      ...(chance(0.3) ? [pick(openings)] : []),
      someone(),
      ...(chance(0.15) ? ['never'] : []),
      ...[pick(verbs), someone()],
      ...(chance(0.5) ? [pick(places)] : []),
    ].join(' ');
    sentences.add(`${parts[0]!.toUpperCase()}${parts.slice(1)}.`);
  }
  return [...sentences];
}
