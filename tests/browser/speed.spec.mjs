// How fast it answers. These tests run when all others are done, so that nothing else takes the processor.

import { expect, test } from './support.mjs';
import { LONG, startMock } from './words.mjs';

test('once its code is compiled, the report of 400 words is drawn within 50 ms of the click, with the processor slowed four times', async ({ page }) => {
  const debug = await page.context().newCDPSession(page);
  const times = [];
  for (let i = 0; i < 9; i++) {
    await startMock(page, '&think=0&probes=0');
    await page.getByRole('textbox').fill(LONG);
    // As after any pause in typing: the draft is kept, and the browser has come to rest.
    await expect.poll(() => page.evaluate(() => JSON.stringify({ ...localStorage }))).toContain(LONG.slice(-40).trim());
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
    await page.evaluate(() => {
      window.took = new Promise((resolve) => {
        let clicked;
        addEventListener('click', () => { clicked = performance.now(); }, { capture: true, once: true });
        new MutationObserver((_, observer) => {
          if (!document.querySelector('.verdict')) return;
          observer.disconnect();
          // Once the frame that shows it is drawn.
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - clicked)));
        }).observe(document.body, { childList: true, subtree: true });
      });
    });
    await debug.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await page.getByRole('button', { name: 'Finish the answer' }).click();
    times.push(await page.evaluate(() => window.took));
    await debug.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  }
  // The first report of a visit also waits for the browser to compile the code and to load its fonts; it is told,
  // and not held to the limit.
  const [first, ...later] = times.map(Math.round);
  later.sort((a, b) => a - b);
  console.log(`report of 400 words, processor slowed four times: first ${first} ms, later ${later.join(', ')} ms`);
  expect(later[4]).toBeLessThanOrEqual(50);
});
