// Runs in every page before the page's own scripts. It only looks: nothing of the product calls it.
(() => {
  const { document, MutationObserver, location } = globalThis;
  const now = () => performance.timeOrigin + performance.now();

  // The driver hears of it at once, also when the page is left the next moment.
  globalThis.addEventListener('securitypolicyviolation', (event) => {
    globalThis.majlisViolation?.(
      `${event.effectiveDirective} refused ${event.blockedURI} at ${event.sourceFile}:${event.lineNumber} in ${location.pathname}`,
    );
  });

  const base64 = (bytes) => {
    let text = '';
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return globalThis.btoa(text);
  };
  const section = (label) => [...document.querySelectorAll('section')].find((one) => one.getAttribute('aria-label') === label);

  globalThis.majlisProbe = {
    /** When this document was loaded: another number after a reload. */
    loadedAt: now(),

    progress: {},
    /** Keeps the names of all progress bars there were, with the furthest value of each. */
    watchProgress() {
      const { progress } = globalThis.majlisProbe;
      new MutationObserver(() => {
        for (const bar of document.querySelectorAll('[role=progressbar]')) {
          const name = bar.getAttribute('aria-label') ?? '';
          progress[name] = Math.max(progress[name] ?? 0, Number(bar.getAttribute('aria-valuenow') ?? 0));
        }
      }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['aria-valuenow'] });
    },

    /** A page's picture as it is on the screen, made smaller: one byte of brightness per pixel. */
    pagePixels(label, width) {
      const canvas = section(label)?.querySelector('canvas');
      if (!canvas || canvas.width === 0) return null;
      const copy = document.createElement('canvas');
      copy.width = width;
      copy.height = Math.round((width * canvas.height) / canvas.width);
      const context = copy.getContext('2d');
      context.imageSmoothingQuality = 'high';
      context.drawImage(canvas, 0, 0, copy.width, copy.height);
      const { data } = context.getImageData(0, 0, copy.width, copy.height);
      const bright = new Uint8Array(data.length / 4);
      bright.forEach((_, at) => (bright[at] = Math.round((data[at * 4] + data[at * 4 + 1] + data[at * 4 + 2]) / 3)));
      return { width: copy.width, height: copy.height, bright: base64(bright) };
    },

    /** Marks on a page: stored or waiting ones of anybody, and unfinished ones of others. */
    marks(label) {
      const all = [...(section(label)?.querySelectorAll('svg path[data-colour]') ?? [])];
      const stored = all.filter((path) => path.hasAttribute('data-layer'));
      return {
        stored: stored.length,
        waiting: stored.filter((path) => path.hasAttribute('data-waiting')).length,
        live: all.length - stored.length,
      };
    },

    ink: { lifted: [], stored: [], live: [] },
    /** Notes when the pen was lifted here, and when marks of others appeared here. */
    watchInk(label) {
      const { ink, marks } = globalThis.majlisProbe;
      globalThis.addEventListener('pointerup', (event) => ink.lifted.push(performance.timeOrigin + event.timeStamp), { capture: true });
      let before = marks(label);
      new MutationObserver(() => {
        const after = marks(label);
        for (let more = before.stored; more < after.stored; more += 1) ink.stored.push(now());
        for (let more = before.live; more < after.live; more += 1) ink.live.push(now());
        before = after;
      }).observe(document, { subtree: true, childList: true });
    },

    /** Width of the picture in the mirror before joining; 0 while there is none. */
    mirror: () => document.querySelector('[role=dialog] video')?.videoWidth ?? 0,

    /** Videos of the conference with the pictures decoded so far. */
    videos() {
      return [...document.querySelectorAll('figure[data-tile]')].map((tile) => {
        const video = tile.querySelector('video');
        return {
          tile: tile.getAttribute('data-tile'),
          words: tile.querySelector('figcaption')?.textContent ?? '',
          speaking: tile.getAttribute('data-speaking') === 'true',
          frames: video?.getVideoPlaybackQuality().totalVideoFrames ?? 0,
          width: video?.videoWidth ?? 0,
          height: video?.videoHeight ?? 0,
        };
      });
    },

    /** Sends a request from within the page, with the page's own session. */
    async ask({ method, path, json, form, headers }) {
      let body;
      if (json !== undefined) body = JSON.stringify(json);
      if (form !== undefined) {
        body = new globalThis.FormData();
        for (const [name, value] of Object.entries(form))
          body.append(name, typeof value === 'string' ? value : new globalThis.File([value.text], value.name));
      }
      const answer = await fetch(path, {
        method,
        cache: 'no-store',
        headers: { 'X-Majlis-Request': '1', ...(json === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body }),
      });
      const bytes = new Uint8Array(await answer.arrayBuffer());
      return {
        status: answer.status,
        type: answer.headers.get('content-type'),
        length: answer.headers.get('content-length'),
        bytes: base64(bytes),
      };
    },
  };
})();
