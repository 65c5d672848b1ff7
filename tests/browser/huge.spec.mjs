// A book pasted into the answer: the page goes on answering.

import { expect, test } from './support.mjs';
import { STRONG, startMock } from './words.mjs';

/** 1 MB of story. */
const MEGABYTE = `${STRONG}\n\n`.repeat(Math.ceil(1_000_000 / (STRONG.length + 2))).slice(0, 1_000_000);

/** Notes how long each task took that took longer than 50 ms, and what in it was the page's own. */
async function noteLongTasks(page) {
  await page.evaluate(() => {
    window.tasks = [];
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) window.tasks.push([Math.round(startTime), Math.round(duration)]);
    }).observe({ entryTypes: ['longtask'] });
    // Everything that runs in a task of ours: the longest.
    window.frames = [];
    new PerformanceObserver((list) => {
      for (const frame of list.getEntries()) {
        for (const script of frame.scripts) window.frames.push([script.invoker, Math.round(script.duration), Math.round(script.forcedStyleAndLayoutDuration)]);
      }
    }).observe({ type: 'long-animation-frame' });
  });
}
const tasks = (page) => page.evaluate(() => ({ long: window.tasks.splice(0), scripts: window.frames.splice(0) }));

test('a megabyte pasted', async ({ page }) => {
  test.setTimeout(120_000);
  await startMock(page, '&think=0&probes=0');
  const field = page.getByRole('textbox');
  await field.fill('I noticed it');
  await noteLongTasks(page);
  // The browser's own part: the same text in a bare field of the same look.
  const bare = await page.evaluate((text) => {
    const field = document.createElement('textarea');
    document.querySelector('#answer').after(field);
    const start = performance.now();
    field.value = text;
    field.getBoundingClientRect();
    const took = performance.now() - start;
    field.remove();
    return took;
  }, MEGABYTE);
  await page.waitForTimeout(1000);
  console.log('bare field', Math.round(bare), JSON.stringify(await tasks(page)));
  await field.focus();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((text) => navigator.clipboard.writeText(text), MEGABYTE);
  await tasks(page);
  await page.keyboard.press('Control+V');
  await page.waitForTimeout(3000);
  console.log('pasted', JSON.stringify(await tasks(page)));
  await page.keyboard.type(' and more');
  await page.waitForTimeout(3000);
  console.log('typed', JSON.stringify(await tasks(page)));
  await page.getByRole('button', { name: 'Finish the answer' }).click();
  await expect(page.getByRole('region', { name: 'Score' })).toBeVisible();
  await page.waitForTimeout(2000);
  console.log('finished', JSON.stringify(await tasks(page)));
  console.log(await page.getByRole('region', { name: 'Score' }).innerText());
});
