// A mock from set-up to the end of its course: what is agreed, the clock, the parts, several in a row, two tabs.

import { expect, started, test } from './support.mjs';
import { STRONG, WEAK, answerMock, startMock } from './words.mjs';

const field = (page) => page.getByRole('textbox');
const clock = (page) => page.getByRole('timer');
const press = (page, name) => page.getByRole('button', { name, exact: true }).click();

/** The records kept of attempts, with the draft of the mock under way. */
const kept = (page) =>
  page.evaluate(() => {
    const values = Object.entries(localStorage).map(([key, value]) => [key, value.split('|').slice(2).join('|')]);
    const attempts = values.filter(([key, value]) => key.includes(':e:') && value.includes('"attempted"'));
    const drafts = values.filter(([key]) => key.includes(':draft:'));
    return {
      attempts: attempts.map(([, value]) => JSON.parse(value).fact.attempted),
      drafts: drafts.map(([, value]) => JSON.parse(value)),
    };
  });

/** Time stands still but for what the test lets pass. */
async function stopTime(page) {
  await page.clock.install({ time: new Date('2026-03-02T20:00:00') });
  await page.goto('./');
  await started(page);
  await page.clock.pauseAt(new Date('2026-03-02T20:10:00'));
}

/** Notes every change of what the page says by itself. */
async function listen(page) {
  await page.evaluate(() => {
    window.said = [];
    const regions = document.querySelectorAll('main [role=status], main [aria-live=polite], main [aria-live=assertive]');
    for (const region of regions) {
      new MutationObserver(() => window.said.push(region.textContent)).observe(region, { childList: true, characterData: true, subtree: true });
    }
  });
}

test('whoever just wants to begin presses once, and going back leads to the set-up', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('link', { name: 'Start a mock now' }).click();
  await expect(page.getByText('Think first')).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('button', { name: 'Start the mock' })).toBeVisible();
  await expect(page).not.toHaveURL(/start=/);
});

test('the set-up remembers what was chosen last, and sums up what it folds away', async ({ page }) => {
  await page.goto('./#/mock');
  await page.getByRole('radio', { name: 'Google' }).check();
  await press(page, 'A question of Google’s own');
  await expect(page).toHaveURL(/q=google-users-said/);
  await page.getByRole('radio', { name: '3 in a row' }).check();
  await page.getByRole('radio', { name: '1:30' }).check();
  const more = page.getByText('More settings');
  await expect(more).toContainText('30 s to think · 2 probes of 45 s · clock counts down · hints on demand');
  await more.click();
  await page.getByRole('group', { name: 'Follow-up probes' }).getByRole('radio', { name: '1' }).check();
  await page.getByRole('group', { name: 'Time for each probe' }).getByRole('radio', { name: '60 s' }).check();
  await page.getByRole('radio', { name: 'Counts up' }).check();
  await page.getByRole('radio', { name: 'Not at all' }).check();
  await page.getByRole('radio', { name: '×1.5' }).check();
  const summary = '30 s to think · 1 probe of 60 s · clock counts up · no hints · all times ×1.5';
  await expect(more).toContainText(summary);
  await press(page, 'Start the mock');
  await expect(clock(page)).toHaveText(/0:0\d\s*of 0:45/);
  await expect(page.getByText('Question 1 of 3')).toBeVisible();
  await expect(page.getByText('Hints')).toHaveCount(0);

  await page.goto('./#/mock');
  await expect(more).toContainText(summary);
  await expect(page.getByRole('radio', { name: '3 in a row' })).toBeChecked();
  await expect(page.getByRole('radio', { name: 'Google' })).toBeChecked();
  await expect(page).toHaveURL(/q=google-users-said/);
  // What somebody needs for themself is in no link.
  await expect(page).not.toHaveURL(/150|stretch/);
});

test('a link carries a course, a clock out of sight, and no hints', async ({ page }) => {
  await page.goto('./#/mock?c=customer-obsession&row=ladder&clock=hidden&hints=off&think=15');
  await expect(page.getByRole('radio', { name: 'Compression ladder' })).toBeChecked();
  await expect(page.getByText('More settings')).toContainText('15 s to think · clock out of sight · no hints');
  // The rungs have times of their own, and no probes.
  await expect(page.getByRole('group', { name: 'Time for the answer' })).toHaveCount(0);
  await expect(page.getByText('About 7 minutes in all.')).toBeVisible();
});

