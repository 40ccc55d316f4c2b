// Fetches one file in a process of its own: node fetch-once.mjs <pinned file> <cache folder>.
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const [file, cacheFolder] = process.argv.slice(2);
const server = await createServer({
  root: fileURLToPath(new URL('../../..', import.meta.url)),
  configFile: false,
  logLevel: 'error',
  // What Node 20 cannot parse, such as `await using`, is rewritten.
  oxc: { target: 'node20' },
  server: { middlewareMode: true, watch: null, hmr: false, ws: false },
  ssr: { resolve: { conditions: ['@ventral/source', 'node'] } },
});
const { fetchFile } = await server.ssrLoadModule('/packages/files/src/index.ts');
const { createRunContext } = await server.ssrLoadModule('/packages/host/src/index.ts');
process.stdout.write('ready\n');
const path = await fetchFile(JSON.parse(file), createRunContext({ cacheFolder, mirrors: [] }));
process.stdout.write(`${path}\n`);
await server.close();
