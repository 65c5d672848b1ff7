// What happens before, around and after the program: the theme, its start, its failure, and offline use.
// Plain and old-fashioned on purpose: it has to work where WebAssembly does not.
(() => {
  'use strict';

  const root = document.documentElement;
  const scope = new URL('./', location.href);
  // In front of every key that the app keeps, for several may share one origin. Keep in step with
  // src/storage/names.rs.
  const prefix = 'starling:' + scope.pathname.replace(/:/g, '%3A') + ':';

  const parsed = new Promise((resolve) => {
    if (document.readyState !== 'loading') resolve();
    else document.addEventListener('DOMContentLoaded', resolve);
  });

  // Inside somebody else's frame it offers nothing but the way out. (A policy in a <meta> cannot forbid framing.)
  if (self !== top) {
    parsed.then(() => {
      const link = document.createElement('a');
      link.href = location.href;
      link.target = '_blank';
      link.rel = 'noopener';
      link.textContent = 'Open Starling in a tab of its own';
      document.body.replaceChildren(link);
    });
    return;
  }

  // The page's policy lets no markup in: the app makes elements one by one. The one script address that it lets
  // through, here, is the service worker's.
  if (self.trustedTypes) {
    trustedTypes.createPolicy('default', {
      createScriptURL: (url) =>
        new URL(url, scope).href === scope.href + 'sw.js' ? url : null,
    });
  }

  // The app keeps the choice under this key; without one, the system's preference holds.
  try {
    const theme = localStorage.getItem(prefix + 'hint:theme');
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  } catch (blocked) {
    // Storage is switched off: the app says so.
  }

  // --- Failure ---------------------------------------------------------------------------------------------

  let failure = null;

  function fail(reason) {
    if (failure !== null) return;
    failure = String((reason && reason.stack) || reason);
    root.dataset.app = 'failed';
    parsed.then(() => {
      document.getElementById('crash').hidden = false;
      document.getElementById('app').removeAttribute('aria-busy');
      document.getElementById('crash-title').focus();
    });
  }

  addEventListener('error', (event) => {
    // Neither a browser extension's mistake nor a skipped layout notification stops the app.
    if (/^[a-z-]+-extension:/.test(event.filename)) return;
    if (/^ResizeObserver/.test(event.message)) return;
    fail(event.error || event.message);
  });
  addEventListener('unhandledrejection', (event) => {
    // Somebody closed a dialog of the browser's.
    if (event.reason && event.reason.name === 'AbortError') return;
    fail(event.reason);
  });

  // Everything the app keeps, one `[key, value]` a line, below a line that says what it is.
  function rescue() {
    const about = {
      app: 'starling',
      file: 'rescue',
      version: 1,
      scope: scope.pathname,
      saved: new Date().toISOString(),
      failure,
    };
    const lines = [JSON.stringify(about)];
    try {
      for (let i = 0; i < localStorage.length; i++) {
        const key = localStorage.key(i);
        if (key.startsWith(prefix)) lines.push(JSON.stringify([key, localStorage.getItem(key)]));
      }
    } catch (blocked) {
      lines.push(JSON.stringify({ storage: String(blocked) }));
    }
    return lines.join('\n') + '\n';
  }

  function download(name, text) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  // --- Start -----------------------------------------------------------------------------------------------

  parsed.then(() => {
    document.getElementById('crash-reload').onclick = () => location.reload();
    document.getElementById('crash-download').onclick = () => download('starling-data.txt', rescue());
    // A link to #app would be a route.
    document.getElementById('skip').onclick = () => {
      const target = document.querySelector('#app h1') || document.getElementById('app');
      target.tabIndex = -1;
      target.focus();
    };
  });

  // A program that is fetched later; the app asks for it by this name.
  const load = (script, wasm) =>
    import(new URL(script, scope)).then((program) =>
      program.default({ module_or_path: new URL(wasm, scope) }).then(() => program));
  self.starlingProgram = load;

  // The build put both links above this script, so that the fetches have begun.
  const glue = document.querySelector('link[rel=modulepreload]');
  const wasm = document.querySelector('link[rel=preload][as=fetch]');
  parsed
    .then(() => load(glue.href, wasm.href))
    .then(() => {
      document.getElementById('app').removeAttribute('aria-busy');
      if (failure === null) root.dataset.app = 'started';
    })
    .catch(fail);

  // --- Offline and updates ---------------------------------------------------------------------------------

  // The app learns of these through an event, or through the attribute where it starts later than the event.
  function tell(attribute, state) {
    if (root.dataset[attribute] === state) return;
    root.dataset[attribute] = state;
    dispatchEvent(new CustomEvent('starling:' + attribute + '-' + state));
  }

  function offline(container) {
    container
      .register('./sw.js', { updateViaCache: 'none' })
      .then((registration) => {
        let controlled = container.controller !== null;
        let asked = false;

        const watch = (worker) => {
          if (!worker) return;
          const look = () => {
            if (worker.state === 'installed' && container.controller) tell('update', 'waiting');
          };
          worker.addEventListener('statechange', look);
          look();
        };
        watch(registration.waiting);
        watch(registration.installing);
        registration.addEventListener('updatefound', () => watch(registration.installing));

        container.ready.then(() => tell('offline', 'ready'));

        addEventListener('starling:update-accept', () => {
          asked = true;
          if (registration.waiting) registration.waiting.postMessage('SKIP_WAITING');
          else location.reload(); // Another tab accepted before.
        });
        container.addEventListener('controllerchange', () => {
          if (asked) location.reload();
          else if (controlled) tell('update', 'applied'); // By another tab: this one still shows the old version.
          controlled = true;
        });

        // A tab that stays open for days looks for updates now and then.
        let looked = Date.now();
        document.addEventListener('visibilitychange', () => {
          if (document.visibilityState !== 'visible' || Date.now() - looked < 3600000) return;
          looked = Date.now();
          registration.update().catch(() => {});
        });
      })
      // Storage is switched off, or the host does not serve the worker: the app works online.
      .catch(() => {});
  }

  addEventListener('load', () => {
    // Not in development: a worker would keep serving what was changed.
    if (document.querySelector('meta[name=build]').content === 'dev') return;
    if (navigator.serviceWorker) offline(navigator.serviceWorker);
  });
})();
