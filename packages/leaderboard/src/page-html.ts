import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { VentralError } from '@ventral/errors';
import type { SiteData } from './site-data.ts';

// Beside the built code; where the sources run, in the folder that they are built into.
const templates = ['page.html', '../dist/page.html'].map((path) => join(import.meta.dirname, path));
const [begin, end] = ['<script type="application/json" id="site-data">', '</script>'] as const;

/**
 * The page with its content: one HTML file that needs nothing else.
 *
 * @throws VentralError `INTERNAL` where the package was not built
 */
export async function pageHtml(data: SiteData): Promise<string> {
  const path = templates.find((one) => existsSync(one));
  const template = path === undefined ? '' : await readFile(path, 'utf8');
  const [before, after, ...more] = template.split(`${begin}${end}`);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new VentralError('INTERNAL', 'The page of @ventral/leaderboard was not built.', {
      hint: 'Build it with: npm run build',
    });
  }
  return [before, begin, inScript(data), end, after].join('');
}

/** JSON that no text in it can end the element, or begin a comment. */
function inScript(data: SiteData): string {
  const text = JSON.stringify(data);
  return text.replace(/[<>\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