test('what is noted while thinking stays beside the answer and in the probes', async ({ page }) => {
  await startMock(page, '&think=30&probes=1');
  await page.getByText('Hints', { exact: true }).click();
  await expect(page.getByText('I noticed it myself')).toBeVisible();
  await expect(page.getByText('Quantified Impact', { exact: true })).toBeVisible();
  await page.getByLabel('Notes').fill('Pharmacy, five calls');
  await page.reload();
  await expect(page.getByLabel('Notes')).toHaveValue('Pharmacy, five calls');
  await press(page, 'Start answering');
  await expect(field(page)).toBeFocused();
  await expect(page.getByText('Pharmacy, five calls')).toBeVisible();
  await page.getByText('Your notes').click();
  await expect(page.getByText('Pharmacy, five calls')).toBeHidden();
  await field(page).fill(WEAK);
  await press(page, 'Finish the answer');
  await expect(page.getByText('Probe 1 of 1')).toBeVisible();
  await expect(page.getByText('Pharmacy, five calls')).toBeVisible();
  await press(page, 'Next');
  await press(page, 'See the report');
  await expect(page.getByRole('region', { name: 'Score' })).toBeVisible();
  expect((await kept(page)).attempts[0].notes).toBe('Pharmacy, five calls');
});

test('a mock without thinking begins with the hands on the keys', async ({ page }) => {
  await startMock(page, '&think=0&probes=0');
  await expect(field(page)).toBeFocused();
  await expect(field(page)).toHaveAccessibleDescription(/Tell me about a time/);
});

test('one key marks the parts while somebody types, a slip is taken back, and the times are kept', async ({ page }) => {
  await stopTime(page);
  await startMock(page, '&think=0&probes=0');
  await field(page).pressSequentially('I saw it.');
  await expect(page.getByText('By the plan: situation and task until 0:21')).toBeVisible();
  await page.clock.runFor(10_000);
  await field(page).press('Alt+Enter');
  await expect(page.getByText('Situation and task: 10 s of about 21 s')).toBeVisible();
  await page.clock.runFor(20_000);
  await press(page, 'Action begins Alt+Enter');
  // The button takes neither the focus nor the words.
  await expect(field(page)).toBeFocused();
  await expect(field(page)).toHaveValue('I saw it.');
  await page.clock.runFor(5_000);
  await expect(page.getByText('Action: 5 s of about 84 s')).toBeVisible();
  await press(page, 'Back to task');
  await expect(page.getByText('Situation and task: 35 s of about 21 s')).toBeVisible();
  await field(page).press('Alt+Enter');
  await page.clock.runFor(30_000);
  await field(page).press('Alt+Enter');
  await expect(page.getByRole('button', { name: 'This is the last part' })).toBeVisible();
  await field(page).press('Alt+Enter');
  await page.reload();
  await expect(page.getByRole('button', { name: 'This is the last part' })).toBeVisible();
  await page.clock.runFor(10_000);
  await press(page, 'Finish the answer');
  await press(page, 'See the report');
  await expect.poll(async () => (await kept(page)).attempts.length).toBe(1);
  expect((await kept(page)).attempts[0].marks).toEqual([10_000, 35_000, 65_000]);
});

test('a single key marks a part outside of the text field, unless single keys are turned off', async ({ page }) => {
  await startMock(page, '&think=0&probes=0');
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('m');
  await expect(page.getByRole('button', { name: /^Action begins/ })).toBeVisible();
  await field(page).pressSequentially('mm');
  await expect(page.getByRole('button', { name: /^Action begins/ })).toBeVisible();
  await page.goto('./#/data');
  await page.getByRole('group', { name: /^Single keys/ }).getByRole('radio', { name: 'Off' }).check();
  await page.goto('./');
  await page.getByRole('link', { name: 'Go on with your mock' }).click();
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('m');
  await expect(page.getByRole('button', { name: /^Action begins/ })).toBeVisible();
  await page.keyboard.press('Alt+Enter');
  await expect(page.getByRole('button', { name: /^Result begins/ })).toBeVisible();
});

