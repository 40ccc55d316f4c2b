import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { preprocessings } from '@ventral/images';
import * as plugin from '@ventral/model-tfjs';
import { checkManifest, checkModel } from '@ventral/testkit';
import { afterAll } from 'vitest';
import { smallNetwork, writeLayers } from './made-network.ts';

const folder = await mkdtemp(join(tmpdir(), 'ventral-model-tfjs-'));
afterAll(() => rm(folder, { recursive: true }));
const file = await writeLayers(folder, smallNetwork);

checkManifest(plugin);
const { tf } = preprocessings;
checkModel(plugin.tfjsModel({ id: 'made', title: 'Made', file, preprocessing: tf }));
