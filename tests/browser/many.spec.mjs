// 2,000 cards and 50,000 reviews. These run when all others are done, so that nothing else takes the processor.

import { crc32 } from 'node:zlib';

import { expect, started, test } from './support.mjs';
import { doneToday } from './words.mjs';

const CARDS = 2000;
const REVIEWS = 50_000;
const OWN = 1855;

/** A backup: fifty reviews a day for a thousand days until today, and cards of one's own. */
function backup() {
  const lines = [];
  const ids = Array.from({ length: CARDS }, (_, n) => n < OWN ? `own/${n.toString(16).padStart(12, '0')}` : `phrase/some-words-${n}`);
  const start = Date.now() - 1001 * 86_400_000;
  const record = (id, at, fact) => lines.push(JSON.stringify({ id, at, fact }));
  const pad = (n, width) => n.toString(36).padStart(width, '0');
  for (let n = 0; n < OWN; n++) {
    const card = { id: ids[n], front: `How do I say number ${n} in the words of my own story?`, back: 'I saw it, I asked them, and I mended it.', about: null };
    record(`k3f9a2-0000000-${pad(n + 1, 4)}`, start + n, { wrote: { competency: 'customer-obsession', card } });
  }
  for (let n = 0; n < REVIEWS; n++) {
    const at = start + 3_600_000 + Math.floor(n / 50) * 86_400_000 + (n % 50) * 15_000;
    const rating = ['good', 'good', 'again', 'good', 'easy', 'good', 'hard', 'good'][n % 8];
    record(`k3f9a2-${pad(Math.floor(n / 50) + 1, 7)}-${pad((n % 50) + 1, 4)}`, at, { reviewed: { competency: 'customer-obsession', card: ids[(n * 7) % CARDS], rating } });
  }
  const body = lines.map((line) => line + '\n').join('');
  const header = { format: 'starling-backup', version: 3, count: lines.length, checksum: crc32(body).toString(16).padStart(8, '0') };
  return JSON.stringify(header) + '\n' + body;
}

/**
 * From the beginning of the visit until the app's first page is there, in milliseconds. The best of some visits: what else
 * runs on the machine is not the page's doing.
 */
async function ready(page, visits) {
  const times = [];
  for (let n = 0; n < visits; n++) {
    await page.goto('about:blank');
    await page.goto('./#/');
    await started(page);
    times.push(await page.evaluate(() => window.readyAt));
  }
  return Math.min(...times);
}

test('with 2,000 cards and 50,000 reviews the app starts, answers keys and keeps room', async ({ page }) => {
  test.setTimeout(240_000);
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (document.documentElement.dataset.app !== 'started') return;
      observer.disconnect();
      window.readyAt = performance.now();
    }).observe(document, { subtree: true, attributes: true, childList: true });
  });
  await page.goto('./#/');
  await started(page);
  const empty = await ready(page, 7);

  await page.goto('./#/data');
  await page.getByLabel('Backup file').setInputFiles({ name: 'many.jsonl', mimeType: 'text/plain', buffer: Buffer.from(backup()) });
  await expect(page.getByText(/50000 reviews/)).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Add them' }).click();
  await expect(page.getByText(/^Restored:/)).toBeVisible({ timeout: 60_000 });
  const units = await page.evaluate(() => {
    const all = Object.entries(localStorage).map(([key, value]) => [key.includes(':e:many-'), key.length + value.length]);
    const sum = (list) => list.reduce((sum, [, units]) => sum + units, 0);
    return { all: sum(all), reviews: sum(all.filter(([is]) => is)) };
  });
  console.log(`50,000 reviews take ${units.reviews} UTF-16 units (${(units.reviews / REVIEWS).toFixed(1)} a review), everything ${units.all}`);
  expect(units.reviews).toBeLessThanOrEqual(5_242_880 / 2);

  const full = await ready(page, 7);
  console.log(`ready: ${Math.round(empty)} ms empty, ${Math.round(full)} ms with 2,000 cards and 50,000 reviews`);
  expect(full - empty).toBeLessThanOrEqual(150);

  await page.goto('./#/c/customer-obsession/cards');
  await expect(page.getByRole('button', { name: /^Show the answer/ })).toBeVisible();
  await page.evaluate(() => {
    window.frames = [];
    // From the key until the frame that shows what it did is drawn, the wait for the frame included.
    addEventListener('keydown', (event) => {
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => window.frames.push(performance.now() - event.timeStamp);
        channel.port2.postMessage(null);
      });
    }, { capture: true });
  });
  const debug = await page.context().newCDPSession(page);
  await debug.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const rounds = [];
  for (let round = 0; round < 3; round++) {
    const keys = [];
    for (let n = 0; n < 40; n++) keys.push('Space', n % 5 ? '2' : '1');
    for (let n = 0; n < 10; n++) keys.push('z', 'f', 'b', 's', 'z');
    await page.evaluate(() => { window.frames = []; });
    for (const key of keys) {
      await page.keyboard.press(key);
      await page.waitForTimeout(150);
    }
    const frames = (await page.evaluate(() => window.frames)).sort((a, b) => a - b);
    const at = (share) => Math.round(frames[Math.min(frames.length - 1, Math.floor(frames.length * share))]);
    console.log(`${frames.length} keys, processor slowed four times: median ${at(0.5)} ms, 98 % within ${at(0.98)} ms, longest ${at(1)} ms`);
    expect(frames.length).toBe(keys.length);
    rounds.push(at(0.98));
  }
  await debug.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  // The best, for the same reason.
  expect(Math.min(...rounds)).toBeLessThanOrEqual(50);
  await expect(doneToday(page)).not.toHaveText('0');
});
