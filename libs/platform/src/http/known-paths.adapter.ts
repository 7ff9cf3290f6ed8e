import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { IoAdapter } from '@nestjs/platform-socket.io';

/** socket.io for several gateways on one port, which remembers their paths: no gateway may refuse what is another's. */
export class KnownPathsAdapter extends IoAdapter {
  readonly #paths = new Set<string>();

  override createIOServer(...[port, options]: Parameters<IoAdapter['createIOServer']>): ReturnType<IoAdapter['createIOServer']> {
    const { path } = (options ?? {}) as { path?: string };
    if (path) this.#paths.add(`${path.replace(/\/$/, '')}/`);
    return super.createIOServer(port, options);
  }

  /** Ends what wants to speak another protocol on a path where nobody does; otherwise such a line is held for ever. */
  refuseOtherPaths(server: Server): void {
    server.on('upgrade', (request: IncomingMessage, line: Duplex) => {
      if ([...this.#paths].some((path) => request.url?.startsWith(path))) return;
      line.on('error', () => undefined);
      line.destroy();
    });
  }
}
