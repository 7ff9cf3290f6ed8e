import pg from 'pg';
import { clientOptions, type DatabaseLocation } from './data-source.js';

/** Injection token of the {@link Listener}. */
export const LISTENER = Symbol('majlis:listener');

/** PostgreSQL notifications on a connection of its own, re-made when it breaks. */
export class Listener {
  constructor(private readonly location: DatabaseLocation) {}

  /**
   * @param notified hears the payload of each notification, and null when some may have been missed
   * @returns a function that ends it.
   */
  async listen(channel: string, notified: (payload: string | null) => void): Promise<() => Promise<void>> {
    let client: pg.Client | undefined;
    let ended = false;
    let retry: NodeJS.Timeout | undefined;
    const connect = async (): Promise<void> => {
      const next = new pg.Client({ ...clientOptions(this.location), application_name: 'majlis-listener' });
      client = next;
      next.on('notification', ({ payload }) => notified(payload ?? null));
      next.on('error', () => reconnect(next));
      next.on('end', () => reconnect(next));
      await next.connect();
      await next.query(`listen ${next.escapeIdentifier(channel)}`);
      notified(null); // whatever was missed while there was no connection
    };
    const reconnect = (broken: pg.Client): void => {
      if (ended || client !== broken) return;
      client = undefined;
      retry = setTimeout(() => void connect().catch(() => (client ? reconnect(client) : undefined)), 500);
    };
    await connect();
    return async () => {
      ended = true;
      clearTimeout(retry);
      await client?.end().catch(() => undefined);
    };
  }
}
