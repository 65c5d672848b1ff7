// What comes after a mock: one's own rating beside the rules', an answer beside the one before, and the debrief of several.

import { axe, expect, test } from './support.mjs';
import { RATED, SHORT, SHORTEST, SWAPS, attempt, ladder, loop, restore } from './kept.mjs';
import { STRONG, WEAK, answerMock, startMock } from './words.mjs';

/** Another story without what came of it. */
const NO_NUMBER = SWAPS.replace(/\n\nAllergy complaints[^]*/, '').replace('two hundred ', '');

const region = (page, name) => page.getByRole('region', { name });
const rate = (page, signal, shown) =>
  page.getByRole('group', { name: signal }).getByRole('radio', { name: shown, exact: true });

/** Answers a mock up to the self-rating. */
async function toRating(page, answer) {
  await startMock(page, '&think=0&probes=0');
  await page.getByRole('textbox').fill(answer);
  await page.getByRole('button', { name: 'Finish the answer' }).click();
  await expect(page.getByText('How did it go?')).toBeVisible();
}

test('who rates themselves by keyboard sees their rating beside the rules’, and it stays', async ({ page }) => {
  await toRating(page, WEAK);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await axe(page);
  await page.keyboard.press('Tab');
  await expect(rate(page, 'Self-Initiated', 'Not')).toBeFocused();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(rate(page, 'Self-Initiated', 'Clearly')).toBeChecked();
  await page.getByRole('button', { name: 'Clear my choices' }).press('Enter');
  await expect(rate(page, 'Self-Initiated', 'Clearly')).not.toBeChecked();
  await rate(page, 'Self-Initiated', 'Clearly').check();
  await rate(page, 'Quantified Impact', 'Not').check();
  await page.getByRole('radio', { name: /^4/ }).check();
  await axe(page);
  await page.getByRole('button', { name: 'See the report' }).press('Enter');

  const score = region(page, 'Score');
  await expect(score).toContainText('by you, before');
  const beside = region(page, 'What you heard, and what the rules read');
  await expect(beside).toContainText(/You gave it a 4 .*, the rules a [12]\./);
  await expect(beside.getByRole('row', { name: /Self-Initiated/ })).toContainText('ClearlyNot foundheard more');
  await expect(beside.getByRole('row', { name: /Quantified Impact/ })).toContainText('✓ same');
  await expect(beside.getByRole('row', { name: /Customer Empathy/ })).toHaveCount(0);
  await axe(page);
  await page.reload();
  await expect(beside).toContainText('You gave it a 4');
});

test('who skips the rating finds nothing of it in the report', async ({ page }) => {
  await toRating(page, STRONG);
  await page.getByText('Read my answer again').click();
  await expect(page.locator('.own-rating .answer')).toContainText('I called five of them');
  await page.getByRole('button', { name: 'See the report' }).click();
  await expect(region(page, 'Signals')).toBeVisible();
  await expect(page.getByText('by you, before')).toHaveCount(0);
  await expect(region(page, 'What you heard, and what the rules read')).toHaveCount(0);
});

test('after five rated answers the history says how one hears oneself', async ({ page }) => {
  await restore(page, RATED.slice(0, 4));
  await page.goto('./#/history');
  await expect(page.getByText('Rate yourself in 1 more mock')).toBeVisible();
  await restore(page, RATED);
  await page.goto('./#/history');
  const chart = region(page, 'How you hear your own answers');
  await expect(chart).toContainText(/you give yourself \d\.\d points less than the rules do/);
  await expect(chart).toContainText(/You show more than you hear on: .*Quantified Impact/);
  await expect(chart.getByRole('listitem').filter({ hasText: 'Quantified Impact' })).toContainText('you hear less, 5 answers');
  await chart.getByText('The same as a table').click();
  await expect(chart.getByRole('row')).toHaveCount(6);
  await axe(page);
  // Deleting one leaves too few.
  await page.getByRole('button', { name: /^Delete/ }).first().click();
  await expect(chart).toHaveCount(0);
});