test('the clock is paused, extended as often as wanted, and never cuts anybody off', async ({ page }) => {
  await stopTime(page);
  await startMock(page, '&think=0&probes=0');
  await page.clock.runFor(20_000);
  await press(page, 'Pause');
  await expect(clock(page)).toHaveText(/1:40\s*paused/);
  await page.clock.runFor(600_000);
  await field(page).fill('Written while the clock stands still. ');
  await page.clock.runFor(2_000);
  await page.reload();
  await expect(clock(page)).toHaveText(/1:40\s*paused/);
  await press(page, 'Resume');
  await page.clock.runFor(130_000);
  await expect(clock(page)).toHaveText(/\+0:30\s*over, go on/);
  // Whoever asks for more time when it is over gets it from now on.
  await press(page, '+30 s, more time');
  await expect(clock(page)).toHaveText(/0:30\s*left/);
  for (let n = 0; n < 11; n++) await press(page, '+30 s, more time');
  await expect(clock(page)).toHaveText(/6:00\s*left/);
  await field(page).press('End');
  await field(page).pressSequentially('And on.');
  await press(page, 'Finish the answer');
  await press(page, 'See the report');
  await expect.poll(async () => (await kept(page)).attempts.length).toBe(1);
  const [attempt] = (await kept(page)).attempts;
  expect(attempt.answer).toBe('Written while the clock stands still. And on.');
  expect(attempt.answer_seconds).toBe(150);
});

test('a clock out of sight can be peeked at, and says only when time is up', async ({ page }) => {
  await stopTime(page);
  await startMock(page, '&think=0&probes=0&clock=hidden');
  await listen(page);
  await expect(clock(page)).toHaveText('Clock out of sight');
  await expect(page.getByText('By the plan')).toHaveCount(0);
  await expect(page.getByText('Situation', { exact: true })).toBeVisible();
  await page.clock.runFor(50_000);
  await press(page, 'Peek at the clock');
  await expect(clock(page)).toHaveText(/1:10\s*left/);
  await press(page, 'Hide the clock');
  await page.clock.runFor(80_000);
  await expect(clock(page)).toHaveText('Time is up, go on');
  expect(await page.evaluate(() => window.said)).toEqual(['Time is up. Take the time you need.']);
});

test('times stretch tenfold or have no limit at all', async ({ page }) => {
  const begin = async (stretch) => {
    await page.goto('./#/');
    await page.goto('./#/mock?c=customer-obsession&total=120&think=30&probes=1');
    await page.getByText('More settings').click();
    await page.getByRole('radio', { name: stretch }).check();
    await press(page, 'Start the mock');
  };
  await begin('×10');
  await expect(clock(page)).toHaveText(/(5:00|4:5\d)\s*left/);
  await press(page, 'Start answering');
  await expect(clock(page)).toHaveText(/(20:00|19:5\d)\s*left/);
  await begin('Without limits');
  await expect(clock(page)).toHaveText(/0:0\d\s*so far/);
  await expect(page.getByRole('button', { name: /more time/ })).toHaveCount(0);
  await press(page, 'Start answering');
  await field(page).fill(WEAK);
  await press(page, 'Finish the answer');
  await expect(page.getByText('Probe 1 of 1')).toBeVisible();
  await expect(clock(page)).toHaveText(/0:0\d\s*so far/);
});

test('a screen reader is interrupted six times in three minutes at most, parts and all', async ({ page }) => {
  await stopTime(page);
  const minutes = async (marks) => {
    await page.goto('./#/');
    await page.goto('./#/mock?c=customer-obsession&q=unhappy-customer&total=180&think=0&probes=0');
    await press(page, 'Start the mock');
    await page.clock.runFor(100);
    await expect(field(page)).toBeFocused();
    await listen(page);
    for (let second = 5; second <= 200; second += 5) {
      await page.clock.runFor(5000);
      if (marks.includes(second)) await page.keyboard.press('Alt+Enter');
    }
    return page.evaluate(() => window.said);
  };
  const end = 'Time is up. Take the time you need.';
  expect(await minutes([])).toEqual(['1 minute 30 seconds left', '1 minute left', '30 seconds left', '10 seconds left', end]);
  expect(await minutes([20, 40, 160])).toEqual(['Now: Task', 'Now: Action', '1 minute 30 seconds left', '1 minute left', '30 seconds left', end]);
  expect(await minutes([20, 40, 100])).toHaveLength(6);
});

