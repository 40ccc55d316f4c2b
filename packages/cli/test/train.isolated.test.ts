import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodePng } from '@ventral/images';
import { parseTrainingRecord } from '@ventral/scoring';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyProject } from './project-copy.ts';
import { networkPath, runCommand, temporaryFolder } from './run-command.ts';

const plugin = {
  kind: 'dataset',
  id: 'Gratings',
  export: 'gratings',
  title: 'Simulated responses to gratings',
  scoreVersion: 1,
};
const epochs = 3;
let data: string;

beforeAll(async () => {
  data = temporaryFolder();
  for (const [part, count] of [
    ['train', 24],
    ['test', 6],
  ] as const) {
    for (const [channel, name] of ['blood', 'grass', 'water'].entries()) {
      mkdirSync(join(data, part, name), { recursive: true });
      for (let index = 0; index < count; index++) {
        const levels = Uint8Array.from({ length: 8 * 8 * 3 }, (_, at) => {
          const own = at % 3 === channel ? 120 : 0;
          return own + ((at * 31 + index * 57 + channel * 11) % 100);
        });
        const image = await encodePng({ width: 8, height: 8, data: levels });
        writeFileSync(join(data, part, name, `${index}.png`), image);
      }
    }
  }
}, 60_000);

const argsFor = (output: string, ...more: readonly string[]) => [
  ...['train', 'resnet-8', '--data', data, '--output', output, '--epochs', String(epochs)],
  ...['--width', '4', '--image-size', '8', '--batch-size', '16', '--learning-rate', '0.05'],
  ...['--crop', '1', '--flip', ...more],
];

const written = ['checkpoint.safetensors', 'model.onnx', 'model.ventral.json', 'training.json'];

