import { readFileSync } from 'node:fs';
import { trainNgrams } from '@ventral/model-ngram';
import { mean } from '@ventral/numerics';
import { describeReference, referencePath } from '@ventral/testing';
import { expect, it } from 'vitest';
import { createSpanReader } from '../src/span-surprisals.ts';

const folder = 'data/futrell2018-natural-stories/naturalstories_RTS';

describeReference('Natural Stories, each read by a model of the other nine', folder, () => {
  const rowsOf = (name: string) =>
    readFileSync(referencePath(folder, name), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => row.split('\t'));

  // The table in README.md.
  it.each([
    [1, 1560, 0.3051],
    [2, 982, 0.2928],
    [3, 967, 0.2915],
    [5, 964, 0.292],
  ])('by %i-grams, has a perplexity of %i and reading times with r %f', (order, perplexity, r) => {
    const times = new Map(
      rowsOf('processed_wordinfo.tsv').map(([, zone, item, , time]) => [`${item}/${zone}`, time]),
    );
    const stories = new Map<string, string[]>();
    const words = rowsOf('all_stories.tok').sort((a, b) => Number(a[1]) - Number(b[1]));
    for (const [word = '', , item = ''] of words) {
      stories.set(item, [...(stories.get(item) ?? []), word]);
    }
    const [bits, read]: [number[], number[]] = [[], []];
    for (const [item, story] of stories) {
      const others = [...stories].filter(([other]) => other !== item);
      const model = trainNgrams(others.map(([, one]) => one.join(' ')).join('\n'), { order });
      const surprisalOf = createSpanReader(model);
      const text = story.join(' ');
      let start = 0;
      for (const [index, { length }] of story.entries()) {
        bits.push(surprisalOf({ text, start, end: start + length }));
        read.push(Number(times.get(`${item}/${index + 1}`)));
        start += length + 1;
      }
    }
    expect(bits).toHaveLength(10_256);
    expect(2 ** mean(bits)).toBeCloseTo(perplexity, 0);
    expect(correlation(bits, read)).toBeCloseTo(r, 4);
  });
});

function correlation(x: readonly number[], y: readonly number[]): number {
  const [xMean, yMean] = [mean(x), mean(y)];
  const sum = (f: (index: number) => number) => x.reduce((total, _, index) => total + f(index), 0);
  const covariance = sum((i) => (x[i]! - xMean) * (y[i]! - yMean));
  return (
    covariance / Math.sqrt(sum((i) => (x[i]! - xMean) ** 2) * sum((i) => (y[i]! - yMean) ** 2))
  );
}
