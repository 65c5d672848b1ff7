// Every screen, for everybody.

import { axe, expect, started, test } from './support.mjs';
import { RATED, SHORT, SHORTEST, ladder, loop, restore } from './kept.mjs';
import { STRONG, WEAK, answerMock, startMock } from './words.mjs';

const screens = {
  home: '#/',
  learn: '#/c/customer-obsession',
  'cheat card': '#/c/customer-obsession/cheat',
  cards: '#/c/customer-obsession/cards',
  quiz: '#/c/customer-obsession/quiz',
  'a quiz begun': '#/c/customer-obsession/quiz?seed=1&level=medium',
  progress: '#/c/customer-obsession/progress',
  deck: '#/c/customer-obsession/deck',
  mock: '#/mock',
  history: '#/history',
  data: '#/data',
  'nothing here': '#/nowhere',
};

for (const colorScheme of ['light', 'dark']) {
  for (const width of [360, 1440]) {
    test(`no screen has an accessibility violation: ${colorScheme}, ${width} px`, async ({ page }) => {
      test.slow();
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 800 });
      for (const [name, hash] of Object.entries(screens)) {
        await test.step(name, async () => {
          await page.goto('./' + hash);
          await started(page);
          await expect(page.locator('[aria-busy]')).toHaveCount(0);
          await axe(page);
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          expect(overflow, 'nothing sticks out').toBeLessThanOrEqual(0);
        });
      }
      await test.step('a running mock and its report', async () => {
        await startMock(page, '&think=30&probes=1');
        await axe(page);
        await page.getByRole('button', { name: 'Start answering' }).click();
        await axe(page);
        await answerMock(page, WEAK + ' ' + STRONG, ['I called them.']);
        await axe(page);
      });
      await test.step('what comes after several', async () => {
        await restore(page, [...RATED, ...loop('c1', 5, [STRONG, WEAK, SHORT]), ...ladder('c3', [STRONG, SHORT, SHORTEST])]);
        for (const hash of ['#/history', '#/debrief/c1', '#/debrief/c3', '#/report/r5']) {
          await page.goto('./' + hash);
          await started(page);
          await expect(page.locator('[aria-busy]')).toHaveCount(0);
          await axe(page);
        }
        await startMock(page, '&think=0&probes=0');
        await page.getByRole('textbox').fill(STRONG);
        await page.getByRole('button', { name: 'Finish the answer' }).click();
        await expect(page.getByText('How did it go?')).toBeVisible();
        await axe(page);
      });
    });
  }
}

for (const colorScheme of ['light', 'dark']) {
  for (const width of [360, 1440]) {
    test(`no state of a mock has an accessibility violation: ${colorScheme}, ${width} px`, async ({ context, page }) => {
      test.slow();
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 800 });
      const looked = (name) =>
        test.step(name, async () => {
          await axe(page);
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          expect(overflow, `nothing sticks out: ${name}`).toBeLessThanOrEqual(0);
          const small = await page.evaluate(() =>
            [...document.querySelectorAll('main :is(a, button, select, summary, textarea)')]
              .filter((element) => element.checkVisibility())
              .map((element) => [element.textContent.slice(0, 40), element.getBoundingClientRect()])
              .filter(([, box]) => box.height < 43.5 || box.width < 43.5)
              .map(([name, box]) => `${name}: ${box.width} × ${box.height}`));
          expect(small, name).toEqual([]);
        });
      const press = (name) => page.getByRole('button', { name }).click();
      const field = page.getByRole('textbox');
      await page.goto('./#/mock?lens=google&row=3');
      await page.getByText('More settings').click();
      await looked('all settings of three in a row');
      await startMock(page, '&think=30&probes=1&row=1');
      await page.getByText('Hints', { exact: true }).click();
      await field.fill('A note');
      await looked('thinking, with hints and a note');
      await press('Start answering');
      await page.keyboard.press('Alt+Enter');
      await page.keyboard.press('Alt+Enter');
      await press('Pause');
      await press('Finish the answer');
      await expect(page.getByRole('alert')).toBeVisible();
      await looked('paused in the action, with nothing written');
      await field.fill(WEAK);
      await press('Finish the answer');
      await press('Give up');
      await looked('a probe that may be given up');
      const other = await context.newPage();
      await other.goto(page.url());
      await other.getByRole('textbox').fill('Elsewhere');
      await expect(page.getByText('goes on in another tab')).toBeVisible();
      await looked('a mock that goes on in another tab');
      await page.goto('./#/');
      await startMock(page, '&think=0&row=ladder&clock=hidden');
      await field.fill(WEAK);
      await press('Finish the answer');
      await page.getByText('Your words on rung 1').click();
      await press('Peek at the clock');
      await looked('the second rung of a ladder');
    });
  }
}

test('each screen has a title of its own, and the focus lands on its heading', async ({ page }) => {
  await page.goto('./');
  const titles = new Set();
  for (const hash of Object.values(screens)) {
    await page.evaluate((hash) => { location.hash = hash; }, hash);
    const heading = page.getByRole('main').getByRole('heading', { level: 1 });
    if (hash !== '#/') await expect(heading).toBeFocused();
    await expect(page).toHaveTitle(`${await heading.textContent()} · Starling`);
    titles.add(await page.title());
  }
  expect(titles.size).toBeGreaterThanOrEqual(7);
});

test('targets are at least 44 pixels', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  for (const hash of ['#/', '#/mock', '#/c/customer-obsession/cards', '#/c/customer-obsession/deck', '#/c/customer-obsession/quiz?seed=1&level=easy', '#/data']) {
    await page.goto('./' + hash);
    await started(page);
    await expect(page.locator('[aria-busy]')).toHaveCount(0);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('a, button, select, input')]
        .filter((element) => element.checkVisibility() && !element.closest('p, dt, .skip'))
        .map((element) => [element.textContent || element.type, element.getBoundingClientRect()])
        .filter(([, box]) => box.height < 43.5 || box.width < 43.5)
        .map(([name, box]) => `${name}: ${box.width} × ${box.height}`));
    expect(small, hash).toEqual([]);
  }
});
