import type { StimulusSet } from '@ventral/arrays';
import type { SimulatedDataset } from '@ventral/calibration';
import { defineDataset, oncePerRun, type Recordings, type RespondingDataset } from '@ventral/core';
import { didYouMean, VentralError } from '@ventral/errors';
import { drawChoices } from './draw-choices.ts';
import { drawSimulation } from './draw-simulation.ts';
import type { VentralStream } from './record-stream.ts';
import { respondTo } from './respond.ts';
import {
  defaultSites,
  type SimulatedChoices,
  simulateVentral,
  type VentralRecordings,
} from './simulate-ventral.ts';
import type { Region } from './sites.ts';
import { degrees } from './stimuli-of.ts';

/** The simulated ventral stream at its default size. */
export interface SimulatedVentral {
  /** 1,280 images of 64 objects, 8 degrees wide; labelled as those of MajajHong2015. */
  readonly stimuli: StimulusSet;
  /**
   * Recordings of `V4` (88 sites), `IT` (168 sites) or `V1` (102 sites), 50 repeats, in the form of
   * MajajHong2015; over time, those of {@link SimulatedVentral.stream}, drawn apart.
   */
  region(name: string): Promise<VentralRecordings & Required<Pick<Recordings, 'overTime'>>>;
  /** Recordings of the first 60 sites of a region in 12 time bins of 20 ms, 50 repeats. */
  stream(name: string): Promise<VentralStream>;
  /** Choices between 24 objects on 240 images, in the form of Rajalingham2018. */
  choices(): Promise<SimulatedChoices>;
}

const simulatedOnce = oncePerRun((context) => simulateVentral({}, context));

/**
 * A simulated ventral stream whose truth is known: images of objects, V1, V4 and IT responses with
 * noise, and choices between objects. Nothing in it was measured in an animal or a person; nothing is
 * fetched.
 *
 * @example
 * const { stimuli, region } = await simulatedVentral.load(createRunContext());
 * const { recordings, trials, truth } = await region('IT');
 */
export const simulatedVentral = Object.freeze({
  ...defineDataset({
    id: 'SimulatedVentral',
    title: 'Simulated ventral stream with known truth: V1, V4, IT and choices',
    citation:
      'Simulated by @ventral/dataset-simulated-ventral: no measurement. Its images and numbers of ' +
      'sites follow Majaj et al. (2015), https://doi.org/10.1523/JNEUROSCI.5181-14.2015, its choices ' +
      'Rajalingham et al. (2018), https://doi.org/10.1523/JNEUROSCI.0388-18.2018',
    licence: 'MIT, as the package that makes them',
    species: 'simulated',
    modality: 'simulation',
    regions: Object.keys(defaultSites),
    degrees,
    files: {},
    async load(_, context): Promise<SimulatedVentral> {
      const simulation = await simulatedOnce(context);
      const streams = new Map<string, Promise<VentralStream>>();
      const stream = async (name: string) => {
        const region = findRegion(name);
        const drawn = streams.get(region) ?? simulation.recordOverTime({ region });
        streams.set(region, drawn);
        return drawn;
      };
      return Object.freeze({
        stimuli: simulation.stimuli,
        region: async (name: string) => ({
          ...(await simulation.record({ region: findRegion(name) })),
          overTime: async () => (await stream(name)).windows,
        }),
        stream,
        choices: () => simulation.choose(),
      });
    },
  }),
  simulate: drawSimulation,
  simulateChoices: drawChoices,
  respond: async (images, region, context) => respondTo(images, findRegion(region), context),
} satisfies SimulatedDataset & RespondingDataset);

function findRegion(name: string): Region {
  if (Object.hasOwn(defaultSites, name)) return name as Region;
  const regions = Object.keys(defaultSites);
  throw new VentralError('OPTION_INVALID', `SimulatedVentral has no region '${name}'.`, {
    hint: `${didYouMean(name, regions)}Its regions are ${regions.join(', ')}.`,
  });
}
