import { AuditTrail } from '@app/audit';
import { ENROLMENT_PATH } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { Clock, newSecret } from '@app/identity';
import { CONFIG, type Config, notFound } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { EnrolmentsRepository } from './enrolments.repository.js';

const LIFE_MS = 24 * 3_600_000;

export interface IssuedEnrolment {
  readonly id: string;
  /** Shown once, to whoever issued it: only its hash is kept. */
  readonly link: string;
  readonly expiresAt: Date;
}

/** Enrolment links: the one way to a first passkey or password, and back in for whoever lost all of them. */
@Injectable()
export class Enrolments {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(EnrolmentsRepository) private readonly rows: EnrolmentsRepository,
  ) {}

  /**
   * A fresh link; earlier ones of the account open nothing any more. Whether the asker may is decided before, as
   * `account.manage` or `office.approve`; the policies of the database say the same.
   *
   * @param codeHash for an office: of the code that another person has, without which the link opens nothing
   * @throws AppError `not_found` for an account that is not there or not active
   */
  async issue(ctx: TransactionContext, accountId: string, codeHash: Buffer | null = null): Promise<IssuedEnrolment> {
    if (!(await this.rows.accountExists(ctx, accountId))) throw notFound();
    const { token, hash } = newSecret();
    const id = uuid();
    const issuedAt = this.clock.now();
    const expiresAt = new Date(issuedAt.getTime() + LIFE_MS);
    await this.rows.withdraw(ctx, accountId);
    await this.rows.insert(ctx, { id, accountId, tokenHash: hash, codeHash, issuedBy: ctx.actor?.accountId ?? null, issuedAt, expiresAt });
    await this.audit.record(ctx, 'enrolment.issued', { enrolmentId: id, accountId });
    const origin = this.config.publicOrigin === null ? `http://localhost:${this.config.port}` : new URL(this.config.publicOrigin).origin;
    // Behind the #: browsers send it to nobody, so it stands in no log of a server or proxy.
    return { id, link: `${origin}${ENROLMENT_PATH}#${token}`, expiresAt };
  }

  /** Takes all of somebody's accounts at providers away. Under the purpose `identity`. */
  async unlinkAll(system: TransactionContext, asked: TransactionContext, accountId: string): Promise<void> {
    for (const linkId of await this.rows.unlinkAll(system, accountId))
      await this.audit.record(asked, 'identity.unlinked', { linkId, accountId });
  }

  /** What was issued opens nothing any more. */
  withdraw(ctx: TransactionContext, accountId: string): Promise<void> {
    return this.rows.withdraw(ctx, accountId);
  }
}
