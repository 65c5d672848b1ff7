// A microphone that hears a recording, and what tests with it share.

import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import config from './playwright.config.mjs';
import { expect } from './support.mjs';

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
/** What a test is to `use` in order to have a microphone that hears that, again and again. */
export const MICROPHONE = {
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
};

/** Notes when the last click was, when recording began after it, and when the microphone was let go. */
export async function watchMicrophone(page) {
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

export async function speakMock(page, settings = '&think=0&probes=0') {
  await page.goto(
    `./#/mock?c=customer-obsession&q=unhappy-customer&level=sde2&lens=none&total=180&mode=spoken${settings}`,
  );
  await page.getByRole('button', { name: 'Start the mock' }).click();
}

export const recording = (page) => page.getByText('Recording', { exact: true });
export const finish = (page) => page.getByRole('button', { name: 'Finish the answer' });
export const player = (page, name) => page.getByRole('group', { name });
/** Where the player is, in seconds. */
export const place = (page, name) => player(page, name).getByRole('slider', { name: 'Place in the recording' });

/** What lies in the database of recordings: its keys. */
export const chunks = (page) =>
  page.evaluate(async () => {
    const { name } = (await indexedDB.databases()).find(({ name }) => name.endsWith(':recordings'));
    const open = indexedDB.open(name);
    await new Promise((done) => (open.onsuccess = done));
    const keys = open.result.transaction('chunks').objectStore('chunks').getAllKeys();
    await new Promise((done) => (keys.onsuccess = done));
    open.result.close();
    return keys.result.map((key) => key.split('/'));
  });
/** Waits until so many chunks of this piece (all, without one) are written: about as many seconds, on a free machine. */
export const written = (page, count, piece) =>
  expect
    .poll(async () => (await chunks(page)).filter((key) => !piece || key[1] === piece).length, { timeout: 20_000 })
    .toBeGreaterThanOrEqual(count);
export const bytes = (found) => found.reduce((sum, key) => sum + Number(key.at(-1)), 0);
