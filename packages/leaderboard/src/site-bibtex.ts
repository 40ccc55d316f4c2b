import type { SiteData } from './site-data.ts';

/** The works behind the benchmarks, models and printed tables of a site, as BibTeX, each once. */
export function siteBibtex({ benchmarks, models, published }: SiteData): string {
  const cited = [
    ...benchmarks.map(({ citation, id }) => [citation, id] as const),
    ...models.map(({ citation, id }) => [citation, id] as const),
    ...published.map(({ citation, id }) => [citation, id] as const),
  ];
  const namesOf = new Map<string, string[]>();
  for (const [citation, id] of cited) {
    if (citation === undefined) continue;
    // A doi says that it is one work, however it is written.
    const names = namesOf.get(citation);
    if (names === undefined) namesOf.set(citation, [id]);
    else names.push(id);
  }
  const taken = new Set<string>();
  return [...namesOf].map(([citation, ids]) => bibtexEntry(citation, ids, taken)).join('\n');
}

/** A citation in one line as an entry: what can be told apart in it as fields, all of it as a note. */
function bibtexEntry(citation: string, ids: readonly string[], taken: Set<string>): string {
  const parts = /^(.*?)\s*\((\d{4})\)[.,:]?\s*(.*)$/.exec(citation);
  // What is said in sentences names works, and is none.
  const isProse = /[:@]|[a-z]{3}\. [A-Z]/.test(parts?.[1] ?? '');
  const [, authors, year, rest] = (isProse ? undefined : parts) ?? [];
  const doi = isProse ? undefined : /\b10\.\d{4,9}\/[^\s,;]+[^\s,;.]/.exec(citation)?.[0];
  const url = isProse ? undefined : /https?:\/\/[^\s,;]+[^\s,;.]/.exec(citation)?.[0];
  const title = rest?.split(/[.?](?:\s|$)|, (?=[A-Z]|bioRxiv|arXiv|https?:)/)[0];
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['author', authors === undefined ? undefined : authorsOf(authors)],
    ['title', title && `{${escapeLatex(title)}}`],
    ['year', year],
    ['doi', doi],
    ['url', url],
    ['note', escapeLatex(citation)],
    ['keywords', escapeLatex(ids.slice(0, 5).join(', '))],
  ];
  const key = freeKey(`${authors?.split(/[\s,&]/)[0] ?? ids[0]}${year ?? ''}`, taken);
  const lines = fields
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `  ${name} = {${value}}`);
  return `@misc{${key},\n${lines.join(',\n')}\n}\n`;
}

function authorsOf(text: string): string {
  const hasOthers = /\bet al\.?/.test(text);
  const names = text.replace(/,?\s*\bet al\.?/, '').replace(/,? & /g, '; ');
  // `Majaj, N. J., Hong, H.` or `Krizhevsky, Sutskever`: initials tell which commas part people.
  const parts = /, [A-Z]\./.test(names) ? names.split(/(?<=\.), |; /) : names.split(/, |; /);
  const people = parts.map((name) => escapeLatex(name.trim())).filter((name) => name !== '');
  return [...people, ...(hasOthers ? ['others'] : [])].join(' and ');
}

function freeKey(wanted: string, taken: Set<string>): string {
  const plain = wanted
    .normalize('NFD')
    .replace(/[^A-Za-z0-9]/g, '')
    .toLowerCase();
  let [key, count] = [plain || 'work', 1];
  while (taken.has(key)) key = `${plain}-${++count}`;
  taken.add(key);
  return key;
}

function escapeLatex(text: string): string {
  const symbols: Readonly<Record<string, string>> = {
    '\\': '\\textbackslash{}',
    '~': '\\textasciitilde{}',
    '^': '\\textasciicircum{}',
  };
  return text.replace(/[\\~^&%$#_{}]/g, (symbol) => symbols[symbol] ?? `\\${symbol}`);
}
