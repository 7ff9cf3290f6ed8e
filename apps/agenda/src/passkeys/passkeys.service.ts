import { AuditTrail } from '@app/audit';
import type { Attestation, CreationOptions, EndpointResponse, listPasskeys, Passkey } from '@app/contracts';
import { Database, type TransactionContext } from '@app/database';
import { type RequestContext, systemContext } from '@app/identity';
import { AppError, CONFIG, type Config, notFound } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { PasswordsService } from '../passwords/passwords.service.js';
import { actorOf, OwnSessionsService } from '../sessions/own-sessions.service.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { ALGORITHMS, challengeIn, verifyAttestation } from './ceremonies.js';
import { CEREMONY_MS, Challenges, type ChallengeUse } from './challenges.js';
import { PasskeysRepository } from './passkeys.repository.js';
import { relyingParty } from './relying-party.js';

/** More than anybody needs; a list that grows for ever is a mistake or an attack. */
const MAX_PASSKEYS = 20;

type Named = { name: string; attestation: Attestation };
/** A transaction under the purpose `identity`, with the request it serves. */
type Identity = { system: TransactionContext; asked: TransactionContext };

/** The passkeys of a person: made, named, removed. */
@Injectable()
export class PasskeysService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Database) private readonly database: Database,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(SessionsService) private readonly signedIn: SessionsService,
    @Inject(OwnSessionsService) private readonly sessions: OwnSessionsService,
    @Inject(SessionsRepository) private readonly sessionRows: SessionsRepository,
    @Inject(PasswordsService) private readonly passwords: PasswordsService,
    @Inject(Challenges) private readonly challenges: Challenges,
    @Inject(PasskeysRepository) private readonly rows: PasskeysRepository,
  ) {}

  list(ctx: RequestContext): Promise<EndpointResponse<typeof listPasskeys>> {
    const { accountId } = actorOf(ctx);
    return this.#identity(ctx, async ({ system }) => {
      const changedAt = await this.passwords.changedAt(system, accountId);
      const issuers = await this.rows.issuers(system, accountId);
      return {
        passkeys: await this.rows.list(system, accountId),
        password: changedAt ? { changedAt: changedAt.toISOString() } : null,
        providers: this.config.oidcProviders.filter(({ issuer }) => issuers.includes(issuer)).map(({ id }) => id),
      };
    });
  }

  /** @throws AppError `step_up_required` */
  startRegistration(ctx: RequestContext, host: string | undefined): Promise<CreationOptions> {
    const { accountId, sessionId } = actorOf(ctx);
    return this.#identity(ctx, async ({ system, asked }) => {
      await this.sessions.requireFresh(asked);
      return this.creationOptions(system, host, accountId, { purpose: 'register', boundTo: sessionId });
    });
  }

  /** @throws AppError `step_up_required`, `passkey_refused` */
  async register(ctx: RequestContext, host: string | undefined, given: Named): Promise<Passkey> {
    const { accountId, sessionId } = actorOf(ctx);
    await this.#identity(ctx, ({ asked }) => this.sessions.requireFresh(asked));
    const add = await this.checked(host, given, { purpose: 'register', boundTo: sessionId });
    return this.#identity(ctx, async ({ system, asked }) => {
      await this.sessionRows.holdWays(system, accountId);
      // Again: an office given meanwhile ended the session, and the new passkey would lie in it.
      await this.sessions.requireFresh(asked);
      return add(system, asked, accountId);
    });
  }

  rename(ctx: RequestContext, passkeyId: string, name: string): Promise<void> {
    return this.#identity(ctx, async ({ system, asked }) => {
      if (!(await this.rows.rename(system, actorOf(ctx).accountId, passkeyId, name))) throw notFound();
      await this.audit.record(asked, 'passkey.renamed', { passkeyId });
    });
  }

  /** @throws AppError `step_up_required`, `last_strong_way` */
  remove(ctx: RequestContext, passkeyId: string): Promise<void> {
    const { accountId, sessionId } = actorOf(ctx);
    return this.#identity(ctx, async ({ system, asked }) => {
      await this.sessions.requireFresh(asked);
      const usable = await this.rows.lockUsable(system, accountId);
      const last = usable.includes(passkeyId) && usable.length === 1;
      if (last && !(await this.#hasOtherStrongWay(system, accountId))) throw new AppError('last_strong_way');
      if (!(await this.rows.remove(system, accountId, passkeyId))) throw notFound();
      await this.audit.record(asked, 'passkey.removed', { passkeyId });
      await this.sessions.endDoubtful(system, asked, accountId, { passkeyId, but: sessionId });
    });
  }

  /** Whether somebody has one that signs in. */
  async hasUsable(system: TransactionContext, accountId: string): Promise<boolean> {
    return (await this.rows.list(system, accountId)).some(({ suspended }) => !suspended);
  }

  async creationOptions(
    system: TransactionContext,
    host: string | undefined,
    accountId: string,
    use: ChallengeUse,
  ): Promise<CreationOptions> {
    const { id } = relyingParty(this.config, host);
    const person = await this.rows.person(system, accountId);
    if (!person) throw notFound();
    return {
      challenge: this.challenges.issue(use),
      rp: { id, name: 'Majlis مجلس' },
      user: {
        id: (await this.rows.handle(system, accountId)).toString('base64url'),
        name: person.login,
        displayName: person.name,
      },
      algorithms: ALGORITHMS,
      exclude: await this.rows.credentialIds(system, accountId),
      timeoutMs: CEREMONY_MS,
    };
  }

  /**
   * Checks what a device made, spending its challenge for good.
   *
   * @returns what adds it, for the transaction it belongs to
   * @throws AppError `passkey_refused`
   */
  async checked(
    host: string | undefined,
    { name, attestation }: Named,
    use: ChallengeUse,
  ): Promise<(system: TransactionContext, asked: TransactionContext, accountId: string) => Promise<Passkey>> {
    const party = relyingParty(this.config, host);
    const challenge = challengeIn(attestation.clientDataJSON);
    const taken =
      challenge !== null &&
      this.challenges.isOurs(challenge, use) &&
      (await this.database.transaction(systemContext('identity'), (system) => this.challenges.take(system, challenge, use)));
    const credential = taken ? await verifyAttestation(attestation, challenge, party) : null;
    if (!credential) throw new AppError('passkey_refused');
    return async (system, asked, accountId) => {
      if ((await this.rows.list(system, accountId)).length >= MAX_PASSKEYS) throw new AppError('passkey_refused');
      const id = uuid();
      const sessionId = asked.actor?.sessionId ?? null;
      const passkey = await this.rows.insert(system, { id, accountId, name, credential, sessionId });
      if (!passkey) throw new AppError('passkey_refused');
      await this.audit.record(asked, 'passkey.registered', {
        passkeyId: id,
        accountId,
        format: credential.format,
        synced: credential.synced,
      });
      return passkey;
    };
  }

  /** Takes all of somebody's passkeys away, as part of enrolling anew. */
  async removeAll(system: TransactionContext, asked: TransactionContext, accountId: string): Promise<void> {
    for (const passkeyId of await this.rows.removeAll(system, accountId)) await this.audit.record(asked, 'passkey.removed', { passkeyId });
  }

  /** An identity provider that vouches strongly for him, or the demo's click. */
  async #hasOtherStrongWay(system: TransactionContext, accountId: string): Promise<boolean> {
    const strong = this.config.oidcProviders.filter(({ strongAcr }) => strongAcr.length > 0).map(({ issuer }) => issuer);
    const linked = await this.rows.issuers(system, accountId);
    return linked.some((issuer) => strong.includes(issuer)) || this.signedIn.canClick(system, accountId);
  }

  #identity<T>(ctx: RequestContext, work: (bound: Identity) => Promise<T>): Promise<T> {
    return this.database.transaction(systemContext('identity'), (system) =>
      work({ system, asked: { ...ctx, transaction: system.transaction } }),
    );
  }
}
