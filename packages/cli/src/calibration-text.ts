import type { Calibration, CalibrationCheck, PowerFactor } from '@ventral/calibration';
import pc from 'picocolors';
import { withError } from './score-table.ts';
import { textTable } from './text-table.ts';

const factorNames: Readonly<Record<PowerFactor, string>> = {
  stimuli: 'images',
  sites: 'sites',
  repeats: 'repeats',
};

/** What an audit of a metric found, for people. */
export function calibrationText(calibration: Calibration): string {
  const { metric, dataset, region, settings, stages, trueStage, checks, power } = calibration;
  const { stimuli, sites, repeats, simulations, noiseModels } = settings;
  const means = Object.entries(stages).map(
    ([stage, value]) =>
      `${stage} ${value.toFixed(3)}${stage === trueStage ? ' (the true one)' : ''}`,
  );
  const rows = checks.map(({ title, expected, found, error, passed }) => [
    title,
    expected.toFixed(3),
    withError(found, error),
    passed ? pc.green('ok') : pc.red('FAILED'),
  ]);
  const sizes = power.map(({ factor, size, recovered, error }) => [
    factorNames[factor],
    String(size),
    `${(100 * recovered).toFixed(0)} ± ${(100 * error).toFixed(0)} %`,
  ]);
  return [
    `${pc.bold(metric.id)} on ${simulations} simulations of ${region} in ${dataset}, and ${noiseModels} models of noise`,
    '',
    textTable(['what is known', 'expected', 'found', ''], rows, [1, 2]),
    '',
    `Mean scores of the stages: ${means.join(', ')}.`,
    `How often the true stage scores best; ${stimuli} images, ${sites} sites, ${repeats} repeats where not varied:`,
    '',
    textTable(['varied', 'number', 'found'], sizes, [1, 2]),
  ].join('\n');
}

/** One row a metric, one column a check. */
export function calibrationsText(calibrations: readonly Calibration[]): string {
  const ids = [...new Set(calibrations.flatMap(({ checks }) => checks.map(({ id }) => id)))];
  const rows = calibrations.map(({ metric, checks }) => [
    metric.id,
    ...ids.map((id) => checkText(checks.find((check) => check.id === id))),
  ]);
  const columns = ids.map((_, index) => index + 1);
  return textTable(['metric', ...ids], rows, columns);
}

function checkText(check: CalibrationCheck | undefined): string {
  if (check === undefined) return '–';
  const text = withError(check.found, check.error);
  return check.passed ? text : pc.red(`${text} !`);
}
