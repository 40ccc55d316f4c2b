import {
  dotPlot,
  type LineChart,
  lineChart,
  type SearchChart,
  scatterPlot,
  searchChart,
  type TimeCoursePlot,
  timeCoursePlot,
} from '@ventral/plots';
import { describe, expect, it } from 'vitest';

const lines: LineChart = {
  x: { title: 'Sparsity', format: '.0%' },
  panels: [
    {
      title: 'linear',
      y: { title: 'Score (r)', domain: [0, 1] },
      series: [
        {
          name: 'one <network> & co',
          points: [
            { x: 0, y: 0.75, error: 0.25 },
            { x: 0.5, y: 0.5, error: 0.1 },
            { x: 1, y: 0.25 },
          ],
        },
      ],
      reference: { value: 0.9, label: 'ceiling' },
    },
    { y: { title: 'Error (SD)' }, series: [{ name: 'another', points: [{ x: 0.5, y: 3 }] }] },
  ],
};

const search: SearchChart = {
  x: { title: 'Second layer (units)' },
  y: { title: 'First layer (units)' },
  facet: { title: 'Learning rate' },
  value: { title: 'Validation error (SD)' },
  cells: [0.1, 0.01].flatMap((facet) =>
    [16, 8].flatMap((y) =>
      [128, 64, 32].map((x) => ({ x, y, facet, value: x === 32 && facet === 0.1 ? null : x / y })),
    ),
  ),
  marks: [
    { label: 'winner', x: 64, y: 16, facet: 0.01 },
    { label: 'sweet spot', x: 64, y: 16, facet: 0.01 },
  ],
};

const course: TimeCoursePlot = {
  time: { title: 'Time after onset (ms)' },
  score: { title: 'Score (r)', domain: [0, 1] },
  panels: [
    {
      title: 'IT',
      points: [
        { window: [0, 20], value: 0 },
        { window: [20, 40], value: 0.5, interval: [0.25, 0.75], ceiling: 1 },
        {
          ...{ window: [40, 60] as const, value: 0.25, interval: [0, 0.5] as const },
          ...{ ceiling: 0.75, ceilingInterval: [0.5, 1] as const },
        },
      ],
    },
  ],
};

/** The marks of one kind, such as `mark-symbol`: what stands in their groups. */
function marksOf(svg: string, kind: string): readonly string[] {
  return [...svg.matchAll(new RegExp(`<g class="${kind} [^>]*>(.*?)</g>`, 'g'))].flatMap(
    ([, content = '']) => content.match(/<(?:path|line|text)[^>]*>/g) ?? [],
  );
}

function texts(svg: string): readonly string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text);
}

/** Where symbols of a layer stand. */
function places(svg: string, layer: RegExp): readonly (readonly number[])[] {
  const group = [...svg.matchAll(/<g class="mark-symbol role-mark ([\w ]+)"[^>/]*>(.*?)<\/g>/g)];
  return group
    .filter(([, name = '']) => layer.test(name))
    .flatMap(([, , content = '']) =>
      [...content.matchAll(/translate\(([\d.-]+),([\d.-]+)\)/g)].map(([, x, y]) => [
        Number(x),
        Number(y),
      ]),
    );
}

describe('every figure', () => {
  const figures = {
    lineChart: () => lineChart(lines),
    searchChart: () => searchChart(search),
    timeCoursePlot: () => timeCoursePlot(course),
    dotPlot: () => dotPlot({ value: { title: 'r' }, rows: [{ label: 'a', value: 1, error: 0.5 }] }),
  };

  it.each(Object.entries(figures))(
    '%s is an SVG that stands alone, the same again',
    async (_, draw) => {
      const svg = await draw();
      expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg".*<\/svg>\n$/s);
      expect(svg).toContain('fill="#FFFFFF"');
      expect(svg).not.toMatch(/<script|<image|<foreignObject|href=|NaN|undefined|Infinity/);
      expect(svg).toContain('Helvetica, Arial');
      expect(await draw()).toBe(svg);
    },
  );

  it('is no wider than a column of a journal', async () => {
    const [, width] = /width="(\d+)"/.exec(await lineChart(lines)) ?? [];
    expect(Number(width)).toBeLessThan((95 / 25.4) * 96);
  });
});

