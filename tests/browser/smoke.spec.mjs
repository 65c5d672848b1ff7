// The site as a whole: it starts anywhere, stays on its own, works offline, and fails kindly.

import { readFile } from 'node:fs/promises';

import { BASES } from './server.mjs';
import { axe, expect, readyOffline, started, test } from './support.mjs';

for (const path of BASES) {
  test.describe(() => {
    test.use({ baseURL: ({ baseURL }, use) => use(new URL(path, baseURL).href) });

    // Every request is held against the base address: see support.mjs.
    test(`starts at ${path} and asks for nothing outside it`, async ({ page }) => {
      await page.goto('./');
      await started(page);
      const programs = await page.evaluate(() =>
        performance.getEntriesByType('resource').filter((entry) => /starling-\w+\.wasm$/.test(entry.name)).length);
      expect(programs, 'the preload is what the start uses').toBe(1);
      await readyOffline(page);
    });
  });
}

test('a deep link opens where it points', async ({ page }) => {
  await page.goto('./#/history');
  await started(page);
  expect(new URL(page.url()).hash).toBe('#/history');
});

test('the catalogue names content that is there', async ({ page, request }) => {
  await page.goto('./');
  const catalogue = JSON.parse(await page.locator('#catalogue').textContent());
  expect(catalogue.competencies.length).toBeGreaterThan(0);
  const urls = catalogue.competencies.flatMap(({ text, rules }) => [text, rules]);
  for (const url of [catalogue.language, ...urls]) {
    expect((await request.get(url)).status(), url).toBe(200);
  }
});

test('after one visit it works without the host, in a new tab and on a deep link', async ({ context, page, host }) => {
  await page.goto(host.origin + '/a/b/');
  await readyOffline(page);
  await host.close();

  await page.reload();
  await started(page);
  const tab = await context.newPage();
  await tab.goto(host.origin + '/a/b/?from=mail#/history');
  await started(tab);
});

test('has no accessibility violation in either scheme', async ({ page }) => {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await page.goto('./');
    await started(page);
    await axe(page);
  }
});

test('the skip button leads past the navigation', async ({ page }) => {
  await page.goto('./');
  await started(page);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Skip to the content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeFocused();
});

test('a chosen theme holds before the program starts', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('starling:/a/b/:hint:theme', 'dark'));
  await page.goto('./', { waitUntil: 'commit' });
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('without WebAssembly it offers to reload and to save what is kept', async ({ page, watch }) => {
  await page.addInitScript(() => {
    delete window.WebAssembly;
    localStorage.setItem('starling:/a/b/:e:1', 'mine');
    localStorage.setItem('starling:/a/:e:1', 'of another address');
  });
  await page.goto('./');
  const alert = page.getByRole('alert');
  await expect(alert.getByRole('heading', { name: 'Something went wrong' })).toBeFocused();
  await axe(page);

  const download = page.waitForEvent('download');
  await alert.getByRole('button', { name: 'Download my data' }).click();
  const lines = (await readFile(await (await download).path(), 'utf8')).trimEnd().split('\n').map((line) => JSON.parse(line));
  expect(lines[0]).toMatchObject({ app: 'starling', file: 'rescue', version: 1, scope: '/a/b/' });
  expect(lines[0].failure).toContain('WebAssembly');
  expect(lines.slice(1)).toEqual([['starling:/a/b/:e:1', 'mine']]);

  await alert.getByRole('button', { name: 'Reload' }).click();
  await expect(alert.getByRole('heading')).toBeFocused();
});

test('an error after the start shows the way out as well', async ({ page, watch }) => {
  watch.allow(/uncaught: Error: broken/);
  await page.goto('./');
  await started(page);
  await page.evaluate(() => setTimeout(() => { throw new Error('broken'); }));
  await expect(page.getByRole('alert').getByRole('heading', { name: 'Something went wrong' })).toBeFocused();
});

test("inside another page's frame it offers nothing but the way out", async ({ page, host }) => {
  host.answer = (path) => path === '/framing.html' && {
    body: '<!doctype html><link rel="icon" href="data:,"><iframe src="/a/b/#/history"></iframe>',
  };
  await page.goto(host.origin + '/framing.html');
  const frame = page.frameLocator('iframe');
  await expect(frame.getByRole('link', { name: 'Open Starling in a tab of its own' })).toBeVisible();
  await expect(frame.getByRole('heading')).toHaveCount(0);
});

test.describe(() => {
  // Without the worker, which fetches the rest for later.
  test.use({ serviceWorkers: 'block' });

  test('the first screen fetches what its size is counted by, and the other pages only once it is drawn', async ({ page }) => {
    const fetched = [];
    let state;
    await page.route(/\/pages-\w+\.wasm$/, async (route) => {
      state = await page.evaluate(() => document.documentElement.dataset.app);
      // Held back until the first screen can be seen; a screen that waited for these pages would never be.
      await page.waitForFunction(() => performance.getEntriesByType('paint').length > 0);
      await route.continue();
    });
    page.on('request', (request) => fetched.push(new URL(request.url()).pathname.replace(/^.*\//, '').replace(/-[0-9a-f]+\./, '.')));
    await page.goto('./');
    await started(page);
    await expect(page.getByRole('radio', { name: 'SDE 2' })).toBeChecked();
    await page.waitForLoadState('networkidle');
    const besides = fetched.filter((name) => !/^(icon|manifest|favicon)/.test(name));
    expect(besides.slice(0, 5).sort()).toEqual(['', 'boot.js', 'starling.js', 'starling.wasm', 'style.css']);
    expect(besides.slice(5)).toEqual(['pages.wasm']);
    expect(state).toBe('started');
  });

  test('a visit that begins on another page fetches it along with the program', async ({ page }) => {
    const asked = page.waitForRequest(/\/pages-\w+\.wasm$/);
    await page.route(/\/starling-\w+\.wasm$/, async (route) => {
      await asked;
      await route.continue();
    });
    await page.goto('./#/history');
    await started(page);
  });

  test('once the other pages are there, going to one shows it at once', async ({ page }) => {
    await page.goto('./');
    await started(page);
    await page.waitForLoadState('networkidle');
    await page.evaluate(() => {
      window.waited = false;
      new MutationObserver(() => { window.waited ||= !!document.querySelector('main [aria-busy]'); })
        .observe(document.body, { childList: true, subtree: true });
    });
    for (const [place, heading] of [['History', 'History'], ['Your data and settings', 'Your data']]) {
      await page.getByRole('link', { name: place, exact: true }).click();
      await expect(page.getByRole('heading', { level: 1 })).toContainText(heading);
    }
    expect(await page.evaluate(() => window.waited)).toBe(false);
  });
});