test('a second answer stands beside the first: what came, what went, and whether the change was made', async ({ page }) => {
  await restore(page, [attempt('first', { answer: WEAK, score: 2 })]);
  await page.goto('./#/report/first');
  await expect(region(page, 'Signals')).toBeVisible();
  await expect(region(page, 'Then and now')).toHaveCount(0);

  await startMock(page, '&think=0&probes=0');
  await answerMock(page, STRONG);
  await expect(region(page, 'Score')).toContainText('Your second answer to this question.');
  const beside = region(page, 'Then and now');
  await expect(beside).toContainText(/[12] then, [45] now/);
  await expect(beside).toContainText('✓ It happened');
  await expect(beside.getByRole('row', { name: /Quantified Impact/ })).toContainText('+ gained');
  await expect(beside.getByRole('row', { name: /Manager-Assigned/ })).toContainText('✓ gone');
  await expect(beside.getByRole('row', { name: /^Action/ })).toContainText(/\d+ s.*\d+ s.*84 s/);
  await page.getByRole('button', { name: 'See what changed' }).click();
  await expect(beside.getByRole('heading')).toBeFocused();
  await axe(page);

  // A third one can be held against either.
  await startMock(page, '&think=0&probes=0');
  await answerMock(page, WEAK);
  const which = beside.getByLabel('Compare with the answer of');
  await expect(beside.getByRole('row', { name: /Quantified Impact/ })).toContainText('− lost');
  await which.selectOption({ index: 1 });
  await expect(beside).toContainText(/(\d) then, and \1 now/);
  await expect(beside).toContainText('Not yet');
  await beside.getByRole('link', { name: 'Open the earlier report' }).click();
  await expect(page).toHaveURL(/report\/first/);
});

test('a probe that raises the bar does not find again what was shown before', async ({ page }) => {
  await restore(page, [
    attempt('bar', {
      probes: [
        { probe: 'raise-the-bar', text: 'Complaints would have gone from 40 a week to two a month earlier.', spent: 20 },
        { probe: 'measurable-impact', text: 'Missed refills fell by 38% within a month.', spent: 20 },
      ],
    }),
    attempt('gap', { answer: STRONG.replace(/\n\nAs a result[^]*/, ''), at: 1, probes: [{ probe: 'measurable-impact', text: 'Missed refills fell by 38% within a month, and complaints went from 40 a week to two.', spent: 20 }] }),
  ]);
  await page.goto('./#/report/bar');
  const probes = region(page, 'Probes');
  await expect(probes).toContainText('Nothing more was found');
  await expect(probes).toContainText('Shows again: Quantified Impact');
  await expect(probes).not.toContainText('Now shows');
  await page.goto('./#/report/gap');
  await expect(probes).toContainText('What was open');
  await expect(probes).toContainText('Now shows: Quantified Impact');
  await expect(probes).toContainText('with what the replies say, the answer would read 4 → 5');
  await axe(page);
});