describe('lineChart', () => {
  it('puts points where their values are', async () => {
    const svg = await lineChart(lines);
    const [first, second, third] = places(svg, /concat_0/);
    // The axis runs from 0 to 1 over 140 pixels, downwards.
    expect([first?.[1], second?.[1], third?.[1]]).toEqual([35, 70, 105]);
    expect((first?.[0] ?? 0) + (third?.[0] ?? 0)).toBeCloseTo(2 * (second?.[0] ?? 0), 9);
    expect(places(svg, /concat_1/)[0]?.[0]).toBeCloseTo(second?.[0] ?? 0, 9);
  });

  it('draws an error bar for each error, and none for none', async () => {
    const bars = marksOf(await lineChart(lines), 'mark-rule role-mark');
    const vertical = bars.filter((bar) => /x2="0"/.test(bar));
    expect(vertical.map((bar) => Math.abs(Number(/y2="([\d.-]+)"/.exec(bar)?.[1])))).toEqual([
      70,
      expect.closeTo(28, 6),
    ]);
  });

  it('names axes, panels, measured values, the reference, and several series', async () => {
    const found = texts(await lineChart(lines));
    expect(found).toEqual(
      expect.arrayContaining([
        ...['Sparsity', 'linear', 'Score (r)', 'Error (SD)', 'ceiling', '0%', '50%', '100%'],
        ...['one &lt;network&gt; &amp; co', 'another'],
      ]),
    );
    expect(found.filter((text) => text === 'another')).toHaveLength(1);
    const single = { ...lines, panels: lines.panels.slice(0, 1) };
    expect(texts(await lineChart(single))).not.toContain('one &lt;network&gt; &amp; co');
  });

  it('gives a panel an axis of its own, in steps of equal ratios where asked', async () => {
    const points = [1, 10, 100].map((x) => ({ x, y: 0.5 }));
    const own = {
      x: { title: 'Repeats', scale: 'log' },
      y: { title: 'Found' },
      series: [{ name: 'another', points }],
    } as const;
    const svg = await lineChart({ ...lines, panels: [...lines.panels, own] });
    const [first, second, third] = places(svg, /concat_2/).map(([x = 0]) => x);
    expect((first ?? 0) + (third ?? 0)).toBeCloseTo(2 * (second ?? 0), 9);
    expect(texts(svg)).toEqual(expect.arrayContaining(['Repeats', '1', '10', '100', 'Sparsity']));
  });

  it.each([
    ['no panel', { ...lines, panels: [] }],
    ['no points', { ...lines, panels: [{ y: { title: 'y' }, series: [] }] }],
    [
      'NaN',
      {
        ...lines,
        panels: [{ y: { title: 'y' }, series: [{ name: 'a', points: [{ x: 0, y: Number.NaN }] }] }],
      },
    ],
  ])('refuses %s', async (_, chart) => {
    await expect(lineChart(chart)).rejects.toMatchObject({ code: 'OPTION_INVALID' });
  });
});

describe('searchChart', () => {
  it('writes the value of each cell, and a dash where there is none', async () => {
    const found = texts(await searchChart(search));
    expect(found.filter((text) => text === '–')).toHaveLength(2);
    expect(found.filter((text) => text === '16.000')).toHaveLength(2);
    expect(found).toEqual(
      expect.arrayContaining([
        ...['Learning rate 0.1', 'Learning rate 0.01', 'First layer (units)'],
        ...['Second layer (units)', 'Validation error (SD)', 'winner', 'sweet spot'],
      ]),
    );
  });

  it('keeps the order in which steps appear', async () => {
    const found = texts(await searchChart({ ...search, marks: [] }));
    const ofAxis = found.filter((text) => ['128', '64', '32'].includes(text));
    expect(ofAxis).toEqual(['128', '64', '32', '128', '64', '32']);
  });

  it('marks both on one cell, side by side', async () => {
    const marks = places(await searchChart(search), /concat_1/);
    expect(marks).toHaveLength(2);
    const [winner = [], sweetSpot = []] = marks;
    expect((sweetSpot[0] ?? 0) - (winner[0] ?? 0)).toBe(12);
    expect(sweetSpot[1]).toBe(winner[1]);
    expect(places(await searchChart(search), /concat_0/)).toHaveLength(0);
  });

  it('draws two dimensions as one grid', async () => {
    const { facet: _, marks: __, cells, ...rest } = search;
    const svg = await searchChart({ ...rest, cells: cells.slice(6) });
    expect(texts(svg).filter((text) => text === 'First layer (units)')).toHaveLength(1);
    expect(texts(svg).some((text) => text.startsWith('Learning rate'))).toBe(false);
  });

  it('refuses a search in which nothing came to a value', async () => {
    const cells = [{ x: 1, y: 1, value: null }];
    await expect(searchChart({ ...search, cells })).rejects.toMatchObject({
      code: 'OPTION_INVALID',
    });
  });
});

describe('dotPlot', () => {
  it('keeps the order of rows, and names groups where there are several', async () => {
    const rows = [
      { label: 'zebra', group: 'V4', value: 0.5, error: 0.1 },
      { label: 'ant', group: 'V4', value: 0.25 },
      { label: 'zebra', group: 'IT', value: 0.75 },
    ];
    const axis = { title: 'r', domain: [0, 1] } as const;
    const svg = await dotPlot({ value: axis, rows, reference: { value: 0.9, label: 'ceiling' } });
    const found = texts(svg);
    expect(found.indexOf('zebra')).toBeLessThan(found.indexOf('ant'));
    expect(found).toEqual(expect.arrayContaining(['V4', 'IT', 'ceiling', 'r']));
    // The axis runs from 0 to 1 over 270 pixels.
    const xs = places(svg, /layer_/).map(([x]) => x);
    expect(xs).toEqual([135, 67.5, 202.5]);
  });

  it('refuses infinity', async () => {
    const rows = [{ label: 'a', value: Number.POSITIVE_INFINITY }];
    await expect(dotPlot({ value: { title: 'r' }, rows })).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: 'r: Infinity cannot be drawn.',
    });
  });
});

