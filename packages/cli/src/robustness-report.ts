import type { Score } from '@ventral/core';
import type { LineChart } from '@ventral/plots';
import type { NetworkRobustness, RobustnessStudy } from '@ventral/scoring';
import { numberText, scoreText, withError } from './score-table.ts';
import { textTable } from './text-table.ts';

/** What networks name, a row each, and below it how that goes with a score of V1. */
export function robustnessTable(study: RobustnessStudy): string {
  const { images, imageCount, benchmarks, networks, reference } = study;
  const columns: readonly (readonly [head: string, of: (one: NetworkRobustness) => string])[] = [
    ['model', ({ model }) => model],
    ['clean', ({ clean }) => withError(clean, standardError(clean, imageCount))],
    ...benchmarks.map(
      (id) => [shortName(id), (one: NetworkRobustness) => scoreText(one.scores[id])] as const,
    ),
    ['white box', ({ whiteBox }) => scoreText(whiteBox)],
    ['mean', ({ mean }) => scoreText(mean)],
    ...(reference === undefined
      ? []
      : [['mCE', (one: NetworkRobustness) => numberText(one.meanCorruptionError)] as const]),
    ...(networks.some(({ v1 }) => v1)
      ? [['V1', ({ v1 }: NetworkRobustness) => scoreText(v1)] as const]
      : []),
  ];
  // Networks side by side: there are fewer of them than attacks.
  const [head, ...rows] = columns.map(([name, of]) => [name, ...networks.map(of)]);
  const table = textTable(
    head as string[],
    rows,
    networks.map((_, column) => column + 1),
  );
  const notes = new Set(
    networks.flatMap(({ model, scores, notes: own = [] }) => [
      ...own.map((note) => `${model}: ${note}`),
      ...Object.values(scores).flatMap((score) =>
        (score.notes ?? []).filter((note) => /^(Not|Noise) /.test(note)),
      ),
    ]),
  );
  return [
    table,
    '',
    `Shares named rightly of ${imageCount} images (${images}), with standard errors over images; higher is better.`,
    'White box: the mean over attacks by gradients. Mean: that of white box and corruption.',
    ...(reference === undefined
      ? []
      : [`mCE: errors under corruption over those of ${reference}.`]),
    ...relationText(study),
    ...notes,
  ].join('\n');
}

function relationText({ relation }: RobustnessStudy): readonly string[] {
  if (relation === undefined) return [];
  const { benchmark, networks, r, interval } = relation;
  const over = `over ${networks} networks`;
  if (r === undefined) {
    return [`White box against ${benchmark}: no correlation ${over}; it takes three that differ.`];
  }
  const range =
    interval === undefined
      ? 'no interval: it takes four networks'
      : `95 %: ${interval[0].toFixed(2)} to ${interval[1].toFixed(2)}`;
  return [`White box against ${benchmark}: r = ${r.toFixed(2)} ${over} (${range}).`];
}

/** `pgd linf 8/255` of an id, or `corruption`. */
function shortName(id: string): string {
  const [, attack] = /-((?:pgd|fgsm|square)-.*)$/.exec(id) ?? [];
  if (attack !== undefined) return attack.replaceAll('-', ' ').replace('_', '/');
  return id.startsWith('Corruption.') ? 'corruption' : id;
}

const unit = 'Epsilon, of pixels from 0 to 1';
/** How each norm is drawn: the largest change of a pixel in grey levels, as people write it. */
const axes: Readonly<
  Record<string, { readonly title: string; readonly x: string; readonly scale: number }>
> = {
  linf: {
    title: 'L-infinity (largest change of a pixel)',
    x: 'Epsilon, in grey levels of 255',
    scale: 255,
  },
  l2: { title: 'L2 (root of the sum of squares)', x: unit, scale: 1 },
  l1: { title: 'L1 (sum of all changes)', x: unit, scale: 1 },
};

/** Accuracy against epsilon, a panel a norm, with 95 % intervals; and robustness against V1. */
export function robustnessChart({ networks, imageCount, relation }: RobustnessStudy): LineChart {
  const norms = new Map<string, LineChart['panels'][number]['series'][number][]>();
  for (const { model, scores } of networks) {
    for (const [norm, curve] of longestCurves(Object.values(scores))) {
      const points = curve.map(({ epsilon, accuracy }) => ({
        x: Number((epsilon * (axes[norm]?.scale ?? 1)).toPrecision(6)),
        y: accuracy,
        error: 1.96 * standardError(accuracy, imageCount),
      }));
      norms.set(norm, [...(norms.get(norm) ?? []), { name: model, points }]);
    }
  }
  const related = networks.flatMap(({ model, v1, whiteBox }) =>
    v1 && whiteBox ? [{ name: model, points: [{ x: v1.value, y: whiteBox.value }] }] : [],
  );
  return {
    x: { title: unit },
    panels: [
      ...[...norms].map(([norm, series]) => ({
        title: axes[norm]?.title ?? norm,
        x: { title: axes[norm]?.x ?? unit, format: '.2~f' },
        y: { title: 'Named rightly (pgd)' },
        series,
      })),
      ...(relation === undefined || related.length === 0
        ? []
        : [
            {
              title: 'Robustness and V1',
              x: { title: `Score on ${relation.benchmark}` },
              y: { title: 'White box' },
              series: related,
            },
          ]),
    ],
  };
}

interface Curve {
  readonly attack: string;
  readonly norm: string;
  readonly curve: readonly { readonly epsilon: number; readonly accuracy: number }[];
}

/** Of each norm, the curve that reaches farthest, by projected gradient descent. */
function longestCurves(scores: readonly Score[]): ReadonlyMap<string, Curve['curve']> {
  const longest = new Map<string, Curve['curve']>();
  for (const { extras } of scores) {
    const found = extras?.robustness as Curve | undefined;
    if (found?.attack !== 'pgd') continue;
    if (found.curve.length > (longest.get(found.norm)?.length ?? 0)) {
      longest.set(found.norm, found.curve);
    }
  }
  return longest;
}

/** Of a share of images. */
function standardError(share: number, images: number): number {
  return Math.sqrt((share * (1 - share)) / images);
}
