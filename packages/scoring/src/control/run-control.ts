import type { RgbImage, StimulusSet } from '@ventral/arrays';
import { chooseByAim, drawImages, synthesizeImages } from '@ventral/control';
import {
  type OpenModel,
  type ReadoutGradient,
  type ResponseAim,
  throwIfInterrupted,
} from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { openLabelledFolder, readLines, textSet } from '@ventral/files';
import { selectRows, shuffleSplit } from '@ventral/numerics';
import { openModel } from '../open-model.ts';
import type { ProjectRun } from '../project-run.ts';
import { runDevice } from '../run-device.ts';
import type { ControlRecord, ControlTarget, ShownStimulus } from './control-record.ts';
import type { ControlRequest } from './control-request.ts';
import { summarizeControl } from './control-summary.ts';
import { controlledData } from './controlled-data.ts';
import { fileNames } from './file-names.ts';
import { type FittedSite, fitSites } from './fit-sites.ts';
import { type NaturalStimuli, naturalStimuli, standardized } from './natural-stimuli.ts';
import { bestAndMean, rowOf, rowsOf, shown, shownNatural } from './shown-stimulus.ts';

/** An image that was made, under the name of its file. */
export interface MadeImage {
  readonly name: string;
  readonly image: RgbImage;
}

/** Who hears how a control goes. */
export interface ControlListeners {
  /** Called after each batch, with all targets so far and the images that are new. */
  readonly onImages?:
    | ((record: ControlRecord, images: readonly MadeImage[]) => unknown)
    | undefined;
}

/** Images that are made at once. */
const atOnce = 8;

/**
 * Chooses and makes images that control the responses of sites, as a mapping from a layer of a network predicts
 * them, and says what they do where the recordings are of a simulated brain, beside what stimuli do that there
 * are, and random images. Where nothing is to be made, as of texts, stimuli are chosen alone.
 *
 * Reference: Bashivan, Kar & DiCarlo (2019), https://doi.org/10.1126/science.aav9436; of sentences, Tuckute et al.
 * (2024), https://doi.org/10.1038/s41562-023-01783-7
 *
 * @throws VentralError `OPTION_INVALID` for sites that there are not or that cannot be predicted, an empty pool,
 *   and settings that cannot be used
 * @throws VentralError `GRADIENT_UNAVAILABLE` for a model that cannot be differentiated
 * @throws VentralError `INTERRUPTED`; what was made until then has been handed over
 */
