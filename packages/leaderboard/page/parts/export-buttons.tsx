import { siteBibtex } from '../../src/site-bibtex.ts';
import { siteCsv } from '../../src/site-csv.ts';
import { site } from '../site.ts';

/** Saves what the table shows as CSV, and the works behind it as BibTeX. */
export function ExportButtons(shown: {
  readonly models: readonly number[];
  readonly benchmarks: readonly string[];
}) {
  return (
    <span class="exports screen-only">
      <button type="button" onClick={() => save('leaderboard.csv', siteCsv(site.value, shown))}>
        CSV
      </button>
      <button type="button" onClick={() => save('leaderboard.bib', siteBibtex(site.value))}>
        BibTeX
      </button>
      <button type="button" onClick={() => print()}>
        Print
      </button>
    </span>
  );
}

function save(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