test('thirty minutes in a hidden tab, asleep, or with the clock set back: the time is right', async ({ page }) => {
  await stopTime(page);
  await startMock(page, '&think=0&probes=1');
  await page.getByRole('textbox').fill(WEAK);
  const hide = (hidden) =>
    page.evaluate((hidden) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => (hidden ? 'hidden' : 'visible') });
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    }, hidden);
  await page.clock.runFor(30_000);
  // Asleep: timers that were due come once.
  await hide(true);
  await page.clock.fastForward('30:00');
  await hide(false);
  await expect(clock(page)).toHaveText(/\+28:30\s*over, go on/);
  // Set back by an hour, with nothing typed since half an hour.
  const now = await page.evaluate(() => Date.now());
  await page.clock.setSystemTime(now - 3_600_000);
  await page.clock.runFor(10_000);
  await expect(clock(page)).toHaveText(/\+28:40\s*over, go on/);
  await page.reload();
  await expect(clock(page)).toHaveText(/\+28:40\s*over, go on/);
  await press(page, 'Finish the answer');
  await page.clock.fastForward('30:00');
  await expect(clock(page)).toHaveText(/\+29:15\s*over, go on/);
  await press(page, 'Next');
  await press(page, 'See the report');
  await expect.poll(async () => (await kept(page)).attempts.length).toBe(1);
  const [attempt] = (await kept(page)).attempts;
  expect(attempt.answer_seconds).toBe(30 * 60 + 40);
  expect(attempt.probes[0].spent).toBe(30 * 60);
});

test('a reload at every stage comes back to it, with the words and the time', async ({ page }) => {
  await stopTime(page);
  const again = async (what, time) => {
    await page.clock.runFor(5000);
    await page.reload();
    await expect(page.getByText(what, { exact: true })).toBeVisible();
    if (time) await expect(clock(page)).toHaveText(time);
  };
  await startMock(page, '&think=30&probes=2&row=3');
  await page.getByLabel('Notes').fill('a note');
  await again('Think first', /0:25\s*left/);
  await expect(page.getByLabel('Notes')).toHaveValue('a note');
  await press(page, 'Start answering');
  await field(page).fill(WEAK);
  await again('Your answer', /1:55\s*left/);
  await expect(field(page)).toHaveValue(WEAK);
  await press(page, 'Finish the answer');
  for (const n of [1, 2]) {
    await field(page).fill(`reply ${n}`);
    await again(`Probe ${n} of 2`, /0:40\s*left/);
    await expect(field(page)).toHaveValue(`reply ${n}`);
    await press(page, 'Next');
  }
  await again('How did it go?');
  await press(page, 'Next question');
  await expect(page.getByText('Question 2 of 3')).toBeVisible();
  await again('Think first', /0:25\s*left/);
  await expect(page.getByText('Question 2 of 3')).toBeVisible();
  const { attempts } = await kept(page);
  expect(attempts.map(({ probes }) => probes.map(({ text }) => text))).toEqual([['reply 1', 'reply 2']]);
});

