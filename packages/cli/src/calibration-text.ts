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
  const { metric, dataset, region, settings, generators, trueGenerator, checks, power } =
    calibration;
  const { stimuli, sites, repeats, simulations, noiseModels } = settings;
  const means = Object.entries(generators).map(
    ([name, value]) =>
      `${name} ${value.toFixed(3)}${name === trueGenerator ? ' (the true one)' : ''}`,
  );
  const size = [
    `${stimuli} images`,
    ...(sites === undefined ? [] : [`${sites} sites`]),
    `${repeats} repeats`,
  ].join(', ');
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
    `Mean scores: ${means.join(', ')}.`,
    `How often the true one scores best; ${size} where not varied:`,
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
