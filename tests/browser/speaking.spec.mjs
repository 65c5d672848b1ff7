// A mock that is spoken, with Chromium's fake microphone: what is recorded, where it stays, and what happens where a
// browser can't, or only says that it can. How soon it records: `microphone.spec.mjs`.

import { MICROPHONE, bytes, chunks, finish, place, player, recording, speakMock, watchMicrophone, written } from './microphone.mjs';
import { axe, expect, readyOffline, test } from './support.mjs';
import { STRONG } from './words.mjs';

test.use(MICROPHONE);

test('a mock is spoken, written down by ear, and heard again in its report, offline too', async ({ page, context }) => {
  test.slow();
  await watchMicrophone(page);
  await speakMock(page, '&think=30&probes=1');
  await readyOffline(page);
  await expect(page.getByText('The microphone is ready. Nothing is recorded yet.')).toBeVisible();
  await page.getByRole('button', { name: 'Start answering' }).click();
  await expect(recording(page)).toBeVisible();
  await expect(page.getByRole('textbox')).toHaveCount(0);
  await expect(page.locator('.level .on').first()).toBeVisible();
  await axe(page);

  // One pause, whenever it began; and five seconds of sound around it, from which a rate is told.
  await written(page, 8);
  await page.getByRole('button', { name: /^Task begins/ }).click();
  await finish(page).click();

  const said = page.getByRole('textbox', { name: 'What you said' });
  await expect(player(page, 'Recording of what you said')).toBeVisible();
  expect(await page.evaluate(() => seen.live())).toBe(0);
  const length = Number(await place(page, 'Recording of what you said').getAttribute('max')) - 1;
  const threeMinutes = (bytes(await chunks(page)) / length) * 180;
  expect(threeMinutes, 'bytes of a three-minute answer').toBeLessThan(700_000);
  await axe(page);
  // No more words than can be said in these seconds.
  const words = 'Um, I noticed it myself, so I called them.';
  await said.fill(words);
  await said.press('Alt+k');
  await expect(page.getByRole('button', { name: /^Pause/ })).toBeVisible();
  await expect(place(page, 'Recording of what you said')).not.toHaveValue('0');
  await said.press('Alt+j');
  await said.press('Alt+k');
  await expect(page.getByRole('button', { name: /^Play/ })).toBeVisible();
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('1.50×');
  await expect(said).toHaveValue(words);
  await page.getByRole('button', { name: 'Go on' }).click();

  await expect(recording(page)).toBeVisible();
  await written(page, 1, 'r0');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('textbox', { name: 'What you said' }).fill('Nobody had. I saw it myself.');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'See the report' }).click();

  const delivery = page.getByRole('region', { name: 'Delivery' });
  const figure = (of) => delivery.locator('dt', { hasText: of }).locator('xpath=../dd');
  // What lies in the file is a second of silence, give or take what the coder smears.
  await expect(figure('longest pause')).toHaveText(/^(0\.[89]|1\.[0-3]) s$/);
  await expect(figure('fillers a minute')).toHaveText(/^[1-9]\d?\.\d$/);
  await expect(page.getByText(/^Measured: you spoke for \d+ seconds. Estimated: the parts/)).toBeVisible();
  await expect(page.getByText(/^Measured, as you marked them: Situation 0:00–0:\d\d, Task/)).toBeVisible();

  // The report, once the network and the page are gone.
  await context.setOffline(true);
  await page.reload();
  await player(page, 'Recording of your answer').getByRole('button', { name: 'Play' }).click();
  await expect(place(page, 'Recording of your answer')).not.toHaveValue('0');
  await player(page, 'Recording of your answer').getByRole('button', { name: /^Task 0:\d\d/ }).click();
  await expect(place(page, 'Recording of your answer')).not.toHaveValue(/^[0-3]$/);
  await expect(player(page, 'Recording of your reply')).toBeVisible();
  await axe(page);
  await page.getByRole('button', { name: 'Throw the recording away' }).first().click();
  await page.getByRole('button', { name: 'Yes, throw it away' }).click();
  await expect(player(page, 'Recording of your answer')).toHaveCount(0);
  await expect(player(page, 'Recording of your reply')).toBeVisible();

  // As long as an attempt can be brought back its recordings stay; then they go.
  const kept = page.getByRole('region', { name: 'Recordings' });
  await page.getByRole('button', { name: 'Delete this attempt' }).click();
  await page.getByRole('link', { name: 'Your data and settings' }).click();
  await expect(kept.locator('dd').first()).toHaveText('1');
  await page.reload();
  await expect(kept).toContainText('Nothing is recorded.');
  expect(await chunks(page)).toEqual([]);
});

