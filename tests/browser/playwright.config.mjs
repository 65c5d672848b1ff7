// `cargo xtask test` runs these; by hand: `npx playwright test` here, after `cargo xtask build`.

import { defineConfig } from '@playwright/test';

const port = Number(process.env.STARLING_TEST_PORT ?? 8471);
const origin = `http://127.0.0.1:${port}`;

/** They run when all others are done, so that nothing else takes the processor. */
const TIMED = ['speed.spec.mjs', 'huge.spec.mjs', 'many.spec.mjs', 'microphone.spec.mjs'];

export default defineConfig({
  testDir: '.',
  outputDir: 'results',
  // A test that passes at the second try has not passed.
  retries: 0,
  forbidOnly: true,
  fullyParallel: true,
  workers: 2,
  timeout: 30_000,
  reporter: 'list',
  use: {
    // A sub-path: whatever works here works anywhere.
    baseURL: `${origin}/a/b/`,
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        // Chromium's sandbox does not start for root, as which CI often runs.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        // The browser's own talk with the network.
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-quic',
        '--disable-sync',
        '--no-first-run',
        // The same picture everywhere.
        '--font-render-hinting=none',
      ],
    },
  },
  projects: [
    { name: 'all', testIgnore: TIMED },
    {
      name: 'speed',
      testMatch: TIMED,
      dependencies: ['all'],
      // One after another, and without a recorder beside them.
      workers: 1,
      use: { trace: 'off' },
    },
  ],
  webServer: {
    command: `node server.mjs ${port}`,
    url: `${origin}/a/b/`,
    reuseExistingServer: false,
  },
});
