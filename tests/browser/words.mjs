// What the journeys type, and the steps that several of them share.

import { expect } from './support.mjs';

/** A strong answer: all five signals, no red flag. */
export const STRONG = `Last spring I was helping my mother refill her prescription on our own app when I noticed that the reminder had never arrived. There was no ticket for it and it was not my team's service, but I decided to look into it that same evening.

I needed to find out whether other patients were hit as well. I called five of them, and three had gone home without their medicine. I traced the problem to the messaging service, which dropped every reminder to a phone number with a country code. I wrote the fix myself, I agreed the release with the notifications team and with support, and I stayed with it until the last patient confirmed that her reminder had come. I also added an alert and a test for every format, so that it can't come back.

As a result, missed refills fell by 38% within a month, and complaints about reminders went from 40 a week to two.`;

/** A weak one: assigned, patched, without a number. */
export const WEAK = `My manager asked me to look at the checkout page because I had some time that week. There were errors in the logs, so we restarted the service every morning and the errors stopped. The customer was happy with us in the end and everybody in the team was glad that it was over, and then we went back to our sprint.`;

/** About 400 words. */
export const LONG = `${STRONG}\n\n${STRONG}\n\n${STRONG}`.split(/(?<=\s)/).slice(0, 400).join('');

/** Opens a mock with these settings and starts it. */
export async function startMock(page, settings = '') {
  await page.goto(`./#/mock?c=customer-obsession&q=unhappy-customer&level=sde2&lens=none&total=120${settings}`);
  await page.getByRole('button', { name: 'Start the mock' }).click();
}

/** Answers the mock that has just begun, replies to its probes, and waits for the report. */
export async function answerMock(page, answer, replies = []) {
  const field = page.getByRole('textbox');
  await field.fill(answer);
  await page.getByRole('button', { name: 'Finish the answer' }).click();
  for (const [n, reply] of replies.entries()) {
    await expect(page.getByText(`Probe ${n + 1} of ${replies.length}`)).toBeVisible();
    await field.fill(reply);
    await page.getByRole('button', { name: 'Next' }).click();
  }
  await page.getByRole('button', { name: 'See the report' }).click();
  await expect(page.getByRole('region', { name: 'Score' })).toBeVisible();
}

/** Turns the card that is shown, and rates it. */
export async function rateCard(page, rating) {
  await page.getByRole('button', { name: /^Show the answer/ }).click();
  await page.getByRole('button', { name: new RegExp(`^${rating}`) }).click();
}

/** How many cards are done today. */
export const doneToday = (page) => page.locator('dt', { hasText: 'Done today' }).locator('xpath=../dd');
