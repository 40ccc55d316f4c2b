import type { Calibration, PowerFactor } from '@ventral/calibration';
import type { LineChart } from '@ventral/plots';

const factors: Readonly<Record<PowerFactor, string>> = {
  stimuli: 'Images',
  sites: 'Sites',
  repeats: 'Repeats of each image',
};

/**
 * Audits of metrics as a figure: how often each finds what made the data, by what there is of the data, and
 * how often it takes noise for signal, by the level of the test.
 */
export function calibrationFigure(calibrations: readonly Calibration[]): LineChart {
  const share = { format: '.0%', domain: [0, 1] } as const;
  const varied = (Object.keys(factors) as PowerFactor[]).filter((factor) =>
    calibrations.some(({ power }) => power.some((point) => point.factor === factor)),
  );
  const power = varied.map((factor) => ({
    x: { title: factors[factor], scale: 'log' } as const,
    y: { title: 'Truth found', ...share },
    series: calibrations.map(({ metric, power: points }) => ({
      name: metric.id,
      points: points
        .filter((point) => point.factor === factor)
        .map(({ size, recovered, error }) => ({ x: size, y: recovered, error })),
    })),
  }));
  const levels = Array.from({ length: 20 }, (_, step) => (step + 1) / 20);
  const expected = { name: 'expected', points: levels.map((level) => ({ x: level, y: level })) };
  const noise = {
    x: { title: 'Level of the test', ...share },
    y: { title: 'Noise taken for signal', ...share },
    series: [
      ...calibrations.map(({ metric, pValues }) => ({
        name: metric.id,
        points: levels.map((level) => shareAtMost(pValues, level)),
      })),
      expected,
    ],
  };
  return { x: noise.x, panels: [...power, noise] };
}

/** With the standard error of a share. */
function shareAtMost(pValues: readonly number[], level: number) {
  // p-values are whole numbers of twentieths, give or take rounding.
  const share = pValues.filter((p) => p <= level + 1e-9).length / pValues.length;
  return { x: level, y: share, error: Math.sqrt((share * (1 - share)) / pValues.length) };
}
