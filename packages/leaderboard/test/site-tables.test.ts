import { expect, it } from 'vitest';
import { makeSiteData } from '../src/make-site-data.ts';
import { entriesOf } from '../src/record-entry.ts';
import { siteBibtex } from '../src/site-bibtex.ts';
import { siteCsv } from '../src/site-csv.ts';
import { madeRecord } from './made-record.ts';

const citation =
  'Majaj, N. J., Hong, H., Solomon, E. A. & DiCarlo, J. J. (2015). Simple learned weighted sums of inferior temporal neuronal firing rates. Journal of Neuroscience. https://doi.org/10.1523/JNEUROSCI.5181-14.2015';
const facts = {
  benchmarks: new Map([['MajajHong2015.IT-pls', { title: 'IT', region: 'IT', citation }]]),
  models: new Map([
    [
      'pixels',
      { title: 'Pixels', citation: 'Schrimpf et al. (2018), Brain-Score. doi:10.1101/407007' },
    ],
  ]),
};
const site = makeSiteData({
  facts,
  entries: [
    madeRecord({ model: 'pixels', value: 0.25 }),
    madeRecord({ model: '=cmd()', value: 0.5, withReplicates: false }),
    madeRecord({ model: 'none', value: 0.5, benchmark: 'Other' }),
  ].flatMap((record) => entriesOf(record, { file: 'a.json', index: 0, isSigned: false })),
});

it('writes a row a model and benchmark, empty where nothing was measured', () => {
  const rows = siteCsv(site).trim().split('\n');
  expect(rows[0]).toBe(
    'model,benchmark,region,stimuli,species,better,value,low,high,rank,rank_low,rank_high,ceiling,layer,date,signed',
  );
  expect(rows).toContain(
    'pixels,MajajHong2015.IT-pls,IT,image,unknown,higher,0.25,0.23,0.27,2,,,,it/relu,2026-11-01,no',
  );
  expect(rows).toContain('none,MajajHong2015.IT-pls,IT,image,unknown,higher,,,,,,,,,,');
});

it('escapes what a spreadsheet would run as a formula', () => {
  expect(siteCsv(site)).toContain("'=cmd()");
  expect(siteCsv(site)).not.toMatch(/^=/m);
});

it('writes each work once, with authors, title, year and DOI apart', () => {
  const text = siteBibtex(site);
  expect(text.match(/^@misc/gm)).toHaveLength(2);
  expect(text).toContain(
    'author = {Majaj, N. J. and Hong, H. and Solomon, E. A. and DiCarlo, J. J.}',
  );
  expect(text).toContain(
    'title = {{Simple learned weighted sums of inferior temporal neuronal firing rates}}',
  );
  expect(text).toContain('doi = {10.1523/JNEUROSCI.5181-14.2015}');
  expect(text).toContain('author = {Schrimpf and others}');
  expect(text).toContain('title = {{Brain-Score}}');
});

it('takes sentences that name works for no work of their authors', () => {
  const said =
    'Simulated: no measurement. Its images follow Majaj et al. (2015). https://doi.org/10.1523/JNEUROSCI.5181-14.2015';
  const [benchmark] = site.benchmarks;
  const text = siteBibtex({ ...site, models: [], benchmarks: [{ ...benchmark!, citation: said }] });
  expect(text).toContain('note = {Simulated: no measurement.');
  expect(text).not.toMatch(/author|title|doi =|year/);
});
