import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCodes } from '@ventral/errors';
import { describe, expect, it } from 'vitest';

const page = await readFile(join(import.meta.dirname, '../../../docs/errors.md'), 'utf8');
const rows = [...page.matchAll(/^\| `(\w+)` +\| (.+?) +\| (.+?) +\|$/gm)];

describe('docs/errors.md', () => {
  it('lists exactly the codes there are, in their order', () => {
    expect(rows.map(([, code]) => code)).toEqual(Object.keys(errorCodes));
  });

  it('says of each what the code says of it, and what to do', () => {
    expect(Object.fromEntries(rows.map(([, code, meaning]) => [code, meaning]))).toEqual(
      errorCodes,
    );
    for (const [, , , remedy] of rows) expect(remedy).toMatch(/\.$/);
  });
});
