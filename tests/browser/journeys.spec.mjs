// What people come for, from the first read to the kept score.

import { readFile } from 'node:fs/promises';

import { expect, readyOffline, started, test } from './support.mjs';
import { STRONG, WEAK, answerMock, doneToday, rateCard, startMock } from './words.mjs';

test('from the first visit to a scored mock that is found again', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('link', { name: 'Start with a ten-minute read' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Customer Obsession' })).toBeFocused();
  await expect(page.getByRole('heading', { name: 'Quantified Impact' })).toBeVisible();
  await page.getByRole('radio', { name: 'SDE 1' }).check();
  await expect(page.getByText('Only from Senior SDE up')).toBeVisible();
  await page.getByRole('radio', { name: 'Senior SDE' }).check();
  await expect(page.getByText('Held against your level')).toBeVisible();

  const main = page.getByRole('navigation', { name: 'Main' });
  await main.getByRole('link', { name: 'Cards' }).click();
  for (const rating of ['Got it', 'Got it', 'Again']) await rateCard(page, rating);
  await expect(doneToday(page)).toHaveText('3');
  const front = page.getByRole('article').locator('.front');
  const next = await front.textContent();
  await page.reload();
  await expect(doneToday(page)).toHaveText('3');
  await expect(front).toHaveText(next);

  await startMock(page, '&think=30&probes=2');
  await page.getByRole('button', { name: 'Start answering' }).click();
  const field = page.getByRole('textbox');
  await expect(field).toBeFocused();
  await field.fill(STRONG);
  await page.reload();
  await expect(field).toHaveValue(STRONG);
  await answerMock(page, STRONG, ['I read their tickets and called five of them.', 'It saved $8K a week.']);

  const score = page.getByRole('region', { name: 'Score' });
  await expect(score).toContainText(/[45] of 5/);
  await expect(page.getByRole('heading', { name: 'Tell me about a time a customer was unhappy' })).toBeVisible();
  expect(await page.locator('.answer').first().locator('mark.signal').count()).toBeGreaterThan(4);
  await expect(page.getByRole('region', { name: 'Signals' })).toContainText('fell by 38%');
  await expect(page.getByRole('region', { name: 'Probes' })).toContainText('It saved $8K');
  await expect(page.getByRole('region', { name: 'Probes' })).toContainText('Asked to raise the bar.');
  await expect(page.getByRole('region', { name: 'Time' })).toContainText('Action');

  await main.getByRole('link', { name: 'History' }).click();
  await page.getByRole('link', { name: /Tell me about a time a customer was unhappy/ }).click();
  await expect(score).toContainText(/[45] of 5/);
  await main.getByRole('link', { name: 'History' }).click();
  await page.getByRole('button', { name: /^Delete/ }).click();
  await expect(page.getByText('No mock yet')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('link', { name: /Tell me about a time/ })).toBeVisible();
});

test('a weak answer is held down by what disqualifies it, with the reason', async ({ page }) => {
  await startMock(page, '&think=0&probes=0');
  await answerMock(page, WEAK);
  const score = page.getByRole('region', { name: 'Score' });
  await expect(score).toContainText(/[12] of 5/);
  await expect(score.getByText('One change for next time').locator('..')).toContainText('there was no ticket');
  const flags = page.getByRole('region', { name: 'Red flags' });
  await expect(flags.getByRole('heading', { name: /Manager-Assigned Initiation/ })).toBeVisible();
  await expect(flags).toContainText('My manager asked me');
});

test('too little to judge gets no number', async ({ page }) => {
  await startMock(page, '&think=0&probes=0');
  await answerMock(page, 'xyz');
  await expect(page.getByRole('region', { name: 'Score' })).toContainText('Too little to judge');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'History' }).click();
  await expect(page.getByLabel('Too little to judge')).toBeVisible();
});

test('all of it works after the host is gone, in a new tab too', async ({ context, page, host }) => {
  await page.goto(host.origin + '/a/b/');
  await readyOffline(page);
  await expect(page.getByText('Ready offline')).toBeVisible();
  await host.close();

  const tab = await context.newPage();
  await tab.goto(host.origin + '/a/b/#/c/customer-obsession/red-flags');
  await started(tab);
  await expect(tab.getByRole('heading', { name: 'Escalation Without Ownership' })).toBeVisible();
  await tab.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Cards' }).click();
  await rateCard(tab, 'Got it');
  await tab.goto(host.origin + '/a/b/#/mock?think=0&probes=1');
  await tab.getByRole('button', { name: 'Start the mock' }).click();
  await answerMock(tab, STRONG, ['I called five of the patients.']);
  await tab.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'History' }).click();
  await expect(tab.getByRole('link', { name: /Tell me about a time/ })).toBeVisible();
  // The tab that was open before shows what the other one kept.
  await page.bringToFront();
  await expect(page.getByText('last score')).toBeVisible();
});

