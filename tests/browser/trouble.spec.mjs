// Time that runs out, storage that fails, data that is damaged: told clearly, and nothing lost.

import { axe, expect, started, test } from './support.mjs';
import { STRONG, answerMock, doneToday, rateCard, startMock } from './words.mjs';

test('time comes from deadlines: hours away and a reload change nothing, and nobody is cut off', async ({ page }) => {
  // Time stands still but for what the test lets pass.
  await page.clock.install({ time: new Date('2026-03-02T20:00:00') });
  await page.goto('./');
  await started(page);
  await page.clock.pauseAt(new Date('2026-03-02T20:10:00'));
  await startMock(page, '&think=30&probes=1');
  const clock = page.getByRole('timer');
  await page.clock.runFor(10_000);
  await expect(clock).toHaveText(/0:20\s*left/);
  // The thinking ends by itself where its time is over.
  await page.clock.runFor(25_000);
  await expect(page.getByText('Your answer', { exact: true })).toBeVisible();
  await expect(clock).toHaveText(/1:55\s*left/);
  await page.getByRole('textbox').fill('Half a story');
  await page.clock.runFor(5_000);
  await page.reload();
  await expect(clock).toHaveText(/1:50\s*left/);
  await expect(page.getByRole('textbox')).toHaveValue('Half a story');
  await page.clock.fastForward('02:00:00');
  await expect(clock).toHaveText(/\+118:10\s*over/);
  await answerMock(page, STRONG, ['Still welcome.']);
});

test('what is typed is kept within two seconds', async ({ page }) => {
  await startMock(page, '&think=0&probes=0');
  await page.getByRole('textbox').pressSequentially('I noticed it myself');
  const draft = () => page.evaluate(() => JSON.stringify({ ...localStorage }));
  await expect.poll(draft, { timeout: 2000 }).toContain('I noticed it myself');
});

test('a mock can be given up, and is asked about first', async ({ page }) => {
  await startMock(page, '&think=0&probes=0');
  await page.getByRole('button', { name: 'Give up' }).click();
  await page.getByRole('button', { name: 'No, go on' }).click();
  await page.getByRole('textbox').fill('A word');
  await page.goto('./#/');
  await page.getByRole('link', { name: 'Go on with your mock' }).click();
  await expect(page.getByRole('textbox')).toHaveValue('A word');
  await page.getByRole('button', { name: 'Give up' }).click();
  await page.getByRole('button', { name: 'Yes, throw it away' }).click();
  await expect(page.getByRole('link', { name: 'Go on with your mock' })).toHaveCount(0);
});

test('where the browser keeps nothing, it says so and works', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', { get: () => { throw new DOMException('no', 'SecurityError'); } });
  });
  await page.goto('./');
  await expect(page.getByRole('alert')).toContainText('keeps nothing');
  await startMock(page, '&think=0&probes=0');
  await answerMock(page, STRONG);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'History' }).click();
  await expect(page.getByRole('link', { name: /Tell me about a time/ })).toBeVisible();
});

test('a full store is told at once, and what was held back is kept when there is room', async ({ page }) => {
  await page.addInitScript(() => {
    const setItem = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, value) {
      if (window.isFull && key.includes(':e:')) throw new DOMException('full', 'QuotaExceededError');
      return setItem.call(this, key, value);
    };
  });
  await page.goto('./#/c/customer-obsession/cards');
  await started(page);
  await page.evaluate(() => { window.isFull = true; });
  await rateCard(page, 'Got it');
  await expect(page.getByRole('alert')).toContainText('no room left');
  await expect(doneToday(page)).toHaveText('1');
  await page.evaluate(() => { window.isFull = false; });
  await rateCard(page, 'Got it');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.reload();
  await expect(doneToday(page)).toHaveText('2');
});