export async function runControl(
  request: ControlRequest,
  { onImages }: ControlListeners,
  run: ProjectRun,
): Promise<ControlRecord> {
  const { context } = run;
  const { aim = 'stretch', mapping = 'ridge', heldOut = 0.2, steps = 200 } = request;
  const { parametrization = 'fourier', colors = 'grey', sites: named } = request;
  requireOnce(named ?? []);
  await using opened = await openModel(request.model, request, run.plugins, context);
  const isText = opened.model.stimuli === 'text';
  const images = request.images ?? (isText ? 0 : 1);
  requireMakeable(images, isText);
  const pool = request.pool === undefined ? undefined : await openPool(request.pool, isText);
  const data = await controlledData(request, opened, run);
  const [count] = data.responses.shape;
  const [split] = shuffleSplit(count, {
    splits: 1,
    size: { test: heldOut },
    seed: context.seed,
  });
  requireHeldOut(split!.test.length, heldOut, count);
  const wanted = named ?? (aim === 'stretch' ? 5 : 10);
  const options = { signal: context.signal };
  const fitted = await fitSites(data, { mapping, split: split!, wanted }, options);
  const { sites } = fitted;
  const [natural, candidates] = await naturalStimuli(data, pool, fitted, split!.test);
  const patterns = split!.test.slice(0, request.patterns ?? 5);
  const targets = targetsOf(aim, sites, natural, patterns, request.suppress === true ? -1 : 1);
  const { weights, intercepts } = fitted.mapping;
  const readout = { layer: data.layer, weights, intercepts: Float32Array.from(intercepts) };
  await using gradient =
    images === 0
      ? undefined
      : await requireReadout(request.model, opened.open)(readout, aim, context);
  const synthesis = {
    ...{ parametrization, colors, stepSize: request.stepSize },
    ...{ jitter: request.jitter, smoothness: request.smoothness },
  };
  const predictions = rowsOf(candidates.predicted);
  const made: ControlTarget[] = [];
  const nameOf = fileNames();
  const device = await runDevice(context);
  const record = (isComplete: boolean): ControlRecord => ({
    controlVersion: 1,
    ...{ model: request.model, digest: opened.open.digest, layer: data.layer },
    ...{ benchmark: request.benchmark, seed: context.seed, ...device, aim, mapping, isComplete },
    synthesis: { images, steps, parametrization, colors, ...stated(request) },
    ...{ fittedOn: split!.train.length, heldOut: split!.test.length },
    ...(pool !== undefined && { pool: pool.id }),
    sites: sites.map(({ id, predictivity, mean, deviation }) => ({
      ...{ id, predictivity, mean, deviation },
    })),
    targets: made,
    summary: summarizeControl(aim, made, sites),
    notes: data.notes,
  });
  const asked = async (pictures: readonly RgbImage[]) =>
    data.ask && standardized(await data.ask(pictures), sites);
  const queries = request.queries ?? steps;
  const drawn =
    gradient &&
    data.ask &&
    (await drawImages(gradient.size, queries, { ...synthesis, seed: context.seed + 1 }));
  const answers = drawn && (await asked(imagesOf(drawn, gradient.size)));
  const perBatch = Math.max(1, Math.floor(atOnce / Math.max(1, images)));
  for (let start = 0; start < targets.length; start += perBatch) {
    const batch = targets.slice(start, start + perBatch);
    const goals = Float32Array.from(
      batch.flatMap((target) => Array.from({ length: images }, () => target.goals).flat()),
    );
    const make = async (by: ReadoutGradient) => {
      const { pixels } = await synthesizeImages(by, goals, batch.length * images, {
        ...{ ...synthesis, steps, seed: context.seed, first: start * images },
        onStep(step) {
          const done = start * steps + step * batch.length;
          throwIfInterrupted(context.signal, `after ${start} of ${targets.length} targets`);
          context.report({
            task: 'Making images',
            done,
            total: targets.length * steps,
            unit: 'parts',
          });
        },
      });
      const pictures = imagesOf(pixels, by.size);
      // What is said of an image is said of its file.
      const seen = pictures.map(({ data: levels }) => Array.from(levels, (level) => level / 255));
      const { responses: predicted } = await by.run(Float32Array.from(seen.flat()), goals);
      return { pictures, predicted, found: await asked(pictures) };
    };
    const { pictures, predicted, found } = gradient
      ? await make(gradient)
      : { pictures: [], predicted: [], found: undefined };
    const files: MadeImage[] = [];
    for (const [place, { name, row: ownRow, goals: own }] of batch.entries()) {
      const stem = nameOf(name);
      const synthesized: ShownStimulus[] = [];
      for (let one = 0; one < images; one++) {
        const at = place * images + one;
        const file = { name: `${stem}-${one}.png`, image: pictures[at]! };
        files.push(file);
        synthesized.push(
          shown(file.name, aim, own, sites, {
            predicted: rowOf(predicted, at, sites.length),
            truth: found && rowOf(found.values, at, sites.length),
          }),
        );
      }
      const chosen = chooseByAim(
        aim,
        own,
        predictions,
        candidates.candidates.filter((row) => candidates !== natural || row !== ownRow),
        request.choose ?? 10,
      );
      const others = natural.ids.flatMap((_, row) => (row === ownRow ? [] : [row]));
      made.push({
        ...{ name, goals: own, synthesized },
        chosen: chosen.map((row) => shownNatural(candidates, row, aim, own, sites)),
        natural: bestAndMean(
          aim,
          own,
          selectRows(natural.truth ?? natural.recorded!, others),
          (at) => shownNatural(natural, others[at]!, aim, own, sites),
        ),
        ...(answers !== undefined && {
          queries: bestAndMean(aim, own, answers, (row) =>
            shown(`random image ${row}`, aim, own, sites, {
              predicted: [],
              truth: rowOf(answers.values, row, sites.length),
            }),
          ),
        }),
      });
    }
    await onImages?.(record(made.length === targets.length), files);
  }
  return record(true);
}

