import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ScoreRecord } from '@ventral/scoring';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyProject } from './project-copy.ts';
import { temporaryFolder, workspaceFolder } from './run-command.ts';

// Debian's python3-torch, python3-onnx and python3-pandas.
const python = '/usr/bin/python3';
const hasPython = spawnSync(python, ['-c', 'import torch, onnx, pandas, PIL']).status === 0;

// What readers bring: a network, and the images of a benchmark; here the small one of these tests.
const setUp = `
from pathlib import Path
import numpy
from PIL import Image

Path("my_project.py").write_text('''
import torch
torch.manual_seed(0)
size = 32
class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        relu = torch.nn.ReLU
        self.layer1 = torch.nn.Sequential(torch.nn.Conv2d(3, 8, 5, padding=2), relu())
        self.layer2 = torch.nn.Sequential(torch.nn.MaxPool2d(2), torch.nn.Conv2d(8, 16, 3), relu())
        self.head = torch.nn.Linear(16, 10)
    def forward(self, images):
        return self.head(self.layer2(self.layer1(images)).mean((2, 3)))
net = Net()
''')
Path("images").mkdir()
y, x = numpy.mgrid[0:32, 0:32]
for image in range(60):
    angle = (image * 0.618034) % 1 * numpy.pi
    grey = 128 + 100 * numpy.sin((x * numpy.cos(angle) + y * numpy.sin(angle)) * 0.8)
    Image.fromarray(grey.astype("uint8")).save(f"images/grating{image}.png")
`;

const document = readFileSync(join(workspaceFolder, 'docs/from-python.md'), 'utf8');
const blocks = [...document.matchAll(/```(\w+)\n(.*?)```/gs)].map(
  ([, language = '', code = '']) => ({
    language,
    code: code
      .replaceAll(
        'npx ventral',
        `'${process.execPath}' '${workspaceFolder}/packages/cli/bin/ventral.js'`,
      )
      .replaceAll('MajajHong2015public.IT-pls', 'Gratings.V4-pls'),
  }),
);
const [, ...snippets] = blocks;

describe.skipIf(!hasPython)('docs/from-python.md', () => {
  const cwd = copyProject();
  const printed: string[] = [];
  afterAll(() => rmSync(cwd, { recursive: true }));

  const run = (command: string, args: readonly string[]) => {
    const env = { ...process.env, NO_COLOR: '1', VENTRAL_OFFLINE: '1', VENTRAL_CACHE: cache };
    const { status, stdout, stderr } = spawnSync(command, args, { cwd, env, encoding: 'utf8' });
    expect(status, stderr).toBe(0);
    return stdout;
  };
  const cache = temporaryFolder();
  const readRecord = (path: string) =>
    JSON.parse(readFileSync(join(cwd, path), 'utf8')) as ScoreRecord;

  beforeAll(() => {
    run(python, ['-c', setUp]);
    for (const { language, code } of snippets) {
      if (language === 'python') printed.push(run(python, ['-c', code]));
      else if (language === 'sh') printed.push(run('sh', ['-euc', code]));
      else writeFileSync(join(cwd, 'preprocessing.json'), code);
    }
  });

  test('begins with what to install, and has snippets of each kind', () => {
    expect(blocks[0]?.code).toContain('npm install');
    expect(snippets.map(({ language }) => language)).toEqual([
      ...['python', 'sh', 'json', 'sh', 'python', 'sh', 'python'],
    ]);
  });

  test('modules keep their names as layers, of any number of images', () => {
    expect(printed[1]).toMatch(/^layer2 +Relu +16 x 14 x 14/m);
  });

  test('the JSON says what the preset does', () => {
    const scored = snippets.find(({ code }) => code.includes(' score net.onnx'))?.code ?? '';
    const line = scored.replace(/torch.*/s, 'preprocessing.json --layer layer2 --json');
    const described = JSON.parse(run('sh', ['-euc', line])) as ScoreRecord;
    expect(described.model.digest).toBe(readRecord('records/net.json').model.digest);
  });

  test('features from a hook score as the same layer of the file', () => {
    const { score } = readRecord('features.json');
    const layer = readRecord('records/net.json').layers?.layer2;
    expect(score.value).toBeCloseTo(layer?.value as number, 4);
    expect(score.value).toBeGreaterThan(0.5);
  });

  test('pandas shows models, splits and layers', () => {
    const shown = printed.at(-1) ?? '';
    expect(shown).toMatch(/^net +0\.\d+/m);
    expect(shown).toMatch(/^pixels +0\.\d+/m);
    expect(shown).toMatch(/^count +10\.0+ +10\.0+/m);
    expect(shown).toMatch(/^layer2 +0\.\d+/m);
  });
});
