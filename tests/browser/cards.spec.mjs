// A sitting of cards: by keys and by touch, undone, planned for a day, in one's own words.

import { axe, expect, started, test } from './support.mjs';
import { WEAK, answerMock, doneToday, rateCard, startMock } from './words.mjs';

const CARDS = './#/c/customer-obsession/cards';
const DAY = 24 * 3600 * 1000;

const count = (page, of) => page.locator('.counts dt', { hasText: of }).locator('xpath=../dd');
const card = (page) => page.getByRole('article');
const said = (page) => page.locator('.deed');
/** A day as the date field takes it. */
const day = (time) => new Date(time).toISOString().slice(0, 10);

/** What is kept, but for the tombstones of what was undone. */
const kept = (page) => page.evaluate(() =>
  Object.entries(localStorage).filter(([key]) => key.includes(':e:')).length);

test('a whole sitting goes by keys, and every step of it is undone', async ({ page }) => {
  await page.goto(CARDS);
  await started(page);
  const press = (key) => page.keyboard.press(key);
  const states = [];
  const state = async () => [await card(page).locator('.front').textContent(), await count(page, 'Due').textContent(), await count(page, 'New').textContent(), await doneToday(page).textContent()];
  for (let n = 0; n < 22; n++) {
    states.push(await state());
    const front = states.at(-1)[0];
    if (n === 5) await press('s');
    else if (n === 9) await press('b');
    else {
      await press(n % 2 ? 'Enter' : ' ');
      await expect(page.getByRole('group', { name: 'How well did you know it?' })).toBeVisible();
      await press(n % 4 === 3 ? '1' : '2');
    }
    await expect.poll(state).not.toEqual(states.at(-1));
    if (n === 0) expect(front).toContain('Customer Obsession');
  }
  while (states.length > 0) {
    await press('z');
    const before = states.pop();
    await expect.poll(state).toEqual(before);
    if (states.length === 9) await expect(said(page)).toContainText('Undone: burying “');
    if (states.length === 5) await expect(said(page)).toContainText('Undone: suspending “');
    if (states.length === 3) await expect(said(page)).toContainText('Undone: “Again” on “');
    if (states.length === 1) await expect(said(page)).toContainText('Undone: “Got it” on “');
  }
  await expect(page.getByRole('button', { name: /^Undo/ })).toHaveCount(0);
  await page.reload();
  await expect(doneToday(page)).toHaveText('0');
});

test('the keys are listed, do nothing where one types, and can be turned off', async ({ page }) => {
  await page.goto(CARDS);
  await started(page);
  await page.keyboard.press('?');
  await expect(page.getByRole('region', { name: 'Keys' })).toContainText('Suspend it');
  await axe(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: 'Keys' })).toHaveCount(0);
  await page.keyboard.press('f');
  await expect(card(page)).toContainText('flagged');
  await page.keyboard.press('n');
  await expect(page.getByRole('textbox', { name: 'Note' })).toBeFocused();
  await page.keyboard.type('s b z 1? My own note.');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.keyboard.press('Space');
  await expect(card(page)).toContainText('s b z 1? My own note.');
  await expect(doneToday(page)).toHaveText('0');

  await page.goto('./#/data');
  await page.getByRole('group', { name: /^Single keys/ }).getByRole('radio', { name: 'Off' }).check();
  await page.goto(CARDS);
  for (const key of ['Space', 's', 'b', '?']) await page.keyboard.press(key);
  await expect(page.getByRole('button', { name: /^Show the answer/ })).toBeVisible();
  await expect(count(page, 'New')).toHaveText('20');
});

test('a card takes other words and keeps its place; its edit is undone', async ({ page }) => {
  await page.goto(CARDS);
  await started(page);
  await page.keyboard.press('e');
  await page.getByRole('textbox', { name: 'Front' }).fill('What is it about, in my words?');
  await page.getByRole('textbox', { name: 'Back' }).fill('The customer first.');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(card(page)).toContainText('What is it about, in my words?');
  await rateCard(page, 'Got it');
  await page.reload();
  await page.goto('./#/c/customer-obsession/deck');
  await expect(page.getByText('The customer first.')).toBeVisible();
  await page.goto(CARDS);
  await page.keyboard.press('z');
  await expect(card(page)).toContainText('What is it about, in my words?');
  await page.goto('./#/c/customer-obsession/deck');
  await page.getByRole('button', { name: /^Original words:/ }).click();
  await expect(page.getByText('The customer first.')).toHaveCount(0);
});

