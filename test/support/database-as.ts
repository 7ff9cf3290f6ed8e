import { requestContext } from '@app/identity';
import type { AgendaApp } from './agenda-app.js';

/** Whose session it is: a client that signed in. */
interface SignedIn {
  readonly accountId: string;
}
export type Statement = readonly [text: string, parameters?: readonly unknown[]];

/** The newest open session of somebody who signed in. */
export async function sessionOf({ db }: AgendaApp, { accountId }: SignedIn): Promise<string> {
  const [session] = await (
    await db.superuser()
  ).query<{ id: string }[]>('select id from sessions where account_id = $1 and ended_at is null order by created_at desc limit 1', [
    accountId,
  ]);
  if (!session) throw new Error('no session is open');
  return session.id;
}

/**
 * Statements in one transaction under the policies of somebody who signed in, past all services: for what no service
 * would ask in his name. @returns the rows of the last
 */
export async function databaseAs<Row extends object>(app: AgendaApp, who: SignedIn, ...statements: Statement[]): Promise<Row[]> {
  const { accountId } = who;
  const ctx = requestContext({ actor: { accountId, sessionId: await sessionOf(app, who), assurance: 2, ceiling: 4 } });
  return app.db.database.transaction(ctx, async (bound) => {
    let rows: Row[] = [];
    for (const [text, parameters] of statements) rows = await bound.transaction.query<Row>(text, parameters);
    return rows;
  });
}
