// The script of a page of another origin (foreign-page.ts): what somebody's page tries with the visitor's own cookie.
(() => {
  const { document, WebSocket, setTimeout } = globalThis;

  globalThis.attempt = {
    /** One endpoint as a plain request, as one with our header, and as a form. What it could read comes back. */
    async request({ method, address }) {
      const learned = [];
      const simple = method === 'GET' ? {} : { method: 'POST', body: '{}', headers: { 'Content-Type': 'text/plain' } };
      const plain = await fetch(address, { ...simple, mode: 'no-cors', credentials: 'include' }).catch(() => null);
      if (plain && plain.type !== 'opaque') learned.push(`plain ${method} ${address}: ${plain.type}`);
      const headers = { 'X-Majlis-Request': '1', 'Content-Type': 'application/json' };
      const body = method === 'GET' ? {} : { body: '{}' };
      const full = await fetch(address, { method, headers, ...body, credentials: 'include' }).catch(() => null);
      if (full) learned.push(`full ${method} ${address}: ${full.status}`);
      if (method === 'GET') return learned;
      const frame = document.createElement('iframe');
      frame.name = `form ${method} ${address}`;
      const form = document.createElement('form');
      Object.assign(form, { action: address, method: 'post', enctype: 'text/plain', target: frame.name });
      document.body.append(frame, form);
      const arrived = new Promise((resolve) => {
        frame.addEventListener('load', resolve, { once: true });
        // An answer without content leaves a frame as it is, and says nothing.
        setTimeout(resolve, 5_000);
      });
      form.submit();
      await arrived;
      form.remove();
      frame.remove();
      return learned;
    },

    /** One address as everything a page can embed. What came alive comes back. */
    async embed(address) {
      const kinds = [
        ['img', 'src'],
        ['script', 'src'],
        ['video', 'src'],
        ['object', 'data'],
        ['embed', 'src'],
        ['iframe', 'src'],
      ];
      const alive = await Promise.all(
        kinds.map(async ([tag, attribute]) => {
          const element = document.createElement(tag);
          const outcome = new Promise((resolve) => {
            for (const event of ['load', 'loadeddata', 'error']) element.addEventListener(event, () => resolve(event), { once: true });
            // Some elements say nothing when they were refused; what is in a frame is looked at from outside.
            setTimeout(() => resolve('silence'), 700);
          });
          element.setAttribute(attribute, address);
          document.body.append(element);
          const event = await outcome;
          return tag !== 'iframe' && tag !== 'embed' && event.startsWith('load') ? `${tag} ${address}` : null;
        }),
      );
      return alive.filter((one) => one !== null);
    },

    /** A socket with a grant that is good. What it was told comes back, unless it was refused. */
    async call({ address, grant }) {
      const socket = new WebSocket(address);
      const told = await new Promise((resolve) => {
        socket.onmessage = ({ data }) => {
          if (data.startsWith('0')) socket.send(`40${JSON.stringify({ grant })}`);
          else if (data.startsWith('4')) resolve(data);
        };
        socket.onclose = () => resolve('closed');
      });
      socket.close();
      return told === 'closed' || told.startsWith('44') ? [] : [`${address}: ${told}`];
    },
  };
})();
