import type { AnyMetric, Calibration, CalibrationSettings } from '@ventral/calibration';
import { VentralError } from '@ventral/errors';
import { discoverPlugins, loadPlugin, type PluginIndex } from '@ventral/host';
import { calibrationFigure } from '../calibration-figure.ts';
import { calibrationsText, calibrationText } from '../calibration-text.ts';
import { jsonText } from '../json-text.ts';
import { loadPlot } from '../load-plots.ts';
import { parseOptionValues } from '../option-values.ts';
import { reserveOutputFile } from '../output-file.ts';
import { type RunOptions, runWith } from '../run.ts';

/** Options of `ventral calibrate`. */
export interface CalibrateOptions extends RunOptions {
  readonly on?: string;
  readonly region?: string;
  readonly option?: readonly string[];
  readonly simulations?: number;
  readonly noiseModels?: number;
  readonly output?: string;
  readonly plot?: string;
  readonly json?: boolean;
}

/**
 * Audits a metric, or every installed one that compares features, on simulated data whose truth is
 * known. Ends with 1 where a check fails.
 */
export async function calibrate(
  metricId: string | undefined,
  options: CalibrateOptions,
): Promise<void> {
  const { on = 'SimulatedVentral', region, seed, simulations, noiseModels } = options;
  const index = await discoverPlugins(process.cwd());
  const metrics =
    metricId === undefined
      ? await loadFeatureMetrics(index)
      : [(await loadPlugin(index, 'metric', metricId)) as AnyMetric];
  const dataset = await loadPlugin(index, 'dataset', on);
  const { calibrateMetric } = await import('@ventral/calibration');
  const { plot } = options;
  const lineChart = plot === undefined ? undefined : await loadPlot('lineChart');
  const output = options.output === undefined ? undefined : await reserveOutputFile(options.output);
  const figure = plot === undefined ? undefined : await reserveOutputFile(plot, '--plot');
  const settings: Partial<CalibrationSettings> = {
    ...(seed === undefined ? {} : { seed }),
    ...(simulations === undefined ? {} : { simulations }),
    ...(noiseModels === undefined ? {} : { noiseModels }),
  };
  const metricOptions = parseOptionValues(options.option);
  const calibrations: Calibration[] = [];
  try {
    await runWith(options, async (context) => {
      for (const metric of metrics) {
        const task = { metric, options: metricOptions, dataset, region, settings };
        calibrations.push(await calibrateMetric(task, context));
      }
    });
    const [only] = calibrations;
    const result = metricId === undefined ? calibrations : only;
    const json = jsonText(result);
    await output?.finish(json);
    if (lineChart !== undefined) {
      await figure?.finish(await lineChart(calibrationFigure(calibrations)));
    }
    if (options.json) process.stdout.write(json);
    else if (metricId === undefined) console.log(calibrationsText(calibrations));
    else console.log(calibrationText(only as Calibration));
  } catch (error) {
    await output?.discard();
    await figure?.discard();
    throw error;
  }
  const checks = calibrations.flatMap((calibration) => calibration.checks);
  if (checks.some(({ passed }) => !passed)) process.exitCode = 1;
}

async function loadFeatureMetrics(index: PluginIndex): Promise<readonly AnyMetric[]> {
  const ids = index.plugins.filter(({ kind }) => kind === 'metric').map(({ id }) => id);
  const metrics = await Promise.all(ids.map((id) => loadPlugin(index, 'metric', id)));
  const audited = (metrics as AnyMetric[]).filter(({ source }) => source === 'features');
  if (audited.length > 0) return audited;
  throw new VentralError('PLUGIN_NOT_FOUND', 'No installed metric compares features.', {
    hint: 'Install one: npm install @ventral/metric-linear-predictivity',
  });
}
