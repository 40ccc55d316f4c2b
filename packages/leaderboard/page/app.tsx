import type { ComponentType } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { address, addressOf } from './address.ts';
import { AboutPage } from './pages/about.tsx';
import { AnalysesPage } from './pages/analyses.tsx';
import { BenchmarkPage } from './pages/benchmark.tsx';
import { ComparePage } from './pages/compare.tsx';
import { LeaderboardPage } from './pages/leaderboard.tsx';
import { ModelPage } from './pages/model.tsx';
import { ParticipatePage } from './pages/participate.tsx';
import { PublishedPage } from './pages/published.tsx';
import { DropZone } from './parts/drop-zone.tsx';
import { ThemeSwitch } from './parts/theme-switch.tsx';
import { announcement, site } from './site.ts';

const pages: Readonly<Record<string, readonly [title: string, page: ComponentType]>> = {
  leaderboard: ['Leaderboard', LeaderboardPage],
  compare: ['Compare', ComparePage],
  analyses: ['Analyses', AnalysesPage],
  published: ['Published', PublishedPage],
  about: ['About', AboutPage],
  participate: ['Participate', ParticipatePage],
  model: ['Model', ModelPage],
  benchmark: ['Benchmark', BenchmarkPage],
};
const inMenu = ['leaderboard', 'compare', 'analyses', 'published', 'about', 'participate'];

/** The whole page: menu, what the address asks for, and what is said aloud. */
export function App() {
  const { page, subject } = address.value;
  const [title, Page] = pages[page] ?? ['Not found', NotFound];
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  useEffect(() => {
    document.title = `${subject || title} · ${site.value.title}`;
    // Those who do not see the page hear where they are; the first time, the browser says it.
    if (!isFirst.current) {
      main.current?.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
    isFirst.current = false;
  }, [page, subject]);
  return (
    <>
      <button type="button" class="skip" onClick={() => main.current?.focus()}>
        Skip to the content
      </button>
      <header class="top">
        <a class="brand" href={addressOf('leaderboard')}>
          <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
            <path d="M3 18 9 6l4 8 2.5-4L21 18" />
          </svg>
          {site.value.title}
        </a>
        <nav aria-label="Pages">
          {inMenu.map((name) => (
            <a key={name} href={addressOf(name)} aria-current={name === page ? 'page' : undefined}>
              {pages[name]?.[0]}
            </a>
          ))}
        </nav>
        <ThemeSwitch />
      </header>
      <main id="main" tabIndex={-1} ref={main}>
        <Page key={`${page}/${subject}`} />
      </main>
      <footer>
        <DropZone />
        <p>
          Made by <a href={addressOf('about')}>Ventral</a>
          {site.value.newest === null ? '' : `, newest record of ${site.value.newest.slice(0, 10)}`}
          . This page is one file: it works offline and sends nothing.
        </p>
      </footer>
      <p class="hidden" role="status" aria-live="polite">
        {announcement.value}
      </p>
    </>
  );
}

function NotFound() {
  return (
    <article class="text">
      <h1>There is no such page</h1>
      <p>
        <a href={addressOf('leaderboard')}>To the leaderboard</a>
      </p>
    </article>
  );
}
