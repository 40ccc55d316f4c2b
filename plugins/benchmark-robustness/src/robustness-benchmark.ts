import { attackOnImages, type ClassAttack, type NormName, nameImages } from '@ventral/attacks';
import {
  type Benchmark,
  type Classifier,
  defineBenchmark,
  type Metric,
  oncePerRun,
} from '@ventral/core';
import { accuracy } from '@ventral/metric-error-consistency';
import type { ImagesDescription } from './images-description.ts';
import { namedClasses, trueClasses } from './named-classes.ts';
import { requireClassifier } from './require-classifier.ts';
import { shareRight } from './share-right.ts';

/** Epsilons that are attacked with, in pixels 0..1, by norm, as they are written in ids. */
export const epsilons = {
  linf: { '1_255': 1 / 255, '2_255': 2 / 255, '4_255': 4 / 255, '8_255': 8 / 255 },
  l2: { '0.25': 0.25, '0.5': 0.5, '1': 1 },
  l1: { '4': 4, '8': 8 },
} as const satisfies Readonly<Record<NormName, Readonly<Record<string, number>>>>;

/** What a robustness benchmark is made of. */
export interface RobustnessDescription extends ImagesDescription {
  readonly attack: ClassAttack;
  /** The epsilon as it is written in the id, such as `8_255`. */
  readonly epsilonName: string;
}

/** How an epsilon is written for people. */
function epsilonText(name: string): string {
  return name.replace('_', '/');
}

/**
 * The share of images that a network still names rightly under attack. Each image is attacked by the network's
 * own gradients, through the whole of its preprocessing, and named at the end of the attack. The record has the
 * accuracy without attack, and at every smaller epsilon of the norm.
 *
 * Time is that of `steps` gradients of all images, for each epsilon.
 */
export function robustnessBenchmark({
  dataset,
  part,
  attack,
  epsilonName,
  name = [dataset.id, part].filter(Boolean).join('.'),
  called = name,
}: RobustnessDescription): Benchmark {
  const imagesOf = oncePerRun((context) => dataset.load(context, part));
  const { norm, epsilon } = attack;
  const smaller = Object.values<number>(epsilons[norm]).filter((one) => one < epsilon);
  const normText = { linf: 'L-infinity', l2: 'L2', l1: 'L1' }[norm];
  return defineBenchmark({
    id: `Robustness.${name}-${attack.attack}-${norm}-${epsilonName}`,
    title: `${called} under ${attack.attack}, ${normText} ${epsilonText(epsilonName)}`,
    dataset,
    ...(part !== undefined && { part }),
    metric: accuracy as Metric<object, 'choices'>,
    region: 'behavior',
    reads: 'classes',
    async score(candidate, context, { metric = accuracy, metricOptions = {} } = {}) {
      const images = await imagesOf(context);
      await using classifier = await requireClassifier(candidate);
      const clean = await nameImages(classifier, images, context);
      const attacked = async (one: number) => {
        const change = attackOnImages({ ...attack, epsilon: one }, classifier, images, context);
        return nameImages(classifier, images, context, change);
      };
      const curve = [{ epsilon: 0, accuracy: shareRight(clean, images) }];
      for (const one of smaller) {
        curve.push({ epsilon: one, accuracy: shareRight(await attacked(one), images) });
      }
      const named = await attacked(epsilon);
      curve.push({ epsilon, accuracy: shareRight(named, images) });
      const used = metric as Metric<object, 'choices'>;
      const source = namedClasses(images, { [attack.attack]: named });
      const score = await used.compare(source, trueClasses(images), metricOptions, context);
      return {
        ...score,
        extras: {
          ...score.extras,
          robustness: { ...attack, ...noiseOf(classifier), clean: curve[0]!.accuracy, curve },
        },
        notes: [...(score.notes ?? []), curveNote(curve), ...noiseNotes(classifier)],
      };
    },
  });
}

function noiseOf({ noise }: Classifier) {
  return noise === undefined ? {} : { noise };
}

function noiseNotes({ noise }: Classifier): readonly string[] {
  if (noise === undefined) return [];
  const { seed, draws } = noise;
  return [
    `Noise of seed ${seed}: gradients are averaged over ${draws} draws, new ones at each step; every image is named ` +
      'in one further draw, the same with and without attack.',
  ];
}

function curveNote(curve: readonly { readonly epsilon: number; readonly accuracy: number }[]) {
  const [clean, ...attacked] = curve.map(({ epsilon, accuracy: share }) => {
    const percent = `${(100 * share).toFixed(1)} %`;
    return epsilon === 0 ? percent : `${percent} at ${Number(epsilon.toPrecision(3))}`;
  });
  return `Named rightly: ${clean} without attack, ${attacked.join(', ')} (epsilon, of pixels from 0 to 1).`;
}
