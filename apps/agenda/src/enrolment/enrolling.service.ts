import { AuditTrail } from '@app/audit';
import { ASSURANCE, type CreationOptions, type EndpointInput, type finishEnrolment } from '@app/contracts';
import { Database } from '@app/database';
import { Clock, hashOf, networkKey, type RequestContext, systemContext } from '@app/identity';
import { AppError } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { PasskeysService } from '../passkeys/passkeys.service.js';
import { PasswordsService } from '../passwords/passwords.service.js';
import { OwnSessionsService } from '../sessions/own-sessions.service.js';
import { SessionStarter, type Started } from '../sessions/session-starter.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';
import { type Limit, Throttle } from '../throttle/throttle.service.js';
import { type Enrolment, EnrolmentsRepository } from './enrolments.repository.js';
import { Enrolments } from './enrolments.service.js';

const QUARTER = 15 * 60;
/**
 * Links of a network that are none. 256 bits are not guessed, and looking one up costs no more than counting it: so this
 * keeps nobody out who has a link, whatever others of his network try, and only tells the trail.
 */
const BY_NETWORK: Limit = { scope: 'enrolment-network', points: 300, seconds: QUARTER, shared: true };
/** Uses of one link from one network: its code is not tried without end, nor are passwords computed for it. */
const BY_LINK: Limit = { scope: 'enrolment-link', points: 30, seconds: QUARTER };

/** What the person with the link does with it. */
@Injectable()
export class Enrolling {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Database) private readonly database: Database,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Throttle) private readonly throttle: Throttle,
    @Inject(SessionStarter) private readonly starter: SessionStarter,
    @Inject(OwnSessionsService) private readonly sessions: OwnSessionsService,
    @Inject(SessionsRepository) private readonly sessionRows: SessionsRepository,
    @Inject(PasskeysService) private readonly passkeys: PasskeysService,
    @Inject(PasswordsService) private readonly passwords: PasswordsService,
    @Inject(Enrolments) private readonly enrolments: Enrolments,
    @Inject(EnrolmentsRepository) private readonly rows: EnrolmentsRepository,
  ) {}

  /** @throws AppError `enrolment_over` when it was used, withdrawn, is too old or never was */
  async open(ctx: RequestContext, token: string): Promise<Enrolment> {
    const found = await this.database.transaction(systemContext('identity'), (system) =>
      this.rows.find(system, hashOf(token), this.clock.now()),
    );
    if (found) return found;
    await this.throttle.exceeds(ctx, { limit: BY_NETWORK, key: networkKey(ctx.network) });
    throw new AppError('enrolment_over');
  }

  async passkeyOptions(ctx: RequestContext, host: string | undefined, token: string): Promise<CreationOptions> {
    const { id, accountId } = await this.open(ctx, token);
    return this.database.transaction(systemContext('identity'), (system) =>
      this.passkeys.creationOptions(system, host, accountId, { purpose: 'enrol', boundTo: id }),
    );
  }

  /**
   * Begins anew: passkeys, password, accounts at providers and sessions of before open nothing any more, whoever has them.
   *
   * @throws AppError `enrolment_over`, `too_many_requests`, `enrolment_code`, `passkey_refused`, `password_common`; then
   * the link still works
   */
  async finish(
    ctx: RequestContext,
    host: string | undefined,
    { token, code, password, passkey }: EndpointInput<typeof finishEnrolment>['body'],
  ): Promise<Started> {
    const { id, accountId, login, issuedBy, codeHash } = await this.open(ctx, token);
    await this.throttle.spend(ctx, { limit: BY_LINK, key: `${id} ${networkKey(ctx.network)}` });
    // Both are hashes, and a code has a hundred bits: how far two of them agree tells nothing.
    if (codeHash && !(code !== undefined && hashOf(code).equals(codeHash))) throw new AppError('enrolment_code');
    const hash = password === undefined ? null : await this.passwords.newHash({ login }, password);
    const addPasskey = passkey && (await this.passkeys.checked(host, passkey, { purpose: 'enrol', boundTo: id }));
    return this.database.transaction(systemContext('identity'), async (system) => {
      await this.sessionRows.holdWays(system, accountId);
      if (!(await this.rows.use(system, id, this.clock.now()))) throw new AppError('enrolment_over');
      const asked = { ...ctx, transaction: system.transaction };
      await this.sessions.endDoubtful(system, asked, accountId, {});
      await this.passkeys.removeAll(system, asked, accountId);
      await this.passwords.set(system, asked, accountId, hash);
      await this.enrolments.unlinkAll(system, asked, accountId);
      const added = addPasskey && (await addPasskey(system, asked, accountId));
      await this.audit.record(asked, 'enrolment.used', {
        enrolmentId: id,
        accountId,
        passkey: added !== undefined,
        password: hash !== null,
      });
      // The database took it away with the link's use (migration 0010); the officers grant it anew.
      if (issuedBy) await this.audit.record(asked, 'clearance.reduced', { accountId });
      return this.starter.start(
        system,
        ctx,
        added
          ? {
              accountId,
              method: 'passkey',
              assurance: ASSURANCE.strong,
              strongAt: this.clock.now(),
              ceiling: added.ceiling,
              passkeyId: added.id,
            }
          : { accountId, method: 'password', assurance: ASSURANCE.password, strongAt: null },
      );
    });
  }
}
