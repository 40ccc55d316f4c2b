import type { SimulatedRecordings, Simulation, SimulationSettings } from '@ventral/core';

/** Draws a simulation and takes the recordings of one region from it. */
export type Draw = (settings: SimulationSettings) => Promise<DrawnRecordings>;

/** A simulation, and its recordings of the region that is audited. */
export interface DrawnRecordings {
  readonly simulation: Simulation;
  readonly recorded: SimulatedRecordings;
}
