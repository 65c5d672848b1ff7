// How soon it records, and how soon it no longer hears.

import { MICROPHONE, recording, speakMock, watchMicrophone } from './microphone.mjs';
import { expect, test } from './support.mjs';

test.use(MICROPHONE);

test('an answer is recorded within 300 ms of the click, and the microphone is let go within 200', async ({ page }) => {
  const sinceClick = async (what) => {
    await expect.poll(() => page.evaluate((what) => seen[what] > seen.click, what)).toBe(true);
    return page.evaluate((what) => Math.round(seen[what] - seen.click), what);
  };
  await watchMicrophone(page);
  await speakMock(page, '&think=30&probes=1');
  await expect(page.getByText('The microphone is ready.')).toBeVisible();
  await page.getByRole('button', { name: 'Start answering' }).click();
  const warm = await sinceClick('recorded');
  await expect(recording(page)).toBeVisible();
  await page.getByRole('button', { name: 'Finish the answer' }).click();
  await expect(page.getByRole('textbox', { name: 'What you said' })).toBeVisible();
  await page.getByRole('button', { name: 'Go on' }).click();
  const cold = await sinceClick('recorded');
  await expect(recording(page)).toBeVisible();
  await page.getByRole('link', { name: 'History' }).click();
  const gone = await sinceClick('stopped');
  console.log(`recorded after ${warm} ms, the reply after ${cold} ms; let go after ${gone} ms`);
  expect(Math.max(warm, cold), 'from the click to the recording, in ms').toBeLessThan(300);
  expect(gone, 'from leaving to the silent microphone, in ms').toBeLessThan(200);
});
