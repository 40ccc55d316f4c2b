import { accessSync, constants } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { makeFolder } from '@ventral/testing';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addRankBands,
  collectRecords,
  makeSiteData,
  pageHtml,
  type SiteData,
  type SiteServer,
  serveSite,
  siteBibtex,
  siteCsv,
} from '../src/index.ts';
import { madeRecord } from './made-record.ts';

const executablePath = findBrowser();
const title = executablePath === undefined ? 'the page (no Chromium here)' : 'the page';
const IT = 'MajajHong2015.IT-pls';
const V4 = 'MajajHong2015.V4-pls';
const reading = 'Futrell2018-pearsonr';
const gain = 'Futrell2018-delta_loglik';
const malicious = 'evil</script><script>window.broken = true</script><b>bold</b>';

describe.skipIf(executablePath === undefined)(title, () => {
  let browser: Browser;
  let site: SiteData;
  let server: SiteServer;
  let records: string;
  const addresses: Record<string, string> = {};

  beforeAll(async () => {
    const { path: folder } = await makeFolder();
    records = join(folder, 'records');
    await writeRecords(records);
    const read = async () => {
      const { entries, refused } = await collectRecords([records]);
      return addRankBands(makeSiteData({ entries, refused, facts }), entries);
    };
    site = await read();
    await writeFile(join(folder, 'index.html'), await pageHtml(site));
    server = await serveSite({ folders: [records], read, port: 0 });
    addresses.file = pathToFileURL(join(folder, 'index.html')).href;
    addresses.http = server.address;
    browser = await chromium.launch({ executablePath: executablePath!, args: ['--no-sandbox'] });
  });

  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  /** A page of the site, whose console has to stay silent. */
  async function open(
    from: string,
    hash = '',
    {
      beforeListening,
      ...options
    }: BrowserContextOptions & { beforeListening?: () => Promise<void> } = {},
  ): Promise<{ page: Page; said: string[] }> {
    const context = await browser.newContext({ acceptDownloads: true, ...options });
    context.setDefaultTimeout(120_000);
    const page = await context.newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    if (beforeListening !== undefined) {
      await page.route('**/events', async (route) => {
        await beforeListening();
        await route.continue();
      });
    }
    await page.goto(`${addresses[from]}${hash}`);
    // The first effects of a page set its title: by then it listens to all that is done to it.
    await page.waitForFunction(() => document.title.includes(' · '));
    return { page, said };
  }

  const names = (page: Page) => page.locator('table.scores tbody th.model a').allTextContents();
  const ranks = (page: Page) => page.locator('table.scores tbody td.rank').allTextContents();
  const announced = (page: Page) => page.locator('[aria-live]').textContent();
  // What was done is shown a while later: each state is waited for, and an address read from the page itself.
  const hashOf = (page: Page) => page.evaluate(() => location.hash);
  const shows = <T>(read: () => Promise<T>) => expect.poll(read, { timeout: 120_000 });

  for (const from of ['file', 'http']) {
    describe(`from ${from}:`, () => {
      it('sorts by a column, missing last in both directions, and says so', async () => {
        const { page, said } = await open(from);
        const header = page.getByRole('columnheader', { name: V4 });
        await header.getByRole('button').click();
        await shows(() => header.getAttribute('aria-sort')).toBe('descending');
        const six = [1, 2, 3, 4, 5, 6].map((index) => `model-${index}`);
        await shows(() => names(page)).toEqual([...six, malicious]);
        await header.getByRole('button').click();
        await shows(() => header.getAttribute('aria-sort')).toBe('ascending');
        await shows(() => names(page)).toEqual([...six.reverse(), malicious]);
        await shows(() => announced(page)).toContain('ascending');
        expect(said).toEqual([]);
      });

      it('filters by text, region and species, and moves no rank', async () => {
        const { page, said } = await open(from, `#/leaderboard?sort=${IT}`);
        const before = new Map((await names(page)).map((name, row) => [name, row]));
        const all = await ranks(page);
        await page.getByRole('searchbox').fill('model-3');
        await shows(() => names(page)).toEqual(['model-3']);
        await shows(() => ranks(page)).toEqual([all[before.get('model-3')!]]);
        await page.getByRole('searchbox').fill('');
        await page.getByRole('button', { name: 'V4', exact: true }).click();
        await shows(() => page.getByRole('columnheader', { name: IT }).count()).toBe(0);
        await shows(() => page.getByRole('columnheader', { name: V4 }).count()).toBe(1);
        expect(said).toEqual([]);
      });

      it('weighs as asked, and a shared address shows the same in a new window', async () => {
        const { page } = await open(from);
        await page.getByText('Weights of the mean').click();
        await page.getByLabel(V4, { exact: true }).fill('0');
        await page.getByLabel(IT, { exact: true }).fill('3');
        await page.getByRole('searchbox').fill('model');
        const header = page.getByRole('columnheader', { name: 'Mean' });
        await header.getByRole('button').click();
        await shows(() => header.getAttribute('aria-sort')).toBe('ascending');
        const second = await open(from, await hashOf(page));
        await shows(() => names(second.page)).toEqual(await names(page));
        await shows(() => ranks(second.page)).toEqual(await ranks(page));
        const mean = second.page.locator('tbody tr', { hasText: 'model-1' }).locator('td.mean b');
        const { scores } = site.benchmarks.find(({ key }) => key === IT)!;
        const place = site.models.findIndex(({ id }) => id === 'model-1');
        await shows(() => mean.textContent()).toBe(
          scores.value[place]!.toFixed(3).replace(/^0/, ''),
        );
      });

      it('compares two models with difference, interval, p and the sites that carry it', async () => {
        const { page, said } = await open(from, '#/compare?a=model-1&b=model-4');
        const row = page.getByRole('row', { name: IT });
        const cells = await row.getByRole('cell').allTextContents();
        expect(Number(cells[3])).toBeCloseTo(0.15, 2);
        expect(cells[4]).toMatch(/ to /);
        expect(cells[5]).toMatch(/^(< )?\.\d{3}$/);
        expect(await page.getByText('3 sites: model-1 predicts 3 better').count()).toBeGreaterThan(
          0,
        );
        expect(said).toEqual([]);
      });

      it("shows a reader's own record among the others, and refuses what is none", async () => {
        const { page, said } = await open(from, `#/leaderboard?sort=${IT}`);
        const before = await names(page);
        const file = (name: string, text: string) => ({
          ...{ name, mimeType: 'application/json' },
          buffer: Buffer.from(text),
        });
        await page.getByLabel('Your own network?').setInputFiles(file('no.json', '{"a": 1}'));
        await shows(() => page.getByRole('alert').textContent()).toContain(
          'no.json is no score record',
        );
        const own = madeRecord({ model: 'mine', value: 0.58 });
        await page
          .getByLabel('Your own network?')
          .setInputFiles(file('own.json', JSON.stringify(own)));
        const row = page.locator('tr.own');
        await shows(() => row.locator('th').textContent()).toBe('mineyours');
        await shows(() => row.locator('td.rank').textContent()).toBe('2');
        await shows(() => names(page)).toHaveLength(before.length + 1);
        await page.getByRole('button', { name: 'Take away' }).click();
        await shows(() => names(page)).toEqual(before);
        expect(said).toEqual([]);
      });

      it('takes a record that is dropped anywhere', async () => {
        const { page } = await open(from);
        const text = JSON.stringify(madeRecord({ model: 'dropped', value: 0.5 }));
        const data = await page.evaluateHandle((json) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([json], 'dropped.json', { type: 'application/json' }));
          return transfer;
        }, text);
        await page.dispatchEvent('table.scores', 'drop', { dataTransfer: data });
        await page.locator('tr.own').waitFor();
      });

      it('saves CSV and BibTeX, by the writer of the command', async () => {
        const { page } = await open(from, '#/leaderboard?sort=model&parts=yes');
        for (const [name, text] of [
          ['CSV', siteCsv(site)],
          ['BibTeX', siteBibtex(site)],
        ] as const) {
          const [download] = await Promise.all([
            page.waitForEvent('download'),
            page.getByRole('button', { name, exact: true }).click(),
          ]);
          const lines = (await readFile(await download.path(), 'utf8')).split('\n').sort();
          expect(lines).toEqual(text.split('\n').sort());
        }
      });

      it('never takes the text of a record for HTML', async () => {
        const { page, said } = await open(from, `#/model/${encodeURIComponent(malicious)}`);
        expect(await page.locator('h1').textContent()).toBe(malicious);
        expect(await page.evaluate(() => 'broken' in window)).toBe(false);
        expect(await page.locator('h1 b').count()).toBe(0);
        expect(said).toEqual([]);
      });
    });
  }

  it('says beside the command that makes a score again what its network ran on', async () => {
    const { page } = await open('file', `#/model/model-6?again=${V4}`);
    const article = () => page.locator('article').textContent();
    await shows(article).toContain('--device webgpu');
    await shows(article).toContain('on the device webgpu, Made Card');
    const { page: other } = await open('file', '#/model/model-1');
    expect(await other.locator('article').textContent()).not.toContain('on the device');
  });

  it('has bands of ranks that hold the ranks, and shows them', async () => {
    const { scores } = site.benchmarks.find(({ key }) => key === IT)!;
    const withBand = scores.rank.flatMap((rank, place) =>
      scores.rankLow[place] === null ? [] : [[place, rank] as const],
    );
    // The one without replicates has none.
    expect(withBand).toHaveLength(6);
    for (const [place, rank] of withBand) {
      expect(scores.rankLow[place]).toBeLessThanOrEqual(rank!);
      expect(scores.rankHigh[place]).toBeGreaterThanOrEqual(rank!);
    }
    const { page } = await open('file', `#/leaderboard?sort=${IT}`);
    expect(
      await page.locator('tbody tr').first().locator('td.score small').count(),
    ).toBeGreaterThan(0);
  });

  it('names files that are left out', async () => {
    const { page } = await open('file');
    await page.getByText('1 file is left out').click();
    await shows(() => page.getByText('broken.json').count()).toBe(1);
    await shows(() => page.getByText('broken.json').isVisible()).toBe(true);
  });

  it('has no serious accessibility problem on any page, light or dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const hash of hashes()) {
        const { page } = await open('file', hash, { colorScheme, bypassCSP: true });
        await page.evaluate(axe.source);
        const found = await page.evaluate(async () => {
          const { violations } = await (window as unknown as { axe: typeof axe }).axe.run();
          return violations
            .filter(({ impact }) => impact === 'serious' || impact === 'critical')
            .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
        });
        expect(found, `${hash} ${colorScheme}`).toEqual([]);
        await page.context().close();
      }
    }
  });

  it('can be used by keyboard alone', async () => {
    const { page } = await open('file');
    const focused = () =>
      page.evaluate(() => document.activeElement?.textContent?.trim().slice(0, 40) ?? '');
    const goOn = async () => {
      const before = await page.evaluateHandle(() => document.activeElement);
      await page.keyboard.press('Tab');
      await page.waitForFunction((one) => document.activeElement !== one, before);
    };
    await goOn();
    expect(await focused()).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    await shows(() => page.evaluate(() => document.activeElement?.id)).toBe('main');
    await goOn();
    await page.keyboard.type('model-2');
    await shows(() => names(page)).toEqual(['model-2']);
    for (let step = 0; step < 40 && !(await focused()).startsWith(V4); step += 1) await goOn();
    await page.keyboard.press('Enter');
    await shows(() => hashOf(page)).toContain(`sort=${V4}`);
    for (let step = 0; step < 40 && (await focused()) !== 'model-2'; step += 1) await goOn();
    await page.keyboard.press('Enter');
    await shows(() => page.locator('h1').textContent()).toBe('model-2');
  });

  it('prints the whole table, without controls', async () => {
    const { page } = await open('file');
    await page.emulateMedia({ media: 'print' });
    await shows(() => page.getByRole('searchbox').isVisible()).toBe(false);
    await shows(() => page.locator('table.scores tbody tr').count()).toBe(site.models.length);
    const scroller = page.locator('.scroller');
    await shows(() => scroller.evaluate((one) => getComputedStyle(one).overflow)).toBe('visible');
  });

  it('says what scores count, and gives those that are no agreement no weight to begin with', async () => {
    await using folder = await makeFolder();
    await writeFile(
      join(folder.path, 'r.json'),
      JSON.stringify([
        madeRecord({ model: 'reader', benchmark: reading, value: 0.4 }),
        madeRecord({ model: 'reader', benchmark: gain, value: 0.02 }),
      ]),
    );
    const { entries } = await collectRecords([folder.path]);
    const index = join(folder.path, 'index.html');
    await writeFile(index, await pageHtml(makeSiteData({ entries, facts })));
    addresses.reading = pathToFileURL(index).href;
    const { page, said } = await open('reading');
    const mean = page.locator('td.mean');
    const weightOf = (name: string) => page.getByRole('spinbutton', { name });
    await shows(() => mean.textContent()).toBe('.400');
    await shows(() => page.getByRole('columnheader', { name: gain }).textContent()).toContain(
      'nats a word',
    );
    await page.getByText('Weights of the mean').click();
    await shows(() => weightOf(gain).inputValue()).toBe('0');
    const weigh = async (name: string, weight: string, expected: string) => {
      await weightOf(name).fill(weight);
      await weightOf(name).press('Enter');
      await shows(() => mean.textContent()).toBe(expected);
    };
    await weigh(gain, '1', '.210');
    await weigh(gain, '0', '.400');
    await weigh(reading, '0', '–');
    await shows(() => mean.getAttribute('title')).toContain('No benchmark counts');
    expect(said).toEqual([]);
  });

  it('fits a narrow window', async () => {
    for (const hash of hashes()) {
      const { page } = await open('file', hash, { viewport: { width: 390, height: 844 } });
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, hash).toBeLessThanOrEqual(390);
      await page.context().close();
    }
  });

  it('follows new records that a server sees', async () => {
    const { page } = await open('http');
    const record = madeRecord({ model: 'newcomer', value: 0.3 });
    await writeFile(join(records, 'newcomer.json'), JSON.stringify(record));
    await page.getByRole('link', { name: 'newcomer' }).waitFor();
    await shows(() => announced(page)).toBe('1 new score.');
  });

  it('shows what changed before it listened to the server', async () => {
    let isWritten = false;
    const { page } = await open('http', '', {
      beforeListening: async () => {
        const record = madeRecord({ model: 'early', value: 0.31 });
        await writeFile(join(records, 'early.json'), JSON.stringify(record));
        await shows(async () => (await fetch(`${addresses.http}site.json`)).text()).toContain(
          '"early"',
        );
        isWritten = true;
      },
    });
    await page.getByRole('link', { name: 'early' }).waitFor();
    await shows(() => announced(page)).toBe('1 new score.');
    expect(isWritten).toBe(true);
  });
});

