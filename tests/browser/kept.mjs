// Mocks that were answered before the test begins: a backup of them, restored on the data page.

import { crc32 } from 'node:zlib';

import { expect } from './support.mjs';
import { STRONG, WEAK } from './words.mjs';

const SIGNALS = ['self-initiated', 'end-to-end-ownership', 'quantified-impact', 'root-cause-fix', 'customer-empathy'];
const HOUR = 3_600_000;

/** An answered mock; what is not named is as a mock of two minutes without probes has it. */
export function attempt(id, { answer = STRONG, at = 0, setup = {}, ...rest } = {}) {
  return {
    id,
    setup: { competency: 'customer-obsession', question: 'unhappy-customer', level: 'sde2', lens: null, total: 120, think: 0, probes: 0, ...setup },
    started: Date.UTC(2026, 2, 2, 19) + at * HOUR,
    answer,
    answer_seconds: 95,
    probes: [],
    score: 3,
    pace: 150,
    ...rest,
  };
}

/** What somebody said of their own answer: of all signals the same. */
export const rating = (overall, shown) => ({ overall, signals: SIGNALS.map((id) => [id, shown]) });

/** A loop of so many questions, with these answers to the first of them. */
export function loop(course, questions, answers) {
  const asked = ['unhappy-customer', 'more-than-expected', 'saw-it-first', 'not-mine-to-fix', 'dug-deep'];
  return answers.map((answer, n) =>
    attempt(`${course}-${n + 1}`, {
      answer,
      at: n,
      setup: { question: asked[n], course: { loop: questions } },
      round: { course, number: n + 1 },
      self_rating: rating(4, 'clearly'),
    }));
}

/** A ladder, with these answers on its first rungs. */
export function ladder(course, answers) {
  return answers.map((answer, n) =>
    attempt(`${course}-${n + 1}`, {
      answer,
      at: n,
      setup: { total: [180, 90, 60, 30][n], course: 'ladder' },
      round: { course, number: n + 1 },
    }));
}

/** Five rated answers: four strong ones that their speaker thought little of, and a weak one that was heard as it was. */
export const RATED = [
  attempt('r1', { at: 1, self_rating: rating(2, 'partly') }),
  attempt('r2', { at: 2, self_rating: rating(2, 'partly') }),
  attempt('r3', { at: 3, self_rating: rating(3, 'partly') }),
  attempt('r4', { at: 4, self_rating: rating(4, 'partly') }),
  attempt('r5', { at: 5, answer: WEAK, self_rating: rating(1, 'not') }),
];

/** Puts these attempts into the browser's storage. */
export async function restore(page, attempts) {
  const lines = attempts.map((attempted) => `${JSON.stringify({ id: `d1-t1-${attempted.id}`, at: attempted.started, fact: { attempted } })}\n`);
  const checksum = crc32(lines.join('')).toString(16).padStart(8, '0');
  const header = JSON.stringify({ format: 'starling-backup', version: 3, count: lines.length, checksum });
  await page.goto('./#/data');
  const buffer = Buffer.from(`${header}\n${lines.join('')}`);
  await page.getByLabel('Backup file').setInputFiles({ name: 'backup.jsonl', mimeType: 'text/plain', buffer });
  await page.getByRole('button', { name: 'Add them' }).click();
  await expect(page.getByText(/^Restored:/)).toBeVisible();
}

/** Another story, told well. */
export const SWAPS = `Our grocery app swaps items that are out of stock. Nobody had asked me to look at substitutions, but my own order came with almond milk instead of oat milk, so I read two hundred order complaints that weekend. One mother wrote that she had thrown away the whole bag because her son reacts to nuts.

I traced the bad swaps to a table that treated every plant milk as equal. I rewrote the matching with allergens in it, I agreed it with the buyers and with support, and I released it in all twelve cities. I also added a test that stops any new product group from mixing allergens. A month later I rang five of those families to check their swaps.

Allergy complaints went from 34 a week to two.`;

/** The story of STRONG in a minute. */
export const SHORT = `I was refilling my mother's prescription on our own app when I noticed that the reminder had never come. Nobody had asked me to look. I called five patients, and three of them had gone home without their medicine that very week. The messaging service dropped every phone number with a country code, so I fixed it and added an alert and a test so that it can't come back. Missed refills fell by 38% within a month.`;

/** And in half of that. */
export const SHORTEST = `Reminders to patients abroad vanished. Nobody had asked me to look, but I found the bug in the messaging service, where every phone number with a country code was dropped. I fixed it myself and added an alert so that it can't come back. Missed refills fell by 38%.`;
