import { dirname, join } from 'node:path';
import { type ManifestEntry, parseManifest } from '@ventral/core';
import { findProject } from '@ventral/host';
import { describe, expect, test } from 'vitest';
import type { AnyPlugin } from './plugin-rules.ts';

/**
 * Registers a test that the manifest of the package is what the package exports: the `ventral` field
 * of the package.json nearest to the test file lists every exported plugin (members of exported
 * lists among them) and nothing else.
 *
 * @param exports the package's exports: `import * as plugin from '../src/index.ts'`
 */
export function checkManifest(exports: Readonly<Record<string, unknown>>): void {
  describe('the manifest', () => {
    test('lists what the package exports', async ({ task }) => {
      await requireManifest(exports, task.file.filepath);
    });
  });
}

/** Requires the package.json nearest to a file to list exactly the exported plugins. */
export async function requireManifest(
  exports: Readonly<Record<string, unknown>>,
  file: string,
): Promise<void> {
  const project = await findProject(dirname(file));
  expect(project, `a package.json above ${file}`).toBeDefined();
  const { folder = '', packageJson = {} } = project ?? {};
  const { plugins } = parseManifest(packageJson.ventral, join(folder, 'package.json'));
  const exported = Object.entries(exports).flatMap(([name, value]) => entriesOf(name, value));
  // How a member is written, alone or with its family, is not of the plugin.
  const listed = plugins.map(({ family: _, ...entry }) => entry);
  expect(sortedById(listed)).toEqual(sortedById(exported));
}

function entriesOf(name: string, value: unknown): readonly ManifestEntry[] {
  return [value].flat().flatMap((member) => {
    const { kind, id, title, scoreVersion, apiVersion } = Object(member) as Partial<AnyPlugin>;
    if (apiVersion === undefined) return [];
    return [{ kind, id, export: name, title, scoreVersion } as ManifestEntry];
  });
}

function sortedById(entries: readonly ManifestEntry[]): readonly ManifestEntry[] {
  const key = ({ kind, id }: ManifestEntry) => `${kind} ${id}`;
  return entries.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}