test('a reload in the middle of an answer loses nothing, and one speaks on in a second take', async ({ page }) => {
  await speakMock(page);
  await written(page, 2);
  const before = await chunks(page);
  await page.reload();
  await expect(recording(page)).toBeVisible();
  await written(page, before.length + 2);
  const after = await chunks(page);
  expect(after.slice(0, before.length)).toEqual(before);
  expect(new Set(after.map((key) => key[2])).size, 'takes').toBe(2);

  // Paused, nothing is recorded; typed, nothing is lost.
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByText('Paused: nothing is recorded')).toBeVisible();
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(recording(page)).toBeVisible();
  await page.getByRole('button', { name: 'Type instead' }).click();
  const field = page.getByRole('textbox', { name: /Your answer/ });
  await expect(field).toBeFocused();
  await field.fill(STRONG);
  await page.getByRole('button', { name: 'Speak instead' }).click();
  await expect(recording(page)).toBeVisible();
  await finish(page).click();
  await expect(page.getByRole('textbox', { name: 'What you said' })).toHaveValue(STRONG);
  await expect(player(page, 'Recording of what you said')).toBeVisible();

  await page.goto('./#/data');
  const kept = page.getByRole('region', { name: 'Recordings' });
  await expect(kept.locator('dd').last()).toHaveText(/^\d+ kB$/);
  await axe(page);
  await kept.getByRole('button', { name: 'Delete all recordings…' }).click();
  await kept.getByRole('button', { name: 'Yes, delete all recordings' }).click();
  await expect(kept).toContainText('Nothing is recorded.');
  expect(await chunks(page)).toEqual([]);
});

test('a reload at every stage of a spoken mock comes back to it, with the words and what was recorded', async ({ page }) => {
  const said = page.getByRole('textbox', { name: 'What you said' });
  const press = async (name) => {
    await page.getByRole('button', { name }).focus();
    await page.keyboard.press('Enter');
  };
  const transcribe = async (words) => {
    await expect(player(page, 'Recording of what you said')).toBeVisible();
    await said.fill(words);
    await page.reload();
    await expect(page.getByText('Write it down', { exact: true })).toBeVisible();
    await expect(said).toHaveValue(words);
    await expect(player(page, 'Recording of what you said')).toBeVisible();
  };
  await speakMock(page, '&think=30&probes=1');
  await page.reload();
  await expect(page.getByText('Think first', { exact: true })).toBeVisible();
  await press('Start answering');
  await written(page, 2);
  await press(/^Finish/);
  await transcribe(STRONG);
  await press('Go on');
  await expect(recording(page)).toBeVisible();
  await written(page, 1, 'r0');
  await page.reload();
  await expect(page.getByText('Probe 1 of 1')).toBeVisible();
  await expect(recording(page)).toBeVisible();
  await press('Next');
  await transcribe('Nobody had. I saw it myself.');
  await press('Next');
  await page.reload();
  await expect(page.getByText('How did it go?')).toBeVisible();
  await press('See the report');
  await expect(page.getByRole('region', { name: 'Probes' })).toContainText('Nobody had. I saw it myself.');
  await expect(player(page, 'Recording of your answer')).toBeVisible();
  await expect(player(page, 'Recording of your reply')).toBeVisible();
});

test('the microphone is let go, and recordings go with the mock and with everything', async ({ page }) => {
  await watchMicrophone(page);
  await speakMock(page);
  await written(page, 1);
  await page.getByRole('link', { name: 'History' }).click();
  await expect.poll(() => page.evaluate(() => seen.live())).toBe(0);
  const [[id]] = await chunks(page);

  await page.goto(`./#/interview/${id}`);
  await expect(recording(page)).toBeVisible();
  await page.getByRole('button', { name: 'Give up' }).click();
  await page.getByRole('button', { name: 'Yes, throw it away' }).click();
  await expect(page.getByRole('heading', { level: 1 })).not.toContainText('Tell me about');
  await expect.poll(() => chunks(page)).toEqual([]);

  await speakMock(page);
  await written(page, 1);
  await page.goto('./#/data');
  await page.getByRole('button', { name: 'Erase everything…' }).click();
  await page.getByRole('button', { name: 'Yes, erase everything' }).click();
  await expect(page.getByText('Everything is erased.')).toBeVisible();
  expect(await chunks(page)).toEqual([]);
});

/** What may be wrong with a microphone, and what one reads then. */
const MICROPHONES = {
  refused: [
    () => {
      MediaDevices.prototype.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    },
    'The browser does not let Starling use the microphone',
  ],
  'not there': [
    () => {
      MediaDevices.prototype.getUserMedia = () => Promise.reject(new DOMException('no', 'NotFoundError'));
    },
    'No microphone can be used',
  ],
  'not to be recorded': [() => delete self.MediaRecorder, 'This browser records no sound'],
  'without room for what it hears': [
    () => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    },
    'There is no room left on this device',
  ],
  'hearing nothing': [
    () => {
      AnalyserNode.prototype.getFloatTimeDomainData = () => {};
    },
    'No sound so far. Is it the right microphone?',
  ],
  unplugged: [
    () => {
      const get = MediaDevices.prototype.getUserMedia;
      MediaDevices.prototype.getUserMedia = async function (wanted) {
        const stream = await get.call(this, wanted);
        self.unplug = () => {
          for (const track of stream.getTracks()) {
            track.stop();
            track.dispatchEvent(new Event('ended'));
          }
        };
        return stream;
      };
    },
    'The microphone is gone. What you said until then is kept.',
  ],
};

