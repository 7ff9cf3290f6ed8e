import { Account, BodyEntity, BodyMember, Clearance, type TransactionContext } from '@app/database';
import { Injectable } from '@nestjs/common';

@Injectable()
export class DemoRepository {
  async hasAccounts(ctx: TransactionContext): Promise<boolean> {
    return (await ctx.transaction.repository(Account).count()) > 0;
  }

  async addAccount(ctx: TransactionContext, account: Omit<Account, 'createdAt'>, clearance: Clearance): Promise<void> {
    await ctx.transaction.repository(Account).insert(account);
    await ctx.transaction.repository(Clearance).insert(clearance);
  }

  async addBody(ctx: TransactionContext, body: BodyEntity, members: BodyMember[]): Promise<void> {
    await ctx.transaction.repository(BodyEntity).insert(body);
    await ctx.transaction.repository(BodyMember).insert(members);
  }

  /** The demo's first meeting carries the scenario's number; later ones count on from it. */
  async setNumber(ctx: TransactionContext, meetingId: string, number: number): Promise<void> {
    await ctx.transaction.query('update meetings set number = $2 where id = $1', [meetingId, number]);
  }
}