const facts = {
  benchmarks: new Map([
    [
      IT,
      {
        title: 'IT',
        region: 'IT',
        species: 'macaque',
        citation: 'Majaj et al. (2015), J. Neurosci.',
      },
    ],
    [V4, { title: 'V4', region: 'V4', species: 'macaque' }],
    [reading, { title: 'Reading', region: 'behavior', species: 'human' }],
    [gain, { title: 'Reading', region: 'behavior', species: 'human', unit: 'nats a word' }],
  ]),
  models: new Map(),
};

function hashes(): readonly string[] {
  return [
    ...['', '#/compare', '#/analyses', '#/published', '#/about', '#/participate'],
    ...['#/model/model-1', `#/benchmark/${IT}`, '#/nowhere'],
  ];
}

/** Six models on two benchmarks; one more on one alone; a damaged file. */
async function writeRecords(folder: string): Promise<void> {
  await mkdir(folder);
  const write = (name: string, record: unknown) =>
    writeFile(join(folder, name), JSON.stringify(record));
  for (const [index, value] of [0.6, 0.55, 0.5, 0.45, 0.4, 0.35].entries()) {
    const model = `model-${index + 1}`;
    await write(`${model}-it.json`, madeRecord({ model, value }));
    const onCard = { device: 'webgpu', adapter: { name: 'Made Card' } } as const;
    const changes = index === 5 ? onCard : {};
    await write(
      `${model}-v4.json`,
      madeRecord({ model, value: value + 0.1, benchmark: V4, changes }),
    );
  }
  await write('evil.json', madeRecord({ model: malicious, value: 0.2, withReplicates: false }));
  await write('broken.json', { recordVersion: 2 });
}

/** Chromium, as `$VENTRAL_CHROMIUM` names it or as it is installed. */
function findBrowser(): string | undefined {
  const { PATH = '', VENTRAL_CHROMIUM } = process.env;
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  const installed = PATH.split(delimiter).flatMap((folder) =>
    names.map((name) => join(folder, name)),
  );
  return [...(VENTRAL_CHROMIUM === undefined ? [] : [VENTRAL_CHROMIUM]), ...installed].find(
    (path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    },
  );
}
