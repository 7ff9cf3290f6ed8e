import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { join } from 'node:path';
import { StartedProcess, until } from './built-process.js';

/** A real Redis on a Unix socket in a folder of the test: no port that somebody else could have. */
export class RedisServer {
  private constructor(
    readonly process: StartedProcess,
    readonly url: string,
  ) {}

  static async start(folder: string): Promise<RedisServer> {
    const socket = join(folder, 'redis.sock');
    const settings = [
      '--port',
      '0',
      '--unixsocket',
      socket,
      '--unixsocketperm',
      '700',
      '--save',
      '',
      '--appendonly',
      'no',
      '--dir',
      folder,
    ];
    const server = new RedisServer(
      new StartedProcess('redis-server', spawn('redis-server', settings, { stdio: ['ignore', 'pipe', 'pipe'] })),
      `unix://${socket}`,
    );
    await until(() => answers(socket), 'Redis answers', 10_000).catch((error: unknown) => {
      throw new Error(`redis-server did not come up (is it installed?): ${server.process.errors}${server.process.output}`, {
        cause: error,
      });
    });
    return server;
  }
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path, () => socket.write('PING\r\n'));
    socket.on('data', (data) => {
      socket.destroy();
      resolve(data.toString().startsWith('+PONG'));
    });
    socket.on('error', () => resolve(false));
  });
}
