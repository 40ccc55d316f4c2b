import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

/** Texts to replace, by file; each has to be there. */
export type Changes = Readonly<
  Record<string, readonly (readonly [before: string | RegExp, after: string])[]>
>;

/** The fixture project copied to where the workspace's packages are found, with changes made to it. */
export function copyProject(changes: Changes = {}): string {
  const folder = mkdtempSync(join(here, '.project-'));
  cpSync(join(here, 'fixtures/project'), folder, { recursive: true });
  for (const [name, replacements] of Object.entries(changes)) {
    const path = join(folder, name);
    const text = replacements.reduce(
      (before, [found, after]) => {
        const changed = before.replaceAll(
          typeof found === 'string' ? found : new RegExp(found, 'g'),
          after,
        );
        if (changed === before) throw new Error(`${name} has no ${found}`);
        return changed;
      },
      readFileSync(path, 'utf8'),
    );
    writeFileSync(path, text);
  }
  return folder;
}