test('four buttons come by choice, each with its interval', async ({ page }) => {
  await page.goto(CARDS);
  await page.locator('#plan summary').click();
  await page.getByRole('group', { name: 'Buttons' }).getByRole('radio', { name: /^Four/ }).check();
  await page.getByRole('button', { name: /^Show the answer/ }).click();
  const buttons = page.getByRole('group', { name: 'How well did you know it?' }).getByRole('button');
  await expect(buttons).toHaveText([/Again1 min/, /Hard5 min/, /Good10 min/, /Easy15 d/]);
  await page.keyboard.press('4');
  await expect(doneToday(page)).toHaveText('1');
});

test('a day for the interview bends the schedule, tells how ready one is, and is asked about afterwards', async ({ page }) => {
  await page.clock.install({ time: new Date('2026-03-02T10:00:00') });
  await page.goto(CARDS);
  await page.locator('#plan summary').click();
  await page.getByLabel('Day of the interview').fill('2026-03-08');
  await expect(page.locator('#plan summary')).toContainText('Interview in 6 days, 8 Mar 2026');
  await expect(page.locator('#plan')).toContainText('If you keep to this plan');
  await expect(page.locator('#plan')).toContainText('Meet what you have not seen yet');
  await page.getByRole('group', { name: 'Buttons' }).getByRole('radio', { name: /^Four/ }).check();
  await page.getByRole('button', { name: /^Show the answer/ }).click();
  const easy = page.getByRole('button', { name: /^Easy/ });
  // Fifteen days without an interview.
  await expect(easy).toContainText('6 d');
  await easy.click();
  for (let n = 1; n < 3; n++) {
    await expect(doneToday(page)).toHaveText(String(n));
    await rateCard(page, 'Easy');
  }
  await expect(doneToday(page)).toHaveText('3');
  // In the last three days what was seen comes once more.
  await page.clock.setFixedTime(new Date('2026-03-05T10:00:00'));
  await page.reload();
  await expect(count(page, 'Due')).toHaveText('1');
  await expect(card(page)).toContainText('last look');
  await page.clock.setFixedTime(new Date('2026-03-08T10:00:00'));
  await page.reload();
  await expect(page.locator('#plan summary')).toContainText('Interview today');

  await page.clock.setFixedTime(new Date('2026-03-09T10:00:00'));
  await page.reload();
  const went = page.getByRole('region', { name: 'How did it go?' });
  await expect(went).toContainText('8 Mar 2026');
  await went.getByRole('button', { name: 'Some of it' }).click();
  const next = page.getByRole('region', { name: 'What next?' });
  await axe(page);
  await next.getByRole('button', { name: 'A few cards a day' }).click();
  await expect(next).toHaveCount(0);
  await expect(page.locator('#plan summary')).toContainText('Your plan');
  await expect(count(page, 'New')).toHaveText('5');
  await page.reload();
  await expect(page.getByRole('region', { name: 'How did it go?' })).toHaveCount(0);
});

test('what is said to a card is read and compared', async ({ page }) => {
  await page.goto(CARDS);
  await started(page);
  const typed = page.getByRole('textbox', { name: /^Your words/ });
  // Signals come first; the first to say comes soon.
  for (let n = 0; n < 30 && (await card(page).getByText('Say it', { exact: true }).count()) === 0; n++) {
    await page.keyboard.press('b');
    await expect(said(page)).toContainText('Buried');
  }
  await expect(card(page)).toContainText('Say a sentence of your own');
  const name = await card(page).locator('.front').textContent();
  await typed.fill('Complaints fell by 38% within a month, and I noticed it myself before anybody asked, so I followed it down to the cause.');
  await typed.press('Enter');
  await expect(card(page).getByText('You said')).toBeVisible();
  await expect(card(page).locator('.heard-as')).toContainText(new RegExp(`(Heard|Not heard yet): ${name}`));
  await axe(page);
  await page.keyboard.press('2');
  await expect(doneToday(page)).toHaveText('1');
});

