import type { IdentityLink } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { Injectable } from '@nestjs/common';

interface Row {
  id: string;
  issuer: string;
  subject: string;
  linked_at: Date;
}

@Injectable()
export class IdentitiesRepository {
  async list(ctx: TransactionContext, accountId: string): Promise<IdentityLink[]> {
    const rows = await ctx.transaction.query<Row>(
      'select id, issuer, subject, linked_at from identity_links where account_id = $1 order by linked_at',
      [accountId],
    );
    return rows.map(present);
  }

  /** @returns null when this person of the provider belongs to an account already */
  async insert(
    ctx: TransactionContext,
    link: Pick<IdentityLink, 'id' | 'issuer' | 'subject'>,
    accountId: string,
  ): Promise<IdentityLink | null> {
    const [row] = await ctx.transaction.query<Row>(
      `insert into identity_links (id, account_id, issuer, subject, linked_by) values ($1, $2, $3, $4, app.me())
       on conflict (issuer, subject) do nothing returning id, issuer, subject, linked_at`,
      [link.id, accountId, link.issuer, link.subject],
    );
    return row ? present(row) : null;
  }

  /** @returns false when there is none */
  async remove(ctx: TransactionContext, accountId: string, id: string): Promise<boolean> {
    const rows = await ctx.transaction.query('delete from identity_links where id = $1 and account_id = $2 returning id', [id, accountId]);
    return rows.length > 0;
  }
}

function present({ id, issuer, subject, linked_at: at }: Row): IdentityLink {
  return { id, issuer, subject, linkedAt: at.toISOString() };
}