test('a loop ends in a debrief: what its answers cover, the story told twice, and the one thing to work on', async ({ page }) => {
  await restore(page, loop('c1', 3, [STRONG, NO_NUMBER, SHORT]));
  await page.goto('./#/history');
  await page.getByRole('link', { name: 'Debrief: Loop of 3 questions' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page.getByText('All 3 questions answered.')).toBeVisible();
  const one = region(page, 'The one thing to work on');
  await expect(one).toContainText('Show Quantified Impact: it is missing in 1 of 3 answers');
  await expect(one).toContainText(/\d+ cards train it/);
  const covered = region(page, 'Signals over the whole loop');
  await expect(covered.getByRole('row', { name: /Quantified Impact/ })).toContainText(/found.*not found.*found/);
  await expect(covered.getByRole('row', { name: /^Score/ })).toContainText(/Score5[34]5/);
  await expect(region(page, 'Stories')).toContainText('Questions 1 and 3 seem to tell the same story');
  await axe(page);
  await region(page, 'Your answers').getByRole('link').nth(1).click();
  await expect(page).toHaveURL(/report\/c1-2/);
  // The cards that train it are due at once, before any other.
  await page.goBack();
  await one.getByRole('button', { name: 'Practise these cards' }).click();
  await expect(page).toHaveURL(/customer-obsession\/cards$/);
  await expect(page.getByRole('article')).toContainText(/Quantified Impact|number/);
});

test('a loop that is not finished goes on with another question, and answers of their own are no story twice', async ({ page }) => {
  await restore(page, loop('c2', 5, [STRONG, SWAPS]));
  await page.goto('./#/debrief/c2');
  await expect(page.getByText('2 of 5 questions so far.')).toBeVisible();
  await expect(region(page, 'Stories')).toContainText('each answer brings a story of its own');
  await page.getByRole('button', { name: 'Go on with the next question' }).click();
  await expect(page.getByRole('textbox')).toBeVisible();
  const asked = await page.getByRole('heading', { level: 1 }).textContent();
  expect(asked).not.toMatch(/unhappy|further for a customer/);
  await page.getByRole('textbox').fill(STRONG);
  await page.getByRole('button', { name: 'Finish the answer' }).click();
  await expect(page.getByRole('button', { name: 'Next question' })).toBeVisible();
  // It runs now, and the debrief leads back to it.
  await page.goto('./#/debrief/c2');
  await page.getByRole('link', { name: 'Go on with your mock' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(asked);
  await expect(page.getByText('How did it go?')).toBeVisible();
});

test('a ladder is seen rung beside rung: what stays, and what is lost on the way down', async ({ page }) => {
  await restore(page, ladder('c3', [STRONG, SHORT, SHORTEST]));
  await page.goto('./#/debrief/c3');
  await expect(page.getByText('3 of 4 rungs so far.')).toBeVisible();
  await expect(page.getByText('The same story in 30 seconds comes next.')).toBeVisible();
  const kept = region(page, 'What survives the cut');
  await expect(kept).toContainText(/Kept on every rung: .*Quantified Impact/);
  await expect(kept).toContainText(/Gone from (1:30|1:00) on: .*Customer Empathy/);
  const rungs = region(page, 'Rung beside rung');
  await expect(rungs.getByRole('columnheader')).toHaveCount(5);
  await expect(rungs.getByRole('row', { name: /^Action/ })).toContainText('room for 126');
  await expect(rungs.getByRole('row', { name: /^Words/ })).toContainText('no answer');
  await axe(page);
  await page.getByRole('button', { name: 'Go on with the next rung' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Tell me about a time a customer was unhappy');
  await expect(page.getByRole('timer')).toHaveText(/0:(30|29)/);
});

test('a debrief that is not here says so', async ({ page }) => {
  await page.goto('./#/debrief/nowhere');
  await expect(page.getByRole('heading', { level: 1, name: 'This debrief is not kept here' })).toBeVisible();
  await axe(page);
});

for (const width of [360, 1440]) {
  test(`nothing sticks out of what comes afterwards, targets are 44 pixels, and it prints: ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await restore(page, [...RATED, ...loop('c1', 5, [STRONG, WEAK, SHORT, SWAPS, 'xyz']), ...ladder('c3', [STRONG, SHORT, SHORTEST, SHORTEST])]);
    for (const [hash, there] of [
      ['#/history', 'How you hear your own answers'],
      ['#/debrief/c1', 'Stories'],
      ['#/debrief/c3', 'Rung beside rung'],
      ['#/report/r5', 'Then and now'],
    ]) {
      await page.goto('./' + hash);
      await expect(region(page, there)).toBeVisible();
      await expect(page.locator('[aria-busy]')).toHaveCount(0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), hash).toBeLessThanOrEqual(0);
      const small = await page.evaluate(() =>
        [...document.querySelectorAll('main :is(a, button, select, summary, th a)')]
          .filter((element) => element.checkVisibility() && !element.closest('p'))
          .map((element) => [element.textContent.slice(0, 40), element.getBoundingClientRect()])
          .filter(([, box]) => box.height < 43.5 || box.width < 43.5)
          .map(([name, box]) => `${name}: ${box.width} × ${box.height}`));
      expect(small, hash).toEqual([]);
      await page.emulateMedia({ media: 'print' });
      await expect(region(page, there)).toBeVisible();
      await expect(page.getByRole('button', { name: 'Print', exact: true })).toBeHidden();
      await page.emulateMedia({ media: null });
    }
  });
}
