// @ts-check
/** Tables of stimuli as BrainIO writes them; choices and probabilities as a user gives them. */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readStimulusSet } from '../../../packages/brainio/dist/index.js';
import { isVentralError } from '../../../packages/errors/dist/index.js';
import { readChoices } from '../../../packages/scoring/dist/index.js';
import { workspaceFolder } from '../../workspace.mjs';
import { makeZip } from '../samples.mjs';

// The command has no interface for programs: its part that reads probabilities is a file of its own.
const dist = join(workspaceFolder, 'packages/cli/dist');
const part =
  readdirSync(dist).find((name) => /^probability-file-.*\.js$/.test(name)) ?? 'probability-file.js';
const { readProbabilities } = await import(join(dist, part));

const pngs = Object.fromEntries(['a', 'b', 'c'].map((name) => [`${name}.png`, Buffer.from(name)]));

/** @param {string} folder */
export async function samples(folder) {
  writeFileSync(join(folder, 'set.zip'), await makeZip(pngs));
  const rows = ['dog', 'cat', 'car'].flatMap((truth, index) => [
    `im${index},${truth},one,${truth}`,
    `im${index},dog,two,${truth}`,
  ]);
  return {
    'set.csv': Buffer.from(
      '\ufeffimage_id,filename,size,flag\ns1,a.png,1.5,True\n"s,2",b.png,NA,False\ns3,c.png,-2e3,\n',
    ),
    'choices.csv': Buffer.from(['stimulus_id,choice,subject,truth', ...rows].join('\n')),
    'probabilities.csv': Buffer.from('stimulus_id,dog,cat\nim0,0.25,0.75\nim1,1e-3,"0.999"\n'),
  };
}

/**
 * @param {string} path
 * @param {string} folder
 */
export async function read(path, folder) {
  const readings = [
    () => readStimulusSet(path, join(folder, 'set.zip'), { id: 'made' }),
    () => readChoices(path),
    () => readProbabilities(path),
  ];
  /** @type {unknown} */
  let refusal;
  let isRead = false;
  for (const reading of readings) {
    try {
      await reading();
      isRead = true;
    } catch (error) {
      if (!isVentralError(error)) throw error;
      refusal = error;
    }
  }
  if (!isRead) throw refusal;
}
