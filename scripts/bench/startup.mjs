// @ts-check
/** Starting the command: `--help`, and `list` in a project with fifty plugins. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceFolder } from '../workspace.mjs';
import { median } from './median.mjs';

const runs = 15;
const plugins = 50;

/** @returns {Promise<string[][]>} rows of the table */
export async function benchStartup() {
  const project = mkdtempSync(join(tmpdir(), 'ventral-bench-'));
  try {
    writeProject(project);
    const bare = ['--eval', ''];
    const command = join(workspaceFolder, 'packages/cli/bin/ventral.js');
    const row = (
      /** @type {string} */ what,
      /** @type {readonly string[]} */ args,
      /** @type {number} */ limit,
    ) => {
      const ours = [];
      const node = [];
      for (let run = 0; run < runs; run++) {
        ours.push(milliseconds(project, [command, ...args]));
        node.push(milliseconds(project, bare));
      }
      const [a, b] = [median(ours), median(node)];
      return [
        `${what}, below ${limit} ms`,
        `${a.toFixed(0)} ms`,
        `${b.toFixed(0)} ms (Node alone)`,
        `${(a / b).toFixed(1)} x`,
        '',
      ];
    };
    return [
      row('`ventral --help`', ['--help'], 150),
      row(`\`ventral list\` with ${plugins} plugins, each a package`, ['list'], 400),
    ];
  } finally {
    rmSync(project, { recursive: true });
  }
}

/**
 * @param {string} project
 * @param {readonly string[]} args of node
 */
function milliseconds(project, args) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: project, encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} failed: ${stderr}`);
  return performance.now() - start;
}

/** @param {string} project an empty folder */
function writeProject(project) {
  /** @type {Record<string, string>} */
  const dependencies = {};
  for (let number = 0; number < plugins; number++) {
    const name = `ventral-plugin-metric-${number}`;
    const id = `metric${number}`;
    const entry = { kind: 'metric', id, export: id, title: `Metric ${number}`, scoreVersion: 1 };
    const folder = join(project, 'node_modules', name);
    mkdirSync(folder, { recursive: true });
    writePackage(folder, { name, version: '1.0.0', ventral: { apiVersion: 1, plugins: [entry] } });
    dependencies[name] = '1.0.0';
  }
  writePackage(project, { private: true, dependencies });
}

/**
 * @param {string} folder
 * @param {object} content
 */
function writePackage(folder, content) {
  writeFileSync(join(folder, 'package.json'), JSON.stringify(content));
}