test('a link to a mock offers exactly that mock', async ({ page }) => {
  await page.goto('./#/mock?c=customer-obsession&q=unhappy-customer&level=senior&lens=google&total=180&think=15&probes=3');
  const chosen = async (group, name) =>
    expect(page.getByRole('group', { name: group }).getByRole('radio', { name, exact: true })).toBeChecked();
  await chosen('Level', 'Senior SDE');
  await chosen('Company', 'Google');
  await chosen('Time for the answer', '3:00');
  await chosen('How many', 'One question');
  await page.getByText('More settings').click();
  await chosen('Time to think first', '15 s');
  await chosen('Follow-up probes', '3');
  await expect(page.getByText('126 s')).toBeVisible();
  await page.getByRole('group', { name: 'Level' }).getByRole('radio', { name: 'SDE 1' }).check();
  await expect(page).toHaveURL(/level=sde1/);
  await page.getByRole('button', { name: /^Draw one/ }).click();
  await expect(page).not.toHaveURL(/q=unhappy-customer/);
});

test('backup, erase and restore give the same state back', async ({ page }) => {
  await startMock(page, '&think=0&probes=0');
  await answerMock(page, STRONG);
  await page.goto('./#/c/customer-obsession/cards');
  for (const rating of ['Got it', 'Again']) await rateCard(page, rating);
  const records = () =>
    page.evaluate(() =>
      Object.entries(localStorage).filter(([key]) => key.startsWith('starling:/a/b/:e:')).sort(([a], [b]) => (a < b ? -1 : 1)));
  const before = await records();
  expect(before.length).toBeGreaterThanOrEqual(4);

  await page.goto('./#/data');
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download a backup' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^starling-\d{4}-\d\d-\d\d\.jsonl$/);
  const backup = { name: 'backup.jsonl', mimeType: 'text/plain', buffer: await readFile(await download.path()) };

  await page.getByRole('button', { name: 'Erase everything…' }).click();
  await page.getByRole('button', { name: 'Yes, erase everything' }).click();
  await expect(page.getByText('Everything is erased.')).toBeVisible();
  expect(await records()).toEqual([]);

  const file = page.getByLabel('Backup file');
  await file.setInputFiles({ ...backup, buffer: backup.buffer.subarray(0, backup.buffer.length - 40) });
  await expect(page.getByText(/not a whole Starling backup/)).toBeVisible();
  expect(await records()).toEqual([]);

  await file.setInputFiles(backup);
  await expect(page.getByText(/2 reviews and 1 attempt/)).toBeVisible();
  await page.getByRole('button', { name: 'Add them' }).click();
  await expect(page.getByText(/^Restored:/)).toBeVisible();
  expect(await records()).toEqual(before);
  await file.setInputFiles(backup);
  await expect(page.getByText(/Everything in this backup is here already/)).toBeVisible();
  expect(await records()).toEqual(before);
});

test('the cheat card prints on one page', async ({ page }) => {
  for (const [level, lens] of [['SDE 1', 'Any company'], ['Staff / Principal', 'Flipkart']]) {
    await page.goto('./');
    await page.getByRole('radio', { name: level }).check();
    await page.getByRole('radio', { name: lens }).check();
    await page.getByRole('link', { name: 'Cheat card' }).click();
    await expect(page.getByRole('button', { name: 'Print on one page' })).toBeVisible();
    for (const format of ['A4', 'Letter']) {
      const pdf = (await page.pdf({ format })).toString('latin1');
      expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g), format).toHaveLength(1);
    }
  }
});

test('the keyboard alone is enough', async ({ page }) => {
  const tabTo = async (name) => {
    for (let i = 0; i < 80; i++) {
      await page.keyboard.press('Tab');
      if (await page.evaluate((name) => document.activeElement !== document.body && document.activeElement.textContent.trim().startsWith(name), name)) return;
    }
    throw new Error(`no way to "${name}" by Tab`);
  };
  await page.goto('./');
  await started(page);
  await tabTo('Cards');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Cards' })).toBeFocused();
  await page.keyboard.press('Space');
  await expect(page.getByRole('group', { name: 'How well did you know it?' })).toBeVisible();
  await page.keyboard.press('3');
  await page.keyboard.press('Space');
  await page.keyboard.press('1');
  await expect(doneToday(page)).toHaveText('2');
  await page.keyboard.press('z');
  await expect(doneToday(page)).toHaveText('1');

  await tabTo('Mock');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Mock interview' })).toBeFocused();
  await tabTo('Start the mock');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Think first')).toBeVisible();
  await tabTo('Start answering');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox')).toBeFocused();
  // Keys that act on cards are plain letters here.
  await page.keyboard.type('z 1 3 I noticed it myself. ');
  await expect(page.getByRole('textbox')).toHaveValue('z 1 3 I noticed it myself. ');
  await page.keyboard.insertText(STRONG);
  await tabTo('Finish the answer');
  await page.keyboard.press('Enter');
  for (let n = 1; n <= 2; n++) {
    await expect(page.getByText(`Probe ${n} of 2`)).toBeVisible();
    await expect(page.getByRole('textbox')).toBeFocused();
    await tabTo('Next');
    await page.keyboard.press('Enter');
  }
  await tabTo('See the report');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Score' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
});