describe('train', () => {
  test('killed after any epoch, it goes on to the bits of a training that was not', async () => {
    const [whole, killed] = [temporaryFolder(), temporaryFolder()];
    // Many epochs: the kill has to arrive before the last of them.
    const many = ['--epochs', '25'];
    const { code, stdout, stderr } = await runCommand(argsFor(whole, ...many));
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(
      /Epoch 25 of 25: loss [\d.]+; on test images loss [\d.]+, [\d.]+ % named/,
    );
    expect(stdout).toMatch(/Trained for 25 epochs; [\d.]+ % of the test images named/);
    expect(readdirSync(whole).sort()).toEqual(written);

    const codes: unknown[] = [];
    for (const epoch of [1, 3]) {
      const killAt = new RegExp(`Epoch ${epoch} of 25: loss`);
      codes.push((await runCommand(argsFor(killed, ...many), { killAt })).code);
    }
    // Of a killed process the code is null.
    expect(codes).toContain(null);
    const last = await runCommand(argsFor(killed, ...many));
    expect(last.code, last.stderr).toBe(0);
    expect(last.stderr).not.toContain('Epoch 1 of 25');
    expect(readdirSync(killed).sort()).toEqual(written);
    for (const name of ['model.onnx', 'checkpoint.safetensors']) {
      expect(readFileSync(join(killed, name)).equals(readFileSync(join(whole, name)))).toBe(true);
    }
  });

  test('its record says what was done, and the network is one to score', async () => {
    const output = temporaryFolder();
    const { code, stdout, stderr } = await runCommand(argsFor(output, '--json', '--seed', '7'));
    expect(code, stderr).toBe(0);
    const record = parseTrainingRecord(JSON.parse(stdout), 'stdout');
    expect(JSON.parse(readFileSync(join(output, 'training.json'), 'utf8'))).toEqual(record);
    expect(record).toMatchObject({
      network: { name: 'resnet-8' },
      data: { training: { images: 72 }, validation: { images: 18 } },
      seed: 7,
      settings: { epochs, batchSize: 16, augmentation: { padding: 1, flip: true } },
      environment: { program: 'ventral' },
    });
    expect(record.data.classes).toEqual(['blood', 'grass', 'water']);
    expect(record.curves.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    expect(record.curves.at(-1)?.loss).toBeLessThan(record.curves[0]?.loss ?? 0);
    const layers = await runCommand(['layers', join(output, 'model.onnx')]);
    expect(layers.code, layers.stderr).toBe(0);
    expect(layers.stdout).toContain('stage2.block1');
  });

  test('goes on from a network file, as its description says', async () => {
    const [first, second] = [temporaryFolder(), temporaryFolder()];
    expect((await runCommand(argsFor(first))).code).toBe(0);
    const model = join(first, 'model.onnx');
    const args = ['train', model, '--data', data, '--output', second, '--epochs', '1'];
    const { code, stdout, stderr } = await runCommand([
      ...args,
      '--learning-rate',
      '0.001',
      '--json',
    ]);
    expect(code, stderr).toBe(0);
    const { network, curves, settings } = parseTrainingRecord(JSON.parse(stdout), 'stdout');
    expect(network.file).toMatchObject({ name: 'model.onnx', bytes: readFileSync(model).length });
    expect(settings.imageSize).toBe(8);
    const before = parseTrainingRecord(
      JSON.parse(readFileSync(join(first, 'training.json'), 'utf8')),
      first,
    );
    expect(curves[0]?.loss).toBeLessThan(before.curves[0]?.loss ?? 0);
  });
});

describe('training towards recordings', () => {
  let folder: string;
  beforeAll(() => {
    // The data set of the project's benchmarks, as one of its plugins.
    folder = copyProject({
      'index.js': [['const gratings = defineDataset', 'export const gratings = defineDataset']],
      'package.json': [[/"plugins": \[/, `"plugins": [${JSON.stringify(plugin)},`]],
    });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const towards = ['--recordings', 'Gratings', '--epochs', '2', '--json'];

  test.each([
    ['cka', 'stage3.block1'],
    ['similarity', 'stage1.block1,features'],
    ['regression', 'features'],
  ])('by %s: the record says how it went beside the classes', async (objective, layers) => {
    const output = temporaryFolder();
    const more = [...towards, '--objective', objective, '--layer', layers, '--weight', '0.5'];
    const { code, stdout, stderr } = await runCommand(argsFor(output, ...more), { folder });
    expect(code, stderr).toBe(0);
    const {
      curves,
      data: used,
      settings,
      environment,
    } = parseTrainingRecord(JSON.parse(stdout), 'stdout');
    expect(used.recordings).toMatchObject({ id: 'Gratings', images: 60 });
    expect(settings.recorded).toEqual({
      recordings: 'Gratings',
      objective,
      layers: layers.split(','),
      weight: 0.5,
    });
    expect(environment.packages).toHaveProperty('gratings');
    for (const { objectives, loss } of curves) {
      expect(Object.keys(objectives)).toEqual(['classification', objective]);
      const sum = (objectives.classification ?? 0) + 0.5 * (objectives[objective] ?? 0);
      expect(loss).toBeCloseTo(sum, 6);
    }
  });

  test('a share of stimuli and sites is learnt from, and an unknown region refused', async () => {
    const own = [...towards, '--layer', 'features'];
    const shares = [...own, '--stimuli', '0.5', '--sites', '0.5'];
    const { code, stdout, stderr } = await runCommand(argsFor(temporaryFolder(), ...shares), {
      folder,
    });
    expect(code, stderr).toBe(0);
    const { data: used, settings } = parseTrainingRecord(JSON.parse(stdout), 'stdout');
    expect(used.recordings).toMatchObject({ id: 'Gratings', images: 30 });
    expect(settings.recorded).toMatchObject({ stimulusShare: 0.5, siteShare: 0.5 });
    const elsewhere = [...own, '--region', 'IT'];
    const refused = await runCommand(argsFor(temporaryFolder(), ...elsewhere), { folder });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/OPTION_INVALID.*Gratings has no recordings of 'IT'/s);
  });

  test('shuffled responses are another training, and a missing layer is named', async () => {
    const own = [...towards, '--layer', 'features'];
    const losses = [];
    for (const more of [own, [...own, '--shuffled']]) {
      const { code, stdout, stderr } = await runCommand(argsFor(temporaryFolder(), ...more), {
        folder,
      });
      expect(code, stderr).toBe(0);
      losses.push(parseTrainingRecord(JSON.parse(stdout), 'stdout').curves[0]?.objectives.cka);
    }
    expect(losses[0]).not.toBe(losses[1]);
    const lacking = await runCommand(argsFor(temporaryFolder(), ...towards), { folder });
    expect(lacking.stderr).toMatch(/No layer is named to be like Gratings/);
    const unknown = [...towards, '--layer', 'feature'];
    const { code, stderr } = await runCommand(argsFor(temporaryFolder(), ...unknown), { folder });
    expect(code).toBe(1);
    expect(stderr).toMatch(/LAYER_NOT_FOUND.*'feature'/s);
  });
});

describe('training on stimuli whose columns say what they are', () => {
  let folder: string;
  beforeAll(() => {
    const columns = "{ tilt: Array.from({ length: 60 }, (_, at) => ['left', 'right'][at % 2]) }";
    folder = copyProject({
      'index.js': [
        ['const gratings = defineDataset', 'export const gratings = defineDataset'],
        [
          'stimuli: stimulusSet(60), recordings: recordings(60) }),',
          `stimuli: { ...stimulusSet(60), columns: ${columns} }, recordings: recordings(60) }),`,
        ],
      ],
      'package.json': [[/"plugins": \[/, `"plugins": [${JSON.stringify(plugin)},`]],
    });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const train = (from: string, label: string, ...more: readonly string[]) =>
    trainIn(folder, from, label, ...more);
  const trainIn = (project: string, from: string, label: string, ...more: readonly string[]) => {
    const args = ['train', 'resnet-8', '--data', from, '--label', label, '--epochs', '1', ...more];
    const small = ['--width', '2', '--image-size', '8', '--output', temporaryFolder(), '--json'];
    return runCommand([...args, ...small], { folder: project });
  };

  test('a column that is named says the classes', async () => {
    const { code, stdout, stderr } = await train('Gratings', 'tilt');
    expect(code, stderr).toBe(0);
    const { data: used, settings } = parseTrainingRecord(JSON.parse(stdout), 'stdout');
    expect(used).toMatchObject({ training: { images: 60 }, classes: ['left', 'right'] });
    expect(settings.label).toBe('tilt');
  });

  test('a share of them is held out, and named', async () => {
    const { code, stdout, stderr } = await train('Gratings', 'tilt', '--validation', '0.25');
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/on held-out images loss [\d.]+, [\d.]+ % named/);
    const { data: used, settings, curves } = parseTrainingRecord(JSON.parse(stdout), 'stdout');
    expect(used).toMatchObject({ training: { images: 45 }, validation: { images: 15 } });
    expect(settings.validationShare).toBe(0.25);
    // Of 15 images, so many are named.
    expect((curves[0]?.validation?.accuracy ?? Number.NaN) * 15).toBeCloseTo(
      Math.round((curves[0]?.validation?.accuracy ?? 0) * 15),
      9,
    );
  });

  test('the classes of test are those of train, in whatever order they come', async () => {
    const losses = [];
    // The other way round, 'right' comes first; the images have the names that they had.
    for (const turned of ['all', 'all.toReversed()']) {
      const parted = `export const parted = defineDataset({
        id: 'Gratings', title: 'Parts', species: 'simulated', regions: [],
        parts: { train: {}, test: {} },
        load: async (_, __, part) => {
          const all = stimulusSet(60).stimuli.map((one, at) => [one, at % 2 ? 'right' : 'left']);
          const pairs = part === 'test' ? ${turned} : all;
          const [stimuli, tilt] = [0, 1].map((which) => pairs.map((pair) => pair[which]));
          return { stimuli: { ...stimulusSet(60), stimuli, columns: { tilt } } };
        },
      });`;
      const listed = JSON.stringify({ ...plugin, export: 'parted' });
      const project = copyProject({
        'index.js': [
          ['const gratings = defineDataset', `${parted}\nconst gratings = defineDataset`],
        ],
        'package.json': [[/"plugins": \[/, `"plugins": [${listed},`]],
      });
      try {
        const { code, stdout, stderr } = await trainIn(project, 'Gratings', 'tilt');
        expect(code, stderr).toBe(0);
        const { curves } = parseTrainingRecord(JSON.parse(stdout), 'stdout');
        losses.push(curves[0]?.validation?.loss ?? Number.NaN);
      } finally {
        rmSync(project, { recursive: true });
      }
    }
    expect(losses[1]).toBeCloseTo(losses[0]!, 5);
  });

  test('one that there is not is refused, and so is one of a folder', async () => {
    expect((await train('Gratings', 'tile')).stderr).toMatch(/no column 'tile'.*tilt/s);
    expect((await train(data, 'tilt')).stderr).toMatch(/has its classes as folders/);
  });
});

describe('training towards what people look at', () => {
  const withMaps = (map: string) =>
    copyProject({
      'index.js': [
        ['const gratings = defineDataset', 'export const gratings = defineDataset'],
        ['recordings: recordings(60) }),', `recordings: recordings(60), importance: ${map} }),`],
      ],
      'package.json': [[/"plugins": \[/, `"plugins": [${JSON.stringify(plugin)},`]],
    });
  const train = async (map: string, ...more: readonly string[]) => {
    const folder = withMaps(map);
    try {
      const args = argsFor(temporaryFolder(), '--maps', 'Gratings', '--epochs', '2', ...more);
      return await runCommand(args, { folder });
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
  // Half of every second image, each another half; people were not asked about the others.
  const halves =
    'async (index) => index % 2 ? undefined : Array.from({ length: 1024 }, (_, at) => Number((at + index) % 32 < 16))';

  test('the record says how it went beside the classes', async () => {
    const more = ['--maps-weight', '2', '--label-smoothing', '0.1', '--weight-decay', '1e-5'];
    const { code, stdout, stderr } = await train(halves, ...more, '--json');
    expect(code, stderr).toBe(0);
    const record = parseTrainingRecord(JSON.parse(stdout), 'stdout');
    expect(record.data.maps).toMatchObject({ id: 'Gratings', images: 60 });
    expect(record.settings).toMatchObject({
      importance: { maps: 'Gratings', weight: 2, of: 'highest' },
      labelSmoothing: 0.1,
      optimizer: { weightDecay: 1e-5 },
    });
    expect(record.environment.packages).toHaveProperty('gratings');
    for (const { objectives, loss } of record.curves) {
      expect(Object.keys(objectives)).toEqual(['classification', 'harmonizer']);
      expect(objectives.harmonizer).toBeGreaterThan(0);
      const sum = (objectives.classification ?? 0) + 2 * (objectives.harmonizer ?? 0);
      expect(loss).toBeCloseTo(sum, 6);
    }
  });

  test('the control learns from maps of other images, and says so', async () => {
    const losses = [];
    for (const more of [[], ['--shuffled'], ['--shuffled']]) {
      const { code, stdout, stderr } = await train(halves, ...more, '--json');
      expect(code, stderr).toBe(0);
      const { settings, curves } = parseTrainingRecord(JSON.parse(stdout), 'stdout');
      const { importance } = settings as { importance: Record<string, unknown> };
      expect(importance.shuffled).toBe(more.length > 0 ? true : undefined);
      // The arguments of these tests shift and mirror.
      expect(importance.augmented).toBe(true);
      losses.push(curves.map(({ objectives }) => objectives.harmonizer));
    }
    expect(losses[1]).not.toEqual(losses[0]);
    expect(losses[2]).toEqual(losses[1]);
  });

  test.each<[string, string, RegExp]>([
    ['a data set without maps', 'undefined', /OPTION_INVALID.*'Gratings' holds no maps/s],
    ['no image with a map', 'async () => undefined', /STIMULI_MISMATCH.*None of 60 images/s],
    ['maps of another size', 'async () => [1, 2]', /SHAPE_MISMATCH.*'grating0' has 2 numbers/s],
    [
      'maps of no numbers',
      'async () => Array(1024).fill(NaN)',
      /RESPONSES_INVALID.*'grating0' holds NaN/s,
    ],
  ])('%s: refused', async (_, map, message) => {
    const { code, stderr } = await train(map);
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
  });
});

describe('what cannot be trained', () => {
  test('another training in the same folder is not gone on with, and stays', async () => {
    const output = temporaryFolder();
    expect((await runCommand(argsFor(output))).code).toBe(0);
    const before = readFileSync(join(output, 'checkpoint.safetensors'));
    const { code, stderr } = await runCommand(argsFor(output, '--weight-decay', '0.1'));
    expect(code).toBe(1);
    expect(stderr).toMatch(/OPTION_INVALID.* holds a training of its own, with optimizer/s);
    expect(readFileSync(join(output, 'checkpoint.safetensors')).equals(before)).toBe(true);
  });

  test('a network that lies in the folder already is not replaced', async () => {
    const output = temporaryFolder();
    writeFileSync(join(output, 'model.onnx'), 'mine');
    const { code, stderr } = await runCommand(argsFor(output));
    expect(code).toBe(1);
    expect(stderr).toMatch(/OPTION_INVALID.* holds model\.onnx, .* no checkpoint/s);
    expect(readFileSync(join(output, 'model.onnx'), 'utf8')).toBe('mine');
    expect(readdirSync(output)).toEqual(['model.onnx']);
  });

  test('a loss that diverges is named with its step, and no network is written', async () => {
    const output = temporaryFolder();
    const { code, stderr } = await runCommand(argsFor(output, '--learning-rate', '1e30'));
    expect(code).toBe(1);
    expect(stderr).toMatch(/TRAINING_DIVERGED.*at step \d+ the loss is (NaN|Infinity)/s);
    expect(readdirSync(output)).toEqual([]);
  });

  test.each<[string, readonly string[], RegExp]>([
    ['no such network', ['train', 'resnet-9', '--data', '.'], /OPTION_INVALID.*depth 9/s],
    ['no such folder', ['train', 'resnet-8', '--data', './nowhere'], /no folder \.\/nowhere/],
    ['no such data set', ['train', 'resnet-8', '--data', 'Nothing'], /PLUGIN_NOT_FOUND/],
    [
      'adam with momentum',
      ['train', 'resnet-8', '--data', '.', '--optimizer', 'adam', '--momentum', '0.5'],
      /Adam has no --momentum/,
    ],
    [
      'a norm without an attack',
      ['train', 'resnet-8', '--data', '.', '--norm', 'l2'],
      /--adversarial 8\/255/,
    ],
    [
      'a share held out where there are test images',
      ['train', 'resnet-8', '--data', '.', '--validation', '0.1'],
      /OPTION_INVALID.*has a part for validation, 'test'/s,
    ],
    [
      'a weight of no maps',
      ['train', 'resnet-8', '--data', '.', '--maps-weight', '2'],
      /--maps OSIE\.first-80/,
    ],
    [
      'a network of other classes',
      ['train', networkPath, '--preprocessing', 'torch', '--data', 'DATA'],
      /numbers an image, and the images are of 3 classes/,
    ],
  ])('%s', async (_, args, message) => {
    const given = args.map((arg) => (arg === 'DATA' ? data : arg === '.' ? data : arg));
    const { code, stderr } = await runCommand([...given, '--output', temporaryFolder()]);
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
  });
});
