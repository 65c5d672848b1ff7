// A plain static host, as strict and as simple as GitHub Pages: the files that are there, with a date and ten
// minutes of caching; 404 for the rest. It serves the built site at three addresses at once.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the built site stands. */
export const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));

/** The paths that the site is served at, the longest first. */
export const BASES = ['/a/b/', '/a/', '/'];

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/**
 * Starts a server on the loopback address; port 0 takes any free one.
 *
 * The result can be changed while it runs, as a host changes: `dist` is the folder it serves; `answer`, if set,
 * is asked first and returns `{ status, type, body }` or nothing. `requests` lists the paths asked for.
 */
export async function serve({ dist = DIST, port = 0 } = {}) {
  const host = { dist, answer: null, requests: [] };

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://host');
    host.requests.push(pathname);
    const send = (status, headers, body) => response.writeHead(status, headers).end(body);

    const own = host.answer?.(pathname);
    if (own) return send(own.status ?? 200, { 'content-type': own.type ?? TYPES['.html'] }, own.body);
    if (BASES.includes(pathname + '/')) return send(301, { location: pathname + '/' });

    const path = pathname.slice(BASES.find((base) => pathname.startsWith(base)).length);
    const file = normalize(join(host.dist, path === '' || path.endsWith('/') ? path + 'index.html' : path));
    const body = file.startsWith(normalize(host.dist)) && (await readFile(file).catch(() => null));
    if (!body) return send(404, { 'content-type': TYPES['.html'] }, '<!doctype html><title>404</title>404');

    const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
    const headers = { 'cache-control': 'max-age=600', etag };
    if (request.headers['if-none-match'] === etag) return send(304, headers);
    send(200, { ...headers, 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' }, body);
  });

  await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  host.origin = `http://127.0.0.1:${server.address().port}`;
  /** Stops it for good: open connections are cut. */
  host.close = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  return host;
}

// `node server.mjs PORT`: for the test runner, or for a look by hand.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await readFile(join(DIST, 'sw.js')).catch(() => {
    console.error('There is no release build in dist/: run `cargo xtask build` first.');
    process.exit(1);
  });
  const host = await serve({ port: Number(process.argv[2] ?? 8471) });
  console.log(BASES.map((base) => host.origin + base).join('\n'));
}
