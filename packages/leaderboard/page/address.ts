import { computed, signal } from '@preact/signals';

const hash = signal(location.hash);
addEventListener('hashchange', () => {
  hash.value = location.hash;
});

/** What the address says: the page, what it is about, and all that was chosen on it. */
export const address = computed(() => {
  const [path = '', query = ''] = hash.value.replace(/^#\/?/, '').split('?');
  const [page = '', ...rest] = path.split('/');
  return {
    page: page === '' ? 'leaderboard' : page,
    subject: safeDecode(rest.join('/')),
    query: new URLSearchParams(query),
  };
});

/** Sets what is chosen on the present page; `undefined` for what is as by itself. */
export function choose(choices: Readonly<Record<string, string | undefined>>): void {
  const { query } = address.value;
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(choices)) {
    if (value === undefined || value === '') next.delete(name);
    else next.set(name, value);
  }
  const [path] = location.hash.split('?');
  const text = next.toString();
  const wanted = `${path || '#/leaderboard'}${text === '' ? '' : `?${text}`}`;
  history.replaceState(null, '', wanted);
  hash.value = wanted;
}

/** What is chosen under a name. */
export function chosen(name: string): string | undefined {
  return address.value.query.get(name) ?? undefined;
}

/** Address of a page of the site. */
export function addressOf(page: string, subject = '', query: Record<string, string> = {}): string {
  const text = new URLSearchParams(query).toString();
  const about = subject === '' ? '' : `/${encodeURIComponent(subject)}`;
  return `#/${page}${about}${text === '' ? '' : `?${text}`}`;
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
