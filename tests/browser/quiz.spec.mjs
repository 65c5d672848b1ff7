// The quiz, the progress that cards and mocks add up to, and cards taken along.

import { readFile } from 'node:fs/promises';

import { axe, expect, started, test } from './support.mjs';
import { STRONG, answerMock, doneToday, rateCard, startMock } from './words.mjs';

const QUIZ = './#/c/customer-obsession/quiz?seed=482913&level=medium';
const asked = (page) => page.locator('#asked .front');
const options = (page) => page.getByRole('article').getByRole('list').getByRole('button');

test('a quiz is taken without a mouse, and its result names every reason', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('main').getByRole('link', { name: /^Quiz/ }).click();
  await page.getByRole('radio', { name: 'Hard' }).check();
  await page.getByRole('button', { name: 'Start the quiz' }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/quiz\?seed=\d+&level=hard$/);
  for (let question = 1; question <= 10; question++) {
    await expect(page.getByText(`Question ${question} of 10`)).toBeVisible();
    // Nothing to go on to yet, and no fifth option.
    await page.keyboard.press('5');
    await expect(page.locator('#next')).toHaveCount(0);
    await page.keyboard.press(question % 2 ? '1' : '2');
    await expect(page.locator('#next')).toBeFocused();
    await expect(page.getByRole('article').getByText(/^✓ /)).toHaveCount(1);
    if (question === 1) await axe(page);
    // A second choice changes nothing.
    await page.keyboard.press('3');
    await page.keyboard.press('Enter');
  }
  const result = page.getByRole('heading', { name: /^\d+ of 10 right$/ });
  await expect(result).toBeFocused();
  const score = Number((await result.textContent()).split(' ')[0]);
  const answers = page.locator('.answers > li');
  await expect(answers).toHaveCount(10);
  await expect(answers.filter({ hasText: '✓ right' })).toHaveCount(score);
  await expect(answers.getByText('Why', { exact: true })).toHaveCount(10);
  await expect(answers.getByText('You chose', { exact: true })).toHaveCount(10 - score);
  await axe(page);
  await page.getByRole('button', { name: 'Another quiz' }).click();
  await expect(page.getByText('Question 1 of 10')).toBeVisible();
});

test('whoever opens the link is asked the same', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(QUIZ);
  await page.getByRole('button', { name: 'Copy a link to this quiz' }).click();
  await expect(page.getByText(/^Copied\./)).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const other = await context.newPage();
  await other.goto(link);
  for (let question = 0; question < 10; question++) {
    await expect(asked(other)).toHaveText(await asked(page).textContent());
    expect(await options(other).allTextContents()).toEqual(await options(page).allTextContents());
    for (const taker of [page, other]) {
      await options(taker).first().click();
      await taker.locator('#next').click();
    }
  }
  await expect(other.getByRole('heading', { name: /of 10 right$/ }))
    .toHaveText(await page.getByRole('heading', { name: /of 10 right$/ }).textContent());
});

test('single keys rest where they are switched off', async ({ page }) => {
  await page.goto('./#/data');
  await page.getByRole('group', { name: /^Single keys/ }).getByRole('radio', { name: 'Off' }).check();
  await page.goto(QUIZ);
  await expect(options(page).first()).toBeVisible();
  await page.keyboard.press('1');
  await options(page).nth(1).click();
  // It was the click that chose.
  await expect(options(page).nth(1)).toContainText(/Your answer/);
});

