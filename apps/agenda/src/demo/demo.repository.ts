import { Account, BodyEntity, BodyMember, Clearance, MeetingEntity, type TransactionContext } from '@app/database';
import { Inject, Injectable } from '@nestjs/common';
import { IsNull, Not } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { CaveatsRepository } from '../clearances/caveats.repository.js';
import { SitesRepository } from '../sites/sites.repository.js';
import type { DemoBody } from './personas.js';
import { DEMO_CAVEATS, DEMO_SITES } from './sites.js';

@Injectable()
export class DemoRepository {
  constructor(
    @Inject(CaveatsRepository) private readonly caveats: CaveatsRepository,
    @Inject(SitesRepository) private readonly sites: SitesRepository,
  ) {}

  /** The demo's people and bodies, when they are there. */
  async idsByKey(
    ctx: TransactionContext,
    bodies: readonly DemoBody[],
  ): Promise<{ accounts: Map<string, string>; bodies: Map<string, string> } | null> {
    const accounts = await ctx.transaction.repository(Account).findBy({ persona: Not(IsNull()) });
    if (accounts.length === 0) return null;
    const rows = await ctx.transaction.repository(BodyEntity).find();
    const keyOf = new Map(bodies.map(({ key, name }) => [name.en, key]));
    return {
      accounts: new Map(accounts.map(({ id, persona }) => [persona ?? '', id])),
      bodies: new Map(rows.map(({ id, nameEn }) => [keyOf.get(nameEn) ?? '', id])),
    };
  }

  /** The demo's buildings and caveats, where they are not there yet. */
  async addPlaces(ctx: TransactionContext): Promise<void> {
    for (const { code, name } of DEMO_CAVEATS) await this.caveats.add(ctx, { code, name });
    for (const { networks, ...site } of DEMO_SITES) {
      if (!(await this.sites.insert(ctx, site))) continue;
      for (const network of networks) await this.sites.addNetwork(ctx, site.code, { id: uuid(), ...network });
    }
  }

  findMeeting(ctx: TransactionContext, bodyId: string, number: number): Promise<MeetingEntity | null> {
    return ctx.transaction.repository(MeetingEntity).findOneBy({ bodyId, number });
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
