// @ts-check
/**
 * `npm run bench`: measures speed and memory, each beside its baseline in the same run, and writes
 * the table to docs/benchmarks.md. `npm run bench -- attacks gradients` measures these alone, and only prints;
 * `npm run bench -- --help` names all.
 *
 * Baselines in Python need numpy and scikit-learn (and onnxruntime, onnx for layers):
 * $VENTRAL_PYTHON names the interpreter. What is missing is said in the table.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { benchAttacks } from './bench/attacks.mjs';
import { benchCorruptions } from './bench/corruptions.mjs';
import { benchDecoding } from './bench/decoding.mjs';
import { benchDecompositions } from './bench/decompositions.mjs';
import { benchGpu } from './bench/gpu.mjs';
import { benchGradients } from './bench/gradients.mjs';
import { benchLanguage } from './bench/language.mjs';
import { benchLayers } from './bench/layers.mjs';
import { benchMemory } from './bench/memory.mjs';
import { benchNrp } from './bench/nrp.mjs';
import { benchPls } from './bench/pls.mjs';
import { benchRdm } from './bench/rdm.mjs';
import { benchRidgeCv } from './bench/ridgecv.mjs';
import { benchScale } from './bench/scale.mjs';
import { benchStartup } from './bench/startup.mjs';
import { benchSubjects } from './bench/subjects.mjs';
import { benchTraining } from './bench/training.mjs';
import { benchWorkers } from './bench/workers.mjs';
import { build } from './build.mjs';
import { setUp } from './setup.mjs';
import { workspaceFolder } from './workspace.mjs';

const benches = {
  startup: benchStartup,
  pls: benchPls,
  ridgecv: benchRidgeCv,
  rdm: benchRdm,
  subjects: benchSubjects,
  decompositions: benchDecompositions,
  decoding: benchDecoding,
  nrp: benchNrp,
  layers: benchLayers,
  language: benchLanguage,
  gpu: benchGpu,
  gradients: benchGradients,
  training: benchTraining,
  corruptions: benchCorruptions,
  attacks: benchAttacks,
  memory: benchMemory,
  scale: benchScale,
  workers: benchWorkers,
};
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  console.error(`npm run bench -- [name ...]; names: ${Object.keys(benches).join(', ')}`);
  process.exit(asked.includes('--help') ? 0 : 1);
}
await setUp();
await build();
const rows = [];
for (const [name, bench] of Object.entries(benches)) {
  if (asked.length === 0 || asked.includes(name)) rows.push(...(await bench()));
}

const head = ['what', 'Ventral', 'baseline', 'ratio', 'same result'];
const table = [head, head.map(() => '---'), ...rows]
  .map((row) => `| ${row.join(' | ')} |`)
  .join('\n');
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
const text = `# Benchmarks

Written by \`npm run bench\`; medians (of attacks the least times) of runs that alternate with their baseline, so that the ratio
holds when the machine's speed drifts.

${table}

${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}, commit ${commit}.
`;
console.log(text);
if (asked.length === 0) writeFileSync(join(workspaceFolder, 'docs/benchmarks.md'), text);