test('a card is made from what an answer lacked, and cards can be asked for', async ({ page }) => {
  await startMock(page, '&think=0&probes=0');
  await answerMock(page, WEAK);
  await page.goto('./#/c/customer-obsession/deck');
  const made = page.getByRole('region', { name: 'From your answers' });
  const row = made.getByRole('listitem').filter({ hasText: 'Quantified Impact' });
  await row.getByRole('button', { name: 'Make this card' }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole('radio', { name: 'Your own' }).check();
  const own = page.getByRole('listitem').filter({ hasText: 'From your answer' });
  await own.getByRole('button', { name: /^Due now/ }).click();
  await page.getByRole('link', { name: 'Review cards' }).click();
  await expect(card(page)).toContainText('asked for');
  await expect(card(page)).toContainText('Quantified Impact');
  await expect(page.getByRole('textbox', { name: /^Your words/ })).toBeVisible();

  await page.goBack();
  await page.getByRole('button', { name: 'Write a card of your own' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Both sides need words.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Front' }).fill('Why this company?');
  await page.getByRole('textbox', { name: 'Back' }).fill('Because of the parents at the school.');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('radio', { name: 'Your own' }).check();
  await page.getByRole('button', { name: 'Delete: Why this company?' }).click();
  await expect(page.getByText('Why this company?', { exact: true })).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('Why this company?', { exact: true })).toBeVisible();
});

test('practice leaves what is kept as it is', async ({ page }) => {
  await page.goto(CARDS);
  await page.locator('#plan summary').click();
  await page.getByRole('group', { name: 'New cards a day' }).getByRole('radio', { name: '0', exact: true }).check();
  await expect(page.getByRole('heading', { name: 'Done for today' })).toBeVisible();
  const before = await kept(page);
  await page.getByRole('button', { name: 'Cram all cards' }).click();
  await expect(page.getByText('Practice: your schedule stays as it is.')).toBeVisible();
  const left = Number(await count(page, 'Left').textContent());
  expect(left).toBeGreaterThan(100);
  await rateCard(page, 'Got it');
  await rateCard(page, 'Again');
  await expect(count(page, 'Left')).toHaveText(String(left - 1));
  await page.keyboard.press('z');
  await expect(count(page, 'Missed')).toHaveText('0');
  await page.getByRole('button', { name: 'Back to the schedule' }).click();
  await expect(page.getByRole('heading', { name: 'Done for today' })).toBeVisible();
  expect(await kept(page)).toBe(before);
});

test('a missed fortnight shows no more than a day asks for', async ({ page }) => {
  await page.clock.install({ time: new Date('2026-03-02T10:00:00') });
  await page.goto(CARDS);
  await page.locator('#plan summary').click();
  await page.getByRole('group', { name: 'Buttons' }).getByRole('radio', { name: /^Four/ }).check();
  for (let n = 0; n < 20; n++) {
    await rateCard(page, 'Easy');
    await expect(doneToday(page)).toHaveText(String(n + 1));
  }
  await page.getByRole('group', { name: 'Cards a day in all, at most' }).getByRole('radio', { name: '20' }).check();
  await page.clock.setFixedTime(new Date('2026-04-10T10:00:00'));
  await page.reload();
  await expect(doneToday(page)).toHaveText('0');
  const due = Number(await count(page, 'Due').textContent());
  expect(due + Number(await count(page, 'New').textContent())).toBeLessThanOrEqual(20);
  expect(due).toBeGreaterThan(5);
});

test.describe('by touch', () => {
  test.use({ hasTouch: true, viewport: { width: 360, height: 800 } });

  test('a swipe turns and rates a card, and the buttons stay', async ({ page }) => {
    await page.goto(CARDS);
    await started(page);
    const debug = await page.context().newCDPSession(page);
    const swipe = async (from, to) => {
      const { y } = await card(page).boundingBox();
      const touch = (type, x) => debug.send('Input.dispatchTouchEvent', { type, touchPoints: x === null ? [] : [{ x, y: y + 60 }] });
      await touch('touchStart', from);
      for (let n = 1; n <= 4; n++) await touch('touchMove', from + ((to - from) * n) / 4);
      await touch('touchEnd', null);
    };
    await swipe(260, 100);
    await expect(page.getByRole('group', { name: 'How well did you know it?' })).toBeVisible();
    await swipe(100, 260);
    await expect(doneToday(page)).toHaveText('1');
    await page.getByRole('button', { name: /^Show the answer/ }).click();
    await swipe(260, 100);
    await expect(doneToday(page)).toHaveText('2');
    await page.getByRole('button', { name: /^Undo/ }).click();
    await expect(said(page)).toContainText('“Again”');
  });
});

test('with reduced motion the flip is a fade', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(CARDS);
  await page.getByRole('button', { name: /^Show the answer/ }).click();
  const [back, turned] = await page.evaluate(() =>
    ['.card .back', '.card.turned'].map((selector) => getComputedStyle(document.querySelector(selector)).animationName));
  expect([back, turned]).toEqual(['fade', 'none']);
});