describe('a scatter plot', () => {
  const points = [
    { x: 1, y: 2, group: 'chosen' },
    { x: 3, y: 4, group: 'made <here>' },
  ];
  const axes = { x: { title: 'Predicted' }, y: { title: 'True & known' } };

  it('has a point each, a legend of groups, and a line of equal values where it is asked for', async () => {
    const circles = (svg: string) => (svg.match(/aria-roledescription="circle"/g) ?? []).length;
    const plain = await scatterPlot({ ...axes, points });
    const svg = await scatterPlot({ ...axes, points, hasDiagonal: true });
    expect(circles(svg)).toBe(2);
    for (const text of ['Predicted', 'True &amp; known', 'chosen', 'made &lt;here&gt;']) {
      expect(svg).toContain(text);
    }
    expect(svg).toContain('stroke-dasharray');
    expect(plain).not.toContain('stroke-dasharray');
  });

  it('names many groups in rows that are no wider than the figure', async () => {
    const widthOf = async (groups: readonly string[]) => {
      const many = groups.map((group, index) => ({ x: index, y: index, group }));
      return Number(/width="(\d+)"/.exec(await scatterPlot({ ...axes, points: many }))?.[1]);
    };
    const two = await widthOf(['one', 'two']);
    const names = Array.from({ length: 7 }, (_, index) => `network_v${index}_1.0_224`);
    expect(await widthOf(names)).toBeLessThanOrEqual(two);
  });

  it('refuses no points, and what is no number', async () => {
    const refused = { code: 'OPTION_INVALID' };
    await expect(scatterPlot({ ...axes, points: [] })).rejects.toMatchObject(refused);
    const wrong = [{ x: 1, y: Number.NaN }];
    await expect(scatterPlot({ ...axes, points: wrong })).rejects.toMatchObject(refused);
  });
});

describe('timeCoursePlot', () => {
  it('puts scores at the middles of their windows', async () => {
    const [first = [], second = [], third = []] = places(await timeCoursePlot(course), /concat_0/);
    // The axis runs from 0 to 1 over 140 pixels, downwards.
    expect([first[1], second[1], third[1]]).toEqual([140, 70, 105]);
    expect((first[0] ?? 0) + (third[0] ?? 0)).toBeCloseTo(2 * (second[0] ?? 0), 9);
  });

  it('names the axes, the panel and, where there is one, the ceiling', async () => {
    const found = texts(await timeCoursePlot(course));
    expect(found).toEqual(
      expect.arrayContaining(['Time after onset (ms)', 'Score (r)', 'IT', 'ceiling']),
    );
    const [panel] = course.panels;
    const points = panel!.points.map(({ window, value = 0 }) => ({ window, value }));
    const without = await timeCoursePlot({ ...course, panels: [{ points }] });
    expect(texts(without)).not.toContain('ceiling');
  });

  it('draws nothing across a window that has no score', async () => {
    const windows = [0, 20, 40, 60, 80].map((start) => [start, start + 20] as const);
    const scored = { value: 0.5, interval: [0.25, 0.75], ceiling: 1 } as const;
    const curves = async (missing: readonly number[]) => {
      const points = windows.map((window, bin) => ({
        window,
        ...(!missing.includes(bin) && scored),
      }));
      const svg = await timeCoursePlot({ ...course, panels: [{ points }] });
      const count = (kind: string) => marksOf(svg, `mark-${kind} role-mark`).length;
      return {
        lines: count('line'),
        bands: count('area'),
        circles: places(svg, /concat_0/).length,
      };
    };
    expect(await curves([])).toEqual({ lines: 2, bands: 1, circles: 5 });
    expect(await curves([2])).toEqual({ lines: 4, bands: 2, circles: 4 });
    // At the ends nothing is torn apart.
    expect(await curves([0, 4])).toEqual({ lines: 2, bands: 1, circles: 3 });
  });

  it.each([
    ['no panel', { ...course, panels: [] }],
    [
      'windows without a score',
      { ...course, panels: [{ points: [{ window: [0, 20] as const }] }] },
    ],
    ['no points', { ...course, panels: [{ points: [] }] }],
    ['NaN', { ...course, panels: [{ points: [{ window: [0, 20] as const, value: Number.NaN }] }] }],
  ])('refuses %s', async (_, plot) => {
    await expect(timeCoursePlot(plot)).rejects.toMatchObject({ code: 'OPTION_INVALID' });
  });
});