for (const [name, [stub, told]] of Object.entries(MICROPHONES)) {
  test(`a microphone that is ${name} is told, and one goes on all the same`, async ({ page }) => {
    await page.addInitScript(stub);
    await speakMock(page);
    if (name === 'unplugged') {
      await written(page, 1);
      await page.evaluate(() => unplug());
    }
    // Five seconds of silence are told.
    await expect(page.getByText(told)).toBeVisible({ timeout: 10_000 });
    if (name === 'unplugged') {
      await page.getByRole('button', { name: 'Try the microphone again' }).click();
      await expect(recording(page)).toBeVisible();
    }
    await finish(page).click();
    await page.getByRole('textbox', { name: 'What you said' }).fill(STRONG);
    const isKept = ['unplugged', 'hearing nothing', 'without room for what it hears'].includes(name);
    await expect(
      isKept ? player(page, 'Recording of what you said') : page.getByText('Nothing was recorded.'),
    ).toBeVisible();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('button', { name: 'See the report' }).click();
    await expect(page.getByRole('region', { name: 'Score' })).toContainText(/\d of 5/);
  });
}

/**
 * Speech recognition as browsers have it. `available` is what the browser says of a language; `says` is what it does
 * once it was started, one event after another.
 */
const recognition = ({ available = 'available', says = [], install = true, locally = true, refuses = null }) => {
  let starts = 0;
  self.SpeechRecognition = class {
    start() {
      if (!this.processLocally) self.leaked = true;
      if (refuses) throw new DOMException('no', refuses);
      starts += 1;
      if (starts > 1) return;
      for (const [event, detail] of says) {
        const result = Object.assign([{ transcript: detail }], { isFinal: true });
        queueMicrotask(() => this['on' + event]?.(Object.assign(new Event(event), { resultIndex: 0, results: [result] })));
      }
    }
    abort() {}
    stop() {}
  };
  if (locally) {
    self.SpeechRecognition.prototype.processLocally = false;
    self.SpeechRecognition.available = async () => available;
    self.SpeechRecognition.install = async () => install;
  }
};

/** Ten environments: what the browser has, and what one reads of it; nothing where it has nothing to offer. */
const ENVIRONMENTS = {
  'has no recognition': { stub: () => { delete self.SpeechRecognition; delete self.webkitSpeechRecognition; } },
  'would send the sound to a server': { has: { locally: false } },
  'has no language for it': { has: { available: 'unavailable' } },
  'fails with a network error': { has: { says: [['start'], ['error']] }, stops: true },
  'stays silent': { has: {}, stops: true },
  'never ends': { has: { says: [['start'], ['result', 'I saw it']] }, writes: 'I saw it' },
  'denies it': { has: { refuses: 'NotAllowedError' }, stops: true },
  'can fetch the language': { has: { available: 'downloadable', says: [['start'], ['result', 'I saw it']] }, fetches: true, writes: 'I saw it' },
  'does not fetch the language': { has: { available: 'downloadable', install: false }, fetches: true, fails: true },
  'stops midway': { has: { says: [['start'], ['result', 'I saw it'], ['end']] }, writes: 'I saw it', stops: true },
};

for (const [name, { stub, has, stops, fetches, fails, writes }] of Object.entries(ENVIRONMENTS)) {
  test(`in a browser that ${name} one speaks, and types what is missing`, async ({ page }) => {
    if (stub) await page.addInitScript(stub);
    else await page.addInitScript(recognition, has);
    await speakMock(page);
    await expect(recording(page)).toBeVisible();
    const along = page.locator('.along');
    if (fetches) await page.getByRole('button', { name: 'Fetch it' }).click();
    if (fails) await expect(along).toContainText('did not fetch its English');
    else if (stops || writes) await page.getByRole('button', { name: 'Write along' }).click();
    else await expect(along).toHaveCount(0);
    // The watchdog is three seconds; a bit more for the machine.
    if (stops) await expect(along).toContainText('Nothing writes along now', { timeout: 4_000 });
    else if (writes) await expect(along).toContainText('Writing along, on this device.');

    // Neither the clock nor the recording waits for any of it.
    await expect(recording(page)).toBeVisible();
    await expect(page.getByRole('timer')).toContainText(/2:[0-5]\d/, { timeout: 15_000 });
    await page.getByRole('button', { name: 'Type instead' }).click();
    const field = page.getByRole('textbox', { name: /Your answer/ });
    await expect(field).toHaveValue(writes ?? '');
    await field.fill(STRONG);
    await finish(page).click();
    await page.getByRole('button', { name: 'See the report' }).click();
    await expect(page.getByRole('region', { name: 'Score' })).toContainText(/\d of 5/);
    expect(await page.evaluate(() => self.leaked ?? false), 'recognition that may use a server').toBe(false);
  });
}
