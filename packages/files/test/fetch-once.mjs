// Fetches one file in a process of its own, by the built packages as their users have them:
// node fetch-once.mjs <pinned file> <cache folder>.
import { fetchFile } from '@ventral/files';
import { createRunContext } from '@ventral/host';

const [file, cacheFolder] = process.argv.slice(2);
process.stdout.write('ready\n');
const path = await fetchFile(JSON.parse(file), createRunContext({ cacheFolder, mirrors: [] }));
process.stdout.write(`${path}\n`);
