// The service worker: keeps one whole build on the device and answers from it. The build fills in the two
// constants; a build is what its bytes are, so the same bytes are the same build.
const BUILD = '{{build}}';
// Each file of the build and the hash of its bytes. './' is the page.
const FILES = {{files}};

const SCOPE = registration.scope;
// Several apps, and several copies of this one, may share an origin: touch only caches of this scope.
const PREFIX = 'starling:' + SCOPE + ':';
const CACHE = PREFIX + BUILD;

// All or nothing: an upload that is half through, or a host that answers with some other page, fails the
// hash and leaves the build that is there in charge.
addEventListener('install', (event) => event.waitUntil(install()));

async function install() {
  const earlier = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(Object.keys(FILES).map(async (path) => {
      await cache.put(path, (await kept(earlier, path)) || (await fetched(path)));
    }));
  } catch (failure) {
    await caches.delete(CACHE);
    throw failure;
  }
}

// A name with a hash in it says what the bytes are, so an update fetches only what is new.
async function kept(earlier, path) {
  if (!/-[0-9a-f]{16}\.\w+$/.test(path)) return undefined;
  for (const name of earlier) {
    const response = await (await caches.open(name)).match(path);
    if (response) return response;
  }
  return undefined;
}

async function fetched(path) {
  const integrity = FILES[path];
  // The page has just fetched most of these: ask the host whether they still hold, rather than for all bytes.
  let response = await fetch(path, { cache: 'no-cache', integrity }).catch(() => null);
  if (!response || !response.ok) response = await fetch(path, { cache: 'reload', integrity });
  if (!response.ok) throw new Error(path + ': expected the file, got status ' + response.status);
  // A page may not be answered with a response that was redirected.
  return response.redirected ? new Response(response.body, { headers: response.headers }) : response;
}

// Only when the user accepts an update; never under a page at work.
addEventListener('message', (event) => {
  if (event.data === 'SKIP_WAITING') skipWaiting();
});

addEventListener('activate', (event) => event.waitUntil(activate()));

async function activate() {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
  }
  await clients.claim();
}

addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || !url.href.startsWith(SCOPE)) return;
  // The query plays no part: links get decorated on their way.
  let path = './' + url.pathname.slice(new URL(SCOPE).pathname.length);
  if (path === './index.html') path = './';
  // Whatever else lives below this address is none of this worker's business.
  if (path in FILES) event.respondWith(answer(path, event.request));
});

async function answer(path, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(path, { ignoreVary: true })) || fetch(request);
}
