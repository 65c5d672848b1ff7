// A mock that is spoken, with Chromium's fake microphone: what is recorded, where it stays, and what happens where a
// browser can't, or only says that it can.

import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import config from './playwright.config.mjs';
import { axe, expect, readyOffline, test } from './support.mjs';
import { STRONG } from './words.mjs';

/** Three seconds of something like speech, again and again: two of sound, one of silence. */
function wav() {
  const rate = 16_000;
  const samples = Buffer.alloc(3 * rate * 2);
  for (let i = 0; i < 2 * rate; i++) {
    const syllable = Math.sin((Math.PI * (i % 3200)) / 3200);
    const voice = Math.sin(i / 16) + Math.sin(i / 7.3) / 2 + (Math.random() - 0.5);
    samples.writeInt16LE(Math.round(9_000 * syllable * voice), i * 2);
  }
  const head = Buffer.alloc(44);
  head.write('RIFF');
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.length, 40);
  const file = join(tmpdir(), `starling-speech-${process.pid}.wav`);
  writeFileSync(file, Buffer.concat([head, samples]));
  return file;
}

const { launchOptions } = config.use;
test.use({
  permissions: ['microphone'],
  launchOptions: {
    ...launchOptions,
    args: [
      ...launchOptions.args,
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-audio-capture=${wav()}`,
    ],
  },
});

/** Notes when the last click was, when recording began after it, and when the microphone was let go. */
async function watchMicrophone(page) {
  await page.addInitScript(() => {
    const seen = { click: 0, recorded: 0, stopped: 0, live: () => tracks.filter((track) => track.readyState === 'live').length };
    const tracks = [];
    self.seen = seen;
    addEventListener('click', () => (seen.click = performance.now()), true);
    const { start } = MediaRecorder.prototype;
    MediaRecorder.prototype.start = function (...given) {
      this.addEventListener('start', () => (seen.recorded = performance.now()));
      start.apply(this, given);
    };
    const { stop } = MediaStreamTrack.prototype;
    MediaStreamTrack.prototype.stop = function () {
      stop.call(this);
      seen.stopped = performance.now();
    };
    const get = MediaDevices.prototype.getUserMedia;
    MediaDevices.prototype.getUserMedia = async function (wanted) {
      const stream = await get.call(this, wanted);
      tracks.push(...stream.getTracks());
      return stream;
    };
  });
}

async function speakMock(page, settings = '&think=0&probes=0') {
  await page.goto(
    `./#/mock?c=customer-obsession&q=unhappy-customer&level=sde2&lens=none&total=180&mode=spoken${settings}`,
  );
  await page.getByRole('button', { name: 'Start the mock' }).click();
}

const recording = (page) => page.getByText('Recording', { exact: true });
const finish = (page) => page.getByRole('button', { name: 'Finish the answer' });
const player = (page, name) => page.getByRole('group', { name });
/** Where the player is, in seconds. */
const place = (page, name) => player(page, name).getByRole('slider', { name: 'Place in the recording' });

/** What lies in the database of recordings: its keys. */
const chunks = (page) =>
  page.evaluate(async () => {
    const { name } = (await indexedDB.databases()).find(({ name }) => name.endsWith(':recordings'));
    const open = indexedDB.open(name);
    await new Promise((done) => (open.onsuccess = done));
    const keys = open.result.transaction('chunks').objectStore('chunks').getAllKeys();
    await new Promise((done) => (keys.onsuccess = done));
    open.result.close();
    return keys.result.map((key) => key.split('/'));
  });
const bytes = (found) => found.reduce((sum, key) => sum + Number(key.at(-1)), 0);

test('a mock is spoken, written down by ear, and heard again in its report, offline too', async ({ page, context }) => {
  await watchMicrophone(page);
  await speakMock(page, '&think=30&probes=1');
  await readyOffline(page);
  await expect(page.getByText('The microphone is ready. Nothing is recorded yet.')).toBeVisible();
  await page.getByRole('button', { name: 'Start answering' }).click();
  await expect(recording(page)).toBeVisible();
  await expect.poll(() => page.evaluate(() => seen.recorded)).toBeGreaterThan(0);
  const delay = await page.evaluate(() => seen.recorded - seen.click);
  expect(delay, 'from the click to the recording, in ms').toBeLessThan(300);
  await expect(page.getByRole('textbox')).toHaveCount(0);
  await expect(page.locator('.level .on').first()).toBeVisible();
  await axe(page);

  // Seven chunks of a second or so: one pause and more.
  await expect.poll(async () => (await chunks(page)).length, { timeout: 15_000 }).toBeGreaterThan(6);
  await page.getByRole('button', { name: /^Task begins/ }).click();
  await finish(page).click();

  const said = page.getByRole('textbox', { name: 'What you said' });
  await expect(player(page, 'Recording of what you said')).toBeVisible();
  expect(await page.evaluate(() => seen.live())).toBe(0);
  const length = Number(await place(page, 'Recording of what you said').getAttribute('max')) - 1;
  const threeMinutes = (bytes(await chunks(page)) / length) * 180;
  expect(threeMinutes, 'bytes of a three-minute answer').toBeLessThan(700_000);
  await axe(page);
  await said.fill(`Um, ${STRONG}`);
  await said.press('Alt+k');
  await expect(page.getByRole('button', { name: /^Pause/ })).toBeVisible();
  await expect(place(page, 'Recording of what you said')).not.toHaveValue('0');
  await said.press('Alt+j');
  await said.press('Alt+k');
  await expect(page.getByRole('button', { name: /^Play/ })).toBeVisible();
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('1.50×');
  await expect(said).toHaveValue(`Um, ${STRONG}`);
  await page.getByRole('button', { name: 'Go on' }).click();

  await expect(recording(page)).toBeVisible();
  expect(await page.evaluate(() => seen.recorded - seen.click)).toBeLessThan(300);
  await expect.poll(async () => (await chunks(page)).filter((key) => key[1] === 'r0').length).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('textbox', { name: 'What you said' }).fill('Nobody had. I saw it myself.');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'See the report' }).click();

  const delivery = page.getByRole('region', { name: 'Delivery' });
  const figure = (of) => delivery.locator('dt', { hasText: of }).locator('xpath=../dd');
  // What lies in the file is a second of silence, give or take what the coder smears.
  await expect(figure('longest pause')).toHaveText(/^(0\.[89]|1\.[0-3]) s$/);
  await expect(figure('fillers a minute')).not.toHaveText('–');
  await expect(page.getByText(/^Measured: you spoke for \d+ seconds. Estimated: the parts/)).toBeVisible();
  await expect(page.getByText(/^Measured, as you marked them: Situation 0:00–0:0\d, Task/)).toBeVisible();

  // The report, once the network and the page are gone.
  await context.setOffline(true);
  await page.reload();
  await player(page, 'Recording of your answer').getByRole('button', { name: 'Play' }).click();
  await expect(place(page, 'Recording of your answer')).not.toHaveValue('0');
  await player(page, 'Recording of your answer').getByRole('button', { name: /^Task 0:0\d/ }).click();
  await expect(place(page, 'Recording of your answer')).not.toHaveValue(/^[0-4]$/);
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
  await expect.poll(async () => (await chunks(page)).length).toBeGreaterThan(1);
  const before = await chunks(page);
  await page.reload();
  await expect(recording(page)).toBeVisible();
  await expect.poll(async () => (await chunks(page)).length).toBeGreaterThan(before.length + 1);
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

test('the microphone is let go at once, and recordings go with the mock and with everything', async ({ page }) => {
  await watchMicrophone(page);
  await speakMock(page);
  await expect.poll(async () => (await chunks(page)).length).toBeGreaterThan(0);
  await page.getByRole('link', { name: 'History' }).click();
  await expect.poll(() => page.evaluate(() => seen.live())).toBe(0);
  const delay = await page.evaluate(() => seen.stopped - seen.click);
  expect(delay, 'from leaving to the silent microphone, in ms').toBeLessThan(200);
  const [[id]] = await chunks(page);

  await page.goto(`./#/interview/${id}`);
  await expect(recording(page)).toBeVisible();
  await page.getByRole('button', { name: 'Give up' }).click();
  await page.getByRole('button', { name: 'Yes, throw it away' }).click();
  await expect(page.getByRole('heading', { level: 1 })).not.toContainText('Tell me about');
  await expect.poll(() => chunks(page)).toEqual([]);

  await speakMock(page);
  await expect.poll(async () => (await chunks(page)).length).toBeGreaterThan(0);
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
      await expect.poll(async () => (await chunks(page)).length).toBeGreaterThan(0);
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