test('progress brings cards and mocks together, and every chart is a table as well', async ({ page }) => {
  await page.goto('./#/c/customer-obsession/progress');
  await expect(page.getByRole('heading', { name: 'Nothing to see yet' })).toBeVisible();
  await page.goto('./#/c/customer-obsession/cards');
  for (let card = 0; card < 4; card++) await rateCard(page, /^(Good|Got it)/.source);
  await startMock(page, '&think=0&probes=0');
  await answerMock(page, STRONG);
  await page.goto('./#/history');
  await page.getByRole('link', { name: 'See your progress' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Progress' })).toBeFocused();

  const named = page.getByRole('region', { name: 'What you can name, and what you say' });
  const impact = named.getByRole('row', { name: /^Quantified Impact/ });
  await expect(impact).toContainText('shown in 1 of 1');
  await expect(named.getByRole('row', { name: /^Passive Voice/ })).toContainText('in none of 1');

  for (const name of ['Cards to come', 'Reviews done', 'Scores of your mocks']) {
    const chart = page.getByRole('region', { name });
    const drawing = await chart.locator('svg').evaluate((svg) => {
      const { width, height } = svg.querySelector('.first').getBoundingClientRect();
      return { namespace: svg.namespaceURI, isDrawn: width > 0 && height > 0 };
    });
    expect(drawing).toEqual({ namespace: 'http://www.w3.org/2000/svg', isDrawn: true });
    await expect(chart.getByRole('table')).toBeHidden();
    await chart.getByText('The same as a table').click();
    await expect(chart.getByRole('table')).toBeVisible();
  }
  const done = page.getByRole('region', { name: 'Reviews done' }).getByRole('row').last();
  await expect(done.getByRole('cell').first()).toHaveText('4');
  await expect(page.getByRole('region', { name: 'Recalled, and expected' })).toContainText('No card has come back');
  await axe(page);
});

test('the cards go out as a file that Anki reads', async ({ page }) => {
  await page.goto('./#/data');
  await started(page);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download the cards for Anki' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^starling-customer-obsession-\d{4}-\d\d-\d\d\.txt$/);
  const text = await readFile(await download.path(), 'utf8');
  expect(text.split('\n').slice(0, 5)).toEqual(
    ['#separator:tab', '#html:false', '#guid column:1', '#deck column:2', '#tags column:5']);
  expect(text).toContain('customer-obsession/signal/root-cause-fix\tStarling::Customer Obsession\t');
});

test('cards that come back edited keep their schedule, and a bad file changes nothing', async ({ page }) => {
  await page.goto('./#/c/customer-obsession/cards');
  await rateCard(page, 'Got it');
  await page.goto('./#/data');
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download the cards for Anki' }).click();
  const text = await readFile(await (await downloading).path(), 'utf8');
  const cards = text.split('\n').filter((line) => line.startsWith('customer-obsession/')).length;
  const file = page.getByLabel('Text or CSV file with cards');
  const give = (name, words) => file.setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(words) });

  await give('cards.txt', text.replace('\tStarling::Customer Obsession\t', '\t'));
  await expect(page.getByText(/^These cards were not taken in \(line \d+: expected 5 columns/)).toBeVisible();

  await give('cards.txt', text);
  await expect(page.getByText(/Every card in this file is here as it is/)).toBeVisible();

  await give('cards.txt', text.replace('You begin with the customer', 'You start with the customer'));
  await expect(page.getByText(`It would change the words of 1 card. ${cards - 1} others here as they are.`)).toBeVisible();
  await page.getByRole('button', { name: 'Take them in' }).click();
  await expect(page.getByText('1 card taken in.')).toBeVisible();

  await give('own.csv', 'front,back,tags\r\n"Who gained, and what?",The couriers,about::quantified-impact\r\n');
  await expect(page.getByText(`It would add 1 card.`)).toBeVisible();
  await page.getByRole('button', { name: 'Take them in' }).click();
  await give('own.csv', 'front,back,tags\r\n"Who gained, and what?",The couriers,about::quantified-impact\r\n');
  await expect(page.getByText(/Every card in this file is here as it is/)).toBeVisible();

  await page.goto('./#/c/customer-obsession/cards');
  await expect(doneToday(page)).toHaveText('1');
  await page.goto('./#/c/customer-obsession/deck');
  await page.getByRole('radio', { name: 'Your own' }).check();
  await expect(page.getByText('Who gained, and what?')).toHaveCount(1);
});
