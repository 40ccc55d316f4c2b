// Scores in a thread, and hands the record back: see open-project.isolated.test.ts.
import { parentPort, workerData } from 'node:worker_threads';
import { openProject } from '@ventral/scoring';

const { folder, settings, request } = workerData;
const project = await openProject(folder, settings);
parentPort.postMessage(await project.score(request));
