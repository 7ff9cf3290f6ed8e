import type { TransactionContext } from '@app/database';
import { systemContext } from '@app/identity';
import { Inject, Injectable } from '@nestjs/common';
import { Enrolments } from '../enrolment/enrolments.service.js';
import { PasskeysService } from '../passkeys/passkeys.service.js';
import { PasswordsService } from '../passwords/passwords.service.js';
import { OwnSessionsService } from '../sessions/own-sessions.service.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';

/** Whatever opens an account: somebody who prepared it for himself would come into the office with it. */
@Injectable()
export class FormerWays {
  constructor(
    @Inject(SessionsRepository) private readonly sessionRows: SessionsRepository,
    @Inject(OwnSessionsService) private readonly sessions: OwnSessionsService,
    @Inject(PasskeysService) private readonly passkeys: PasskeysService,
    @Inject(PasswordsService) private readonly passwords: PasswordsService,
    @Inject(Enrolments) private readonly enrolments: Enrolments,
  ) {}

  /** Sessions, passkeys, password, accounts at providers and links open nothing any more. */
  async close(ctx: TransactionContext, accountId: string): Promise<void> {
    await this.sessionRows.closeWays(ctx, accountId);
    const system = await ctx.transaction.actAs(systemContext('identity'));
    await this.sessions.endDoubtful(system, ctx, accountId, {});
    await this.passkeys.removeAll(system, ctx, accountId);
    await this.passwords.set(system, ctx, accountId, null);
    await this.enrolments.unlinkAll(system, ctx, accountId);
    await this.enrolments.withdraw(system, accountId);
    await ctx.transaction.actAs(ctx);
  }
}