test('a full store stops no mock, and what it took of one is there on the next visit', async ({ page }) => {
  await page.addInitScript(() => {
    const setItem = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, value) {
      if (window.isFull) throw new DOMException('full', 'QuotaExceededError');
      return setItem.call(this, key, value);
    };
  });
  await startMock(page, '&think=0&probes=0');
  await page.getByRole('textbox').fill(STRONG);
  await page.evaluate(() => { dispatchEvent(new Event('pagehide')); window.isFull = true; });
  await answerMock(page, STRONG);
  await expect(page.getByRole('alert')).toContainText('no room left');
  await startMock(page, '&think=0&probes=0');
  await page.getByRole('textbox').fill(STRONG);
  await page.goto('./#/');
  await page.reload();
  await page.getByRole('link', { name: 'Go on with your mock' }).click();
  await answerMock(page, STRONG);
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a damaged record is set aside and the rest loads', async ({ page }) => {
  await page.goto('./#/c/customer-obsession/cards');
  for (const rating of ['Got it', 'Got it']) await rateCard(page, rating);
  await expect(doneToday(page)).toHaveText('2');
  await page.evaluate(() => {
    const key = Object.keys(localStorage).find((key) => key.includes(':e:'));
    localStorage.setItem(key, localStorage.getItem(key).slice(0, -9));
  });
  await page.reload();
  await expect(doneToday(page)).toHaveText('1');
  await page.goto('./#/data');
  await expect(page.getByText(/1 record could not be read and was set aside/)).toBeVisible();
});

test('pages that do not come are told of, and come when they are asked for again', async ({ page, host, watch }) => {
  watch.allow(/console: Failed to load resource/);
  const failed = page.getByRole('heading', { name: 'This page could not be loaded' });
  const places = page.getByRole('navigation', { name: 'Main' });
  const isDown = (path) => /\/pages-\w+\.wasm$/.test(path) && { status: 503, body: 'down' };
  host.answer = isDown;
  await page.goto(host.origin + '/a/b/');
  await started(page);
  await places.getByRole('link', { name: 'Learn' }).click();
  await expect(failed).toBeFocused();
  await expect(page).toHaveTitle('This page could not be loaded · Starling');
  await axe(page);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(failed).toBeFocused();

  // What is there goes on working, and going on tries again.
  await page.getByRole('link', { name: 'Starling' }).click();
  await page.getByRole('radio', { name: 'SDE 1' }).check();
  await expect(page.getByRole('radio', { name: 'SDE 1' })).toBeChecked();
  await places.getByRole('link', { name: 'History' }).click();
  await expect(failed).toBeFocused();
  await page.goBack();
  host.answer = null;
  await page.goForward();
  await expect(page.getByRole('heading', { level: 1, name: 'History' })).toBeFocused();
  await page.goBack();
  await expect(page.getByRole('radio', { name: 'SDE 1' })).toBeChecked();
});

test.describe(() => {
  test.use({ serviceWorkers: 'block' });

  test('a visit that begins on a page that does not come shows it as soon as it comes', async ({ page, host, watch }) => {
    watch.allow(/console: Failed to load resource/);
    const pages = /\/pages-\w+\.wasm$/;
    await page.route(pages, (route) => route.abort('internetdisconnected'));
    await page.goto(host.origin + '/a/b/#/data');
    await expect(page.getByRole('heading', { name: 'This page could not be loaded' })).toBeVisible();
    await page.unroute(pages);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Your data' })).toBeFocused();
  });

  test('where a new version has taken the place of the pages, reloading brings it', async ({ page, host, watch }) => {
    watch.allow(/console: Failed to load resource/);
    host.answer = (path) => /\/pages-\w+\.wasm$/.test(path) && { status: 404, body: 'gone' };
    await page.goto(host.origin + '/a/b/#/history');
    await expect(page.getByRole('heading', { name: 'This page could not be loaded' })).toBeVisible();
    host.answer = null;
    await page.getByRole('button', { name: 'Reload' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'History' })).toBeVisible();
  });
});

test('two tabs show the same', async ({ context, page }) => {
  await page.goto('./#/c/customer-obsession/cards');
  const other = await context.newPage();
  await other.goto('./#/c/customer-obsession/cards');
  await rateCard(page, 'Got it');
  await expect(doneToday(other)).toHaveText('1');
  await rateCard(other, 'Got it');
  await expect(doneToday(page)).toHaveText('2');
});

test('a report or a mock from another browser is told apart from a broken link', async ({ page }) => {
  await page.goto('./#/report/elsewhere');
  await expect(page.getByRole('heading', { name: 'This report is not kept here' })).toBeVisible();
  await page.goto('./#/interview/elsewhere');
  await expect(page.getByRole('heading', { name: 'This mock is not running here' })).toBeVisible();
});

test('an address that leads nowhere says so', async ({ page }) => {
  for (const hash of ['#/nowhere', '#/c/unheard-of', '#/mock?c=unheard-of']) {
    await page.goto('./' + hash);
    await expect(page.getByRole('heading', { name: 'This address leads nowhere' })).toBeVisible();
  }
});
