import { createServer, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { allowLongBody, limitBodyTime } from './body-time.js';

const LIMIT_MS = 60;

describe('the time a body may take', () => {
  let server: Server;
  let answer: (request: IncomingMessage) => boolean;
  const clients: Socket[] = [];

  beforeEach(async () => {
    server = createServer((request, response) => {
      limitBodyTime(LIMIT_MS)(request, response, () => {
        if (answer(request)) response.end('answered');
        else request.on('data', () => undefined).on('end', () => response.end('whole'));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  /** Sends a beginning; the rest follows drop by drop for ever, or after a while. */
  function send(restAfterMs: number | null): { heard: () => string; closed: Promise<void> } {
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
    clients.push(client);
    let heard = '';
    client.on('error', () => undefined).on('data', (data) => (heard += data.toString()));
    client.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{');
    let left = 999;
    const drip = (bytes: number) => {
      left -= bytes;
      client.write(' '.repeat(bytes));
    };
    const drops = setInterval(() => drip(1), LIMIT_MS / 4);
    if (restAfterMs !== null) setTimeout(() => (clearInterval(drops), drip(left)), restAfterMs);
    const closed = new Promise<void>((resolve) => client.once('close', () => (clearInterval(drops), resolve())));
    return { heard: () => heard, closed };
  }

  it('cuts a body that does not come to its end', async () => {
    answer = () => false;
    await send(null).closed;
  });

  it('cuts it also when the answer was given long before', async () => {
    answer = () => true;
    const { heard, closed } = send(null);
    await closed;
    expect(heard()).toContain('answered');
  });

  it('lets go on whoever was allowed to', async () => {
    answer = (request) => (allowLongBody(request), false);
    const { heard } = send(LIMIT_MS * 4);
    while (!heard().includes('whole')) await new Promise((resolve) => setTimeout(resolve, 10));
  });
});
