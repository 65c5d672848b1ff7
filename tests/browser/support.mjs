// What every test stands on: a page that is watched for trouble, and a few words for what users see.
//
// Every test fails on an error in the console, an uncaught error, a violation of the page's policy, or a request
// that leaves the site. A test that provokes one says so: `watch.allow(/pattern/)`.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { expect, test as base } from '@playwright/test';

import { serve } from './server.mjs';

export { expect };

export const test = base.extend({
  /** Notes all trouble in the test's browser context; see `watchContext`. */
  watch: [
    async ({ context, baseURL }, use) => {
      const watch = await watchContext(context, baseURL);
      await use(watch);
      watch.check();
    },
    { auto: true },
  ],

  /** A server of the test's own: it can change what it serves, and be closed. See `serve`. */
  host: async ({ watch }, use) => {
    const host = await serve();
    watch.admit(host.origin);
    await use(host);
    await host.close();
  },
});

/** Watches a browser context that a test made itself. `check()` is called at its end. */
export async function watchContext(context, ...admitted) {
  const problems = [];
  const allowed = [];
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      const { violatedDirective, blockedURI, sample, sourceFile, lineNumber } = event;
      console.error(`policy violated: ${violatedDirective} ${blockedURI} ${sample} (${sourceFile}:${lineNumber})`);
    });
  });
  context.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
    // Chromium warns of preloads that were for nothing.
    if (message.type() === 'warning' && /preload/.test(message.text())) problems.push(`console: ${message.text()}`);
  });
  context.on('weberror', (error) => problems.push(`uncaught: ${error.error()}`));
  context.on('request', (request) => {
    const url = request.url();
    if (/^(data|blob):/.test(url) || admitted.some((start) => url.startsWith(start))) return;
    problems.push(`request that leaves the site: ${url}`);
  });
  return {
    /** Trouble that the test provokes. */
    allow: (pattern) => allowed.push(pattern),
    /** Another address that belongs to the site under test. */
    admit: (start) => admitted.push(start),
    check: () => {
      const unexpected = problems.filter((problem) => !allowed.some((pattern) => pattern.test(problem)));
      expect(unexpected, 'trouble that no one saw').toEqual([]);
    },
  };
}

/** The program has started: the page is the app's. */
export async function started(page) {
  await expect(page.locator('html')).toHaveAttribute('data-app', 'started');
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible();
}

/** The whole site is on the device. */
export async function readyOffline(page) {
  await expect(page.locator('html')).toHaveAttribute('data-offline', 'ready');
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Expects the page, as it is now, to have no accessibility violation up to WCAG 2.2 AA. */
export async function axe(page, context) {
  // Evaluated through the debugger, which the page's policy does not bind.
  await page.evaluate(AXE);
  const violations = await page.evaluate(async (context) => {
    const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const results = await axe.run(context ?? document, { runOnly: { type: 'tag', values } });
    return results.violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map((node) => node.html) }));
  }, context);
  expect(violations, 'accessibility').toEqual([]);
}