async function openPool(path: string, isText: boolean): Promise<StimulusSet> {
  if (!isText) return (await openLabelledFolder(path)).stimuli;
  const lines = (await readLines(path)).filter((line) => line !== '');
  const spans = [...new Set(lines)].map((text) => ({ id: text, text, start: 0, end: text.length }));
  // Only a model that reads is given them, and it takes them for what they are.
  return textSet({ id: path, spans }) as unknown as StimulusSet;
}

interface Target {
  readonly name: string;
  /** Row of the stimulus whose pattern is wanted, which is no control of itself. */
  readonly row?: number;
  readonly goals: number[];
}

function targetsOf(
  aim: ResponseAim,
  sites: readonly FittedSite[],
  { ids, recorded }: NaturalStimuli,
  patterns: readonly number[],
  goal: 1 | -1,
): readonly Target[] {
  if (goal === -1 && aim !== 'stretch') {
    throw new VentralError('OPTION_INVALID', `The aim '${aim}' suppresses no site.`, {
      hint: "Suppress with the aim 'stretch', one site at a time.",
    });
  }
  if (aim === 'one-hot' && sites.length < 2) {
    throw new VentralError('OPTION_INVALID', 'One site is no population: none can stand out.', {
      hint: 'Name two or more with --sites.',
    });
  }
  if (aim === 'pattern') {
    return patterns.map((row) => ({
      row,
      name: ids[row]!,
      goals: Array.from(rowOf(recorded!.values, row, sites.length)),
    }));
  }
  return sites.map(({ id }, at) => ({
    name: id,
    goals: sites.map((_, site) => (site === at ? goal : 0)),
  }));
}

function imagesOf(pixels: Float32Array, { width, height }: ReadoutGradient['size']): RgbImage[] {
  const length = 3 * width * height;
  return Array.from({ length: pixels.length / length }, (_, at) => ({
    ...{ width, height },
    data: Uint8Array.from(pixels.subarray(at * length, (at + 1) * length), (value) =>
      Math.round(255 * value),
    ),
  }));
}

function requireMakeable(images: number, isText: boolean): void {
  if (images === 0 || !isText) return;
  throw new VentralError('OPTION_INVALID', `${images} images cannot be made of sentences.`, {
    hint: 'Sentences are chosen, not made: leave out --images.',
  });
}

function requireOnce(sites: readonly string[]): void {
  const twice = sites.find((site, at) => sites.indexOf(site) !== at);
  if (twice === undefined) return;
  throw new VentralError('OPTION_INVALID', `The site '${twice}' is named more than once.`, {
    hint: 'Name each site once.',
  });
}

function requireHeldOut(held: number, share: number, count: number): void {
  if (held >= 3) return;
  throw new VentralError(
    'OPTION_INVALID',
    `A share of ${share} holds out ${held} of ${count} stimuli, over which no site can be judged.`,
    { hint: 'Hold out three or more, such as a share of 0.2.' },
  );
}

/** What was asked of the ascent. */
function stated({ stepSize, jitter, smoothness }: ControlRequest) {
  return {
    ...(stepSize !== undefined && { stepSize }),
    ...(jitter !== undefined && { jitter }),
    ...(smoothness !== undefined && { smoothness }),
  };
}

function requireReadout(name: string, open: OpenModel): NonNullable<OpenModel['openReadout']> {
  if (open.openReadout !== undefined) return open.openReadout.bind(open);
  throw new VentralError('GRADIENT_UNAVAILABLE', `The model '${name}' cannot be differentiated.`, {
    hint:
      'Models of ONNX networks can, where nothing in them is random: .onnx files, and those of ' +
      'installed packages that are made of one.',
  });
}