test('three in a row: no report between them, no question twice, a debrief at the end', async ({ page }) => {
  await startMock(page, '&think=0&probes=0&row=3');
  const asked = [];
  for (let n = 1; n <= 3; n++) {
    await expect(page.getByText(`Question ${n} of 3`)).toBeVisible();
    await expect(page.getByText('Your answer', { exact: true })).toBeVisible();
    asked.push(await page.getByRole('heading', { level: 1 }).textContent());
    await field(page).fill(WEAK);
    await press(page, 'Finish the answer');
    await press(page, n < 3 ? 'Next question' : 'See the debrief');
  }
  await expect(page).toHaveURL(/#\/debrief\//);
  expect(new Set(asked).size).toBe(3);
  const { attempts, drafts } = await kept(page);
  expect(attempts.map(({ round }) => round.number).toSorted()).toEqual([1, 2, 3]);
  expect(new Set(attempts.map(({ round }) => round.course)).size).toBe(1);
  expect(drafts).toEqual([]);
});

test('a course that ends early leads to the debrief of what is there', async ({ page }) => {
  await startMock(page, '&think=0&probes=0&row=3');
  await expect(page.getByRole('button', { name: 'Give up' })).toBeVisible();
  await field(page).fill(WEAK);
  await press(page, 'Finish the answer');
  await press(page, 'Next question');
  await expect(page.getByText('Question 2 of 3')).toBeVisible();
  await press(page, 'End here');
  await press(page, 'Yes, end here');
  await expect(page).toHaveURL(/#\/debrief\//);
  expect((await kept(page)).attempts).toHaveLength(1);
});

test('the ladder asks for one story in less and less time, with the words before at hand', async ({ page }) => {
  await startMock(page, '&think=0&probes=2&row=ladder');
  for (const [n, seconds] of [180, 90, 60, 30].entries()) {
    await expect(page.getByText(`Rung ${n + 1} of 4: ${seconds} seconds`)).toBeVisible();
    await expect(field(page)).toBeFocused();
    await expect(field(page)).toHaveValue('');
    if (n > 0) {
      await page.getByText(`Your words on rung ${n}`).click();
      await expect(page.getByText(`Told ${n} times.`)).toBeVisible();
    }
    await field(page).fill(`${WEAK} Told ${n + 1} times.`);
    await press(page, 'Finish the answer');
  }
  await expect(page).toHaveURL(/#\/debrief\//);
  expect((await kept(page)).attempts).toHaveLength(4);
});

test('a tab that is killed between two mocks of a course loses neither', async ({ context, page }) => {
  await startMock(page, '&think=0&probes=0&row=3');
  await field(page).fill(WEAK);
  await press(page, 'Finish the answer');
  await press(page, 'Next question');
  await expect(page.getByText('Question 2 of 3')).toBeVisible();
  await page.close();
  const later = await context.newPage();
  await later.goto('./');
  await later.getByRole('link', { name: 'Go on with your mock' }).click();
  await expect(later.getByText('Question 2 of 3')).toBeVisible();
  expect((await kept(later)).attempts).toHaveLength(1);
});

test('a mock goes on in one tab at a time, and is taken over with its words', async ({ context, page }) => {
  await startMock(page, '&think=0&probes=0');
  await field(page).fill('Begun here');
  await expect.poll(async () => (await kept(page)).drafts[0].answer).toBe('Begun here');
  const notice = page.getByText('This mock goes on in another tab');
  // What this tab wrote itself, before it was reloaded, is told to it as if another one had.
  await page.evaluate(() => {
    const [key, newValue] = Object.entries(localStorage).find(([key]) => key.includes(':draft:'));
    dispatchEvent(new StorageEvent('storage', { key, newValue }));
  });
  await field(page).press('End');
  await expect(notice).toHaveCount(0);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(field(other)).toHaveValue('Begun here');
  await field(other).fill('Begun here, gone on there');
  await expect(notice).toBeVisible();
  await expect(field(page)).toHaveCount(0);

  // Whatever the first one still had to write, it does not.
  await page.evaluate(() => window.dispatchEvent(new Event('pagehide')));
  expect((await kept(page)).drafts[0].answer).toBe('Begun here, gone on there');

  await press(page, 'Go on here instead');
  await expect(field(page)).toHaveValue('Begun here, gone on there');
  await expect(field(page)).toBeFocused();
  await expect(other.getByText('This mock goes on in another tab')).toBeVisible();
  await field(page).fill(STRONG);
  await press(page, 'Finish the answer');
  await press(page, 'See the report');
  await expect(page.getByRole('region', { name: 'Score' })).toBeVisible();
  // What is finished in one leads to the report in the other.
  await expect(other.getByRole('region', { name: 'Score' })).toBeVisible();
  const { attempts, drafts } = await kept(page);
  expect([attempts.length, drafts.length]).toEqual([1, 0]);
});

test('a mock given up in one tab is over in the other', async ({ context, page }) => {
  await startMock(page, '&think=0&probes=0');
  const other = await context.newPage();
  await other.goto(page.url());
  await press(other, 'Give up');
  await press(other, 'Yes, throw it away');
  await expect(page.getByText('This mock was given up in another tab')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Set up a new one' })).toBeVisible();
  expect((await kept(page)).drafts).toEqual([]);
});

test('an empty answer is asked about, and is no dead end', async ({ page }) => {
  await startMock(page, '&think=0&probes=1');
  await field(page).fill('   ');
  await press(page, 'Finish the answer');
  await expect(page.getByRole('alert')).toContainText('Nothing is written yet');
  await field(page).fill('A word');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await field(page).fill('');
  await press(page, 'Finish the answer');
  await press(page, 'Finish without an answer');
  await expect(page.getByText('Probe 1 of 1')).toBeVisible();
  await press(page, 'Next');
  await press(page, 'See the report');
  await expect(page.getByText('Too little to judge')).toBeVisible();
});

test('emoji and words from right to left are kept to the letter, and shown as they run', async ({ page }) => {
  const words = '👩🏽‍⚕️ لاحظت المشكلة بنفسي، ولم يطلب مني أحد ذلك. אף אחד לא ביקש ממני. 🏴󠁧󠁢󠁳󠁣󠁴󠁿 e\u0301';
  await startMock(page, '&think=30&probes=1');
  await page.getByLabel('Notes').fill(words);
  await press(page, 'Start answering');
  await field(page).fill(words);
  const direction = (locator) => locator.evaluate((element) => getComputedStyle(element).direction);
  expect(await direction(field(page))).toBe('rtl');
  await page.reload();
  await expect(field(page)).toHaveValue(words);
  await press(page, 'Finish the answer');
  await field(page).fill(words);
  await press(page, 'Next');
  await press(page, 'See the report');
  const answer = page.locator('.answer').first();
  await expect(answer).toHaveText(words);
  expect(await direction(answer)).toBe('rtl');
  const [attempt] = (await kept(page)).attempts;
  expect([attempt.answer, attempt.notes, attempt.probes[0].text]).toEqual([words, words, words]);
});

test('storage that fills up in the middle of an answer is told of, and the mock goes on to its report', async ({ page }) => {
  await page.addInitScript(() => {
    const setItem = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, value) {
      if (window.isFull) throw new DOMException('full', 'QuotaExceededError');
      return setItem.call(this, key, value);
    };
  });
  await startMock(page, '&think=0&probes=1');
  await field(page).fill('I noticed it myself.');
  await expect.poll(async () => (await kept(page)).drafts[0].answer).toBe('I noticed it myself.');
  await page.evaluate(() => { window.isFull = true; });
  await field(page).fill(STRONG);
  await expect(page.getByRole('alert')).toContainText('no room left');
  await expect(field(page)).toHaveValue(STRONG);
  // What was kept before is still there.
  expect((await kept(page)).drafts[0].answer).toBe('I noticed it myself.');
  await answerMock(page, STRONG, ['I called five of them.']);
  // There is room again: all of it is kept with the next thing that is.
  await page.evaluate(() => { window.isFull = false; });
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Mock' }).click();
  await press(page, 'Start the mock');
  await expect.poll(async () => (await kept(page)).attempts.map(({ answer }) => answer)).toEqual([STRONG]);
});

test('a tab that is closed during a probe comes back to it, on its own clock', async ({ context, page }) => {
  await startMock(page, '&think=0&probes=2');
  await field(page).fill(WEAK);
  await press(page, 'Finish the answer');
  await expect(page.getByText('Probe 1 of 2')).toBeVisible();
  const asked = await page.getByRole('heading', { level: 1 }).textContent();
  await field(page).fill('My reply');
  await page.close({ runBeforeUnload: true });
  const later = await context.newPage();
  await later.goto('./');
  await later.getByRole('link', { name: 'Go on with your mock' }).click();
  await expect(later.getByText('Probe 1 of 2')).toBeVisible();
  await expect(later.getByRole('heading', { level: 1 })).toHaveText(asked);
  await expect(field(later)).toHaveValue('My reply');
  await expect(clock(later)).toHaveText(/0:\d\d\s*left/);
  await press(later, 'Next');
  await expect(later.getByText('Probe 2 of 2')).toBeVisible();
});

test('the whole flow by keyboard alone: notes, parts, pause, more time, probes, and the next question', async ({ page }) => {
  const tabTo = async (name) => {
    for (let i = 0; i < 80; i++) {
      await page.keyboard.press('Tab');
      const is = (name) => document.activeElement !== document.body && document.activeElement.textContent.trim().startsWith(name);
      if (await page.evaluate(is, name)) return;
    }
    throw new Error(`no way to "${name}" by Tab`);
  };
  await page.goto('./#/mock?c=customer-obsession&think=30&probes=1&row=3');
  await expect(page.getByRole('button', { name: 'Start the mock' })).toBeVisible();
  await tabTo('Start the mock');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await tabTo('+30 s');
  await page.keyboard.press('Enter');
  await expect(clock(page)).toHaveText(/0:5\d\s*left|1:00\s*left/);
  await page.keyboard.press('Tab');
  await page.keyboard.type('a note');
  await tabTo('Hints');
  await page.keyboard.press('Enter');
  await expect(page.getByText('I noticed it myself')).toBeVisible();
  await tabTo('Start answering');
  await page.keyboard.press('Enter');
  await expect(field(page)).toBeFocused();
  await page.keyboard.insertText(WEAK);
  await page.keyboard.press('Alt+Enter');
  await expect(field(page)).toHaveValue(WEAK);
  await tabTo('Pause');
  await page.keyboard.press('Enter');
  await expect(clock(page)).toHaveText(/paused/);
  await page.keyboard.press('Enter');
  await expect(clock(page)).toHaveText(/left/);
  await tabTo('Finish the answer');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Probe 1 of 1')).toBeVisible();
  await expect(field(page)).toBeFocused();
  await tabTo('Next');
  await page.keyboard.press('Enter');
  const on = page.getByRole('button', { name: 'Next question' });
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await on.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Question 2 of 3')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
});
