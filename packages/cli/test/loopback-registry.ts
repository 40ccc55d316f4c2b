import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from './run-command.ts';

/** A package to publish: its package.json, and its other files by path. */
export interface PublishedPackage {
  readonly packageJson: { readonly name: string; readonly version: string };
  readonly files: Readonly<Record<string, string>>;
}

/** An npm registry on loopback. */
export interface LoopbackRegistry {
  readonly url: string;
  /** Publishes a package; what had its name is gone. */
  publish(published: PublishedPackage): Promise<void>;
  close(): Promise<void>;
}

/** Starts a registry that npm can install from: the parts of its protocol that installing needs. */
export async function startRegistry(): Promise<LoopbackRegistry> {
  const packages = new Map<string, { readonly document: object; readonly tarball: Buffer }>();
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '').slice(1);
    const found = packages.get(path.replace(/\.tgz$/, ''));
    if (found === undefined) response.writeHead(404).end('{}');
    else response.end(path.endsWith('.tgz') ? found.tarball : JSON.stringify(found.document));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    async publish(published) {
      const { name, version } = published.packageJson;
      const tarball = await pack(published);
      const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
      const dist = { tarball: `${url}/${name}.tgz`, integrity };
      const versions = { [version]: { ...published.packageJson, dist } };
      const document = { name, 'dist-tags': { latest: version }, versions };
      packages.set(name, { document, tarball });
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function pack({ packageJson, files }: PublishedPackage): Promise<Buffer> {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries({
    ...files,
    'package.json': JSON.stringify(packageJson),
  })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { stdout } = await promisify(execFile)('npm', ['pack', '--json'], { cwd: folder });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  return readFileSync(join(folder, filename));
}
