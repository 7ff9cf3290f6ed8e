import { AuditTrail } from '@app/audit';
import { ASSURANCE } from '@app/contracts';
import { Database, type TransactionContext } from '@app/database';
import { networkKey, type RequestContext, systemContext } from '@app/identity';
import { AppError } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { actorOf, OwnSessionsService } from '../sessions/own-sessions.service.js';
import { SessionStarter, type Started } from '../sessions/session-starter.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';
import { type Limit, Throttle } from '../throttle/throttle.service.js';
import { PasswordHashing } from './password-hashing.js';
import { PasswordsRepository, type StoredPassword } from './passwords.repository.js';
import { isCommonPassword } from './worst-passwords.js';

const QUARTER = 15 * 60;
/** Attempts at one login from one network. Keyed by both, so that a stranger cannot lock a minister out. */
const BY_LOGIN: Limit = { scope: 'password-login', points: 10, seconds: QUARTER };
/** Failed attempts from one network at all logins: a ministry behind one address signs in within it, a list of logins is not tried. */
const BY_NETWORK: Limit = { scope: 'password-network', points: 300, seconds: QUARTER, shared: true };

/** Signing in with a password: the lower assurance, good for restricted at most. */
@Injectable()
export class PasswordsService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Throttle) private readonly throttle: Throttle,
    @Inject(SessionStarter) private readonly starter: SessionStarter,
    @Inject(OwnSessionsService) private readonly sessions: OwnSessionsService,
    @Inject(SessionsRepository) private readonly sessionRows: SessionsRepository,
    @Inject(PasswordHashing) private readonly hashing: PasswordHashing,
    @Inject(PasswordsRepository) private readonly rows: PasswordsRepository,
  ) {}

  /** @throws AppError `sign_in_failed` with the same words and after the same work, whatever was wrong. */
  async signIn(ctx: RequestContext, login: string, password: string): Promise<Started> {
    const name = login.normalize('NFC').toLowerCase();
    const network = networkKey(ctx.network);
    const counted = [
      { limit: BY_LOGIN, key: `${name} ${network}` },
      { limit: BY_NETWORK, key: network },
    ];
    await this.throttle.spend(ctx, ...counted);
    const found = await this.database.transaction(systemContext('identity'), (system) => this.rows.byLogin(system, name));
    const right = await this.hashing.verify(found?.hash ?? null, password);
    if (!found?.active || !right) return this.#refuse(ctx, found?.accountId ?? null);
    const renewed = found.hash !== null && this.hashing.isOutdated(found.hash) ? await this.hashing.hash(password) : null;
    const started = await this.database.transaction(systemContext('identity'), async (system) => {
      if (!(await this.#isStill(system, found))) return null;
      if (renewed !== null && found.hash !== null) await this.rows.rehash(system, found.accountId, found.hash, renewed);
      return this.starter.start(system, ctx, {
        accountId: found.accountId,
        method: 'password',
        assurance: ASSURANCE.password,
        strongAt: null,
      });
    });
    if (!started) return this.#refuse(ctx, found.accountId);
    await this.throttle.forgive(...counted);
    return started;
  }

  async #refuse(ctx: RequestContext, accountId: string | null): Promise<never> {
    await this.audit.recordApart(ctx, 'session.refused', { method: 'password', accountId }, 'denied');
    throw new AppError('sign_in_failed');
  }

  /** @throws AppError `password_wrong`, `password_common` */
  async change(ctx: RequestContext, old: string, next: string): Promise<void> {
    const { accountId, sessionId } = actorOf(ctx);
    // Whoever sits down at an open session does not get to guess either.
    await this.throttle.spend(ctx, { limit: BY_LOGIN, key: accountId });
    const found = await this.database.transaction(systemContext('identity'), (system) => this.rows.byAccount(system, accountId));
    if (!found || !(await this.hashing.verify(found.hash, old))) {
      await this.audit.recordApart(ctx, 'session.refused', { method: 'password', accountId, reason: 'change' }, 'denied');
      throw new AppError('password_wrong');
    }
    const hash = await this.newHash(found, next);
    await this.database.transaction(systemContext('identity'), async (system) => {
      const asked = { ...ctx, transaction: system.transaction };
      if (!(await this.#isStill(system, found))) throw new AppError('password_wrong');
      await this.rows.save(system, accountId, hash);
      await this.audit.record(asked, 'password.changed', { accountId });
      await this.sessions.endDoubtful(system, asked, accountId, { but: sessionId });
    });
  }

  /** The hash of a password somebody chooses. @throws AppError `password_common` */
  async newHash({ login }: Pick<StoredPassword, 'login'>, password: string): Promise<string> {
    if (isCommonPassword(password, login)) throw new AppError('password_common');
    return this.hashing.hash(password);
  }

  /** Sets the password of somebody who proved himself otherwise, or takes it away. Part of a transaction under `identity`. */
  async set(system: TransactionContext, asked: TransactionContext, accountId: string, hash: string | null): Promise<void> {
    if (hash === null) return this.rows.remove(system, accountId);
    await this.rows.save(system, accountId, hash);
    await this.audit.record(asked, 'password.changed', { accountId });
  }

  /** Checking a password takes a while. One that was taken away meanwhile (an office was given) opens nothing. */
  async #isStill(system: TransactionContext, { accountId, hash }: StoredPassword): Promise<boolean> {
    await this.sessionRows.holdWays(system, accountId);
    return (await this.rows.byAccount(system, accountId))?.hash === hash;
  }

  changedAt(system: TransactionContext, accountId: string): Promise<Date | null> {
    return this.rows.changedAt(system, accountId);
  }
}
