// New builds: taken whole or not at all, and never without asking.

import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { DIST } from './server.mjs';
import { expect, readyOffline, started, test as base } from './support.mjs';

const sha256 = (bytes, as) => createHash('sha256').update(bytes).digest(as);

/** Another build of the same site: its page says `edition`, and one script differs, so has another name. */
async function edition(folder, number) {
  await cp(DIST, folder, { recursive: true });
  const read = (name) => readFile(join(folder, name), 'utf8');
  let page = (await read('index.html')).replace('</head>', `<meta name="edition" content="${number}"></head>`);
  const [boot] = page.match(/boot-[0-9a-f]{16}\.js/);
  const script = `${await read(boot)}// ${number}\n`;
  const name = `boot-${sha256(script, 'hex').slice(0, 16)}.js`;
  await rename(join(folder, boot), join(folder, name));
  await writeFile(join(folder, name), script);
  page = page.replace(boot, name);
  await writeFile(join(folder, 'index.html'), page);

  const files = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name === 'sw.js') continue;
    const path = join(entry.parentPath, entry.name);
    const url = './' + path.slice(folder.length + 1);
    files[url === './index.html' ? './' : url] = 'sha256-' + sha256(await readFile(path), 'base64');
  }
  const worker = (await read('sw.js'))
    .replace(/const FILES = \{.*?\};/s, `const FILES = ${JSON.stringify(files)};`)
    .replace(/const BUILD = '.*?';/, `const BUILD = '${sha256(JSON.stringify(files), 'hex').slice(0, 16)}';`);
  await writeFile(join(folder, 'sw.js'), worker);
  return { dist: folder, boot: name };
}

const test = base.extend({
  /** Two builds, of which the first is being served. */
  editions: async ({ host }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'starling-editions-'));
    const [first, second] = [await edition(join(folder, '1'), 1), await edition(join(folder, '2'), 2)];
    host.dist = first.dist;
    await use({ first, second });
    await rm(folder, { recursive: true });
  },
  /** Where the site stands on the test's own host. */
  home: async ({ host }, use) => use(host.origin + '/a/b/'),
});

const shows = async (page, number) => {
  await started(page);
  await expect(page.locator('meta[name=edition]')).toHaveAttribute('content', String(number));
};
const update = (page, state) => expect(page.locator('html')).toHaveAttribute('data-update', state);
const accept = (page) => page.evaluate(() => dispatchEvent(new CustomEvent('starling:update-accept')));
const cacheNames = (page) => page.evaluate(() => caches.keys());

/** Lets the browser look for an update, as a visit does, and waits until the worker has been taken or refused. */
const look = (page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration.update().catch(() => {});
    const worker = registration.installing;
    if (!worker) return registration.waiting ? 'installed' : 'none';
    return new Promise((resolve) => {
      worker.onstatechange = () => resolve(worker.state);
    });
  });

test('an update waits until it is accepted, then replaces the build', async ({ page, host, editions, home }) => {
  await page.goto(home);
  await readyOffline(page);
  await page.evaluate(() => caches.open('somebody else'));
  host.dist = editions.second.dist;

  expect(await look(page)).toBe('installed');
  await update(page, 'waiting');
  await shows(page, 1);

  await page.reload();
  await shows(page, 1);
  await update(page, 'waiting');

  host.answer = () => ({ status: 503, body: 'down' });
  await page.reload();
  await shows(page, 1);
  host.answer = null;

  await accept(page);
  await shows(page, 2);
  await expect(page.locator('html')).not.toHaveAttribute('data-update');
  const names = await cacheNames(page);
  expect(names).toContain('somebody else');
  expect(names.filter((name) => name.startsWith(`starling:${home}:`))).toHaveLength(1);
});

test('an update fetches only what is new', async ({ page, host, editions, home }) => {
  await page.goto(home);
  await readyOffline(page);
  host.dist = editions.second.dist;
  host.requests.length = 0;
  expect(await look(page)).toBe('installed');
  const named = host.requests.filter((path) => /-[0-9a-f]{16}\./.test(path));
  expect(named).toEqual(['/a/b/' + editions.second.boot]);
});

const broken = {
  'a file is missing': { status: 404, body: 'not found' },
  'the host answers with a page instead of a file': { status: 200, body: '<!doctype html>Welcome' },
};
for (const [what, answer] of Object.entries(broken)) {
  test(`where ${what}, the build at hand stays`, async ({ page, host, editions, home, watch }) => {
    watch.allow(/console: (Failed to load resource|Failed to find a valid digest)/);
    await page.goto(home);
    await readyOffline(page);
    const before = await cacheNames(page);
    host.dist = editions.second.dist;
    host.answer = (path) => path.endsWith(editions.second.boot) && answer;

    expect(await look(page)).toBe('redundant');
    expect(await cacheNames(page)).toEqual(before);
    await host.close();
    await page.reload();
    await shows(page, 1);
    await expect(page.locator('html')).not.toHaveAttribute('data-update');
  });
}

test('going back to an earlier build works like any update', async ({ page, host, editions, home }) => {
  await page.goto(home);
  await readyOffline(page);
  for (const [dist, number] of [[editions.second.dist, 2], [editions.first.dist, 1]]) {
    host.dist = dist;
    expect(await look(page)).toBe('installed');
    await update(page, 'waiting');
    await accept(page);
    await shows(page, number);
  }
});

test('only the tab that accepts reloads; the other one learns of it', async ({ context, page, host, editions, home }) => {
  await page.goto(home);
  await readyOffline(page);
  const other = await context.newPage();
  await other.goto(home);
  await started(other);
  host.dist = editions.second.dist;
  expect(await look(page)).toBe('installed');
  await update(page, 'waiting');
  await update(other, 'waiting');

  await accept(page);
  await shows(page, 2);
  await update(other, 'applied');
  await shows(other, 1);
  await accept(other);
  await shows(other, 2);
});

test('leaves alone what else lives below its address', async ({ page, host, editions }) => {
  await page.goto(host.origin + '/');
  await readyOffline(page);
  host.dist = editions.second.dist;
  await page.goto(host.origin + '/a/');
  await shows(page, 2);
  await page.goto(host.origin + '/');
  await shows(page, 1);
});
