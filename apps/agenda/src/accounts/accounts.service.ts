import { AccessService } from '@app/access/facts/index.js';
import { AuditTrail } from '@app/audit';
import type { Account as AccountView, createAccount, editAccount, EndpointInput, EndpointResponse, listAccounts } from '@app/contracts';
import type { Account, TransactionContext } from '@app/database';
import { systemContext } from '@app/identity';
import { AppError } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { Outbox } from '../events/outbox.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';
import { type AccountChange, AccountsRepository } from './accounts.repository.js';

/** Accounts, run by the administrator: who there is and who may sign in; never what anybody may know. */
@Injectable()
export class AccountsService {
  constructor(
    @Inject(AccessService) private readonly access: AccessService,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(SessionsRepository) private readonly sessions: SessionsRepository,
    @Inject(AccountsRepository) private readonly rows: AccountsRepository,
  ) {}

  async list(ctx: TransactionContext, query: EndpointInput<typeof listAccounts>['query']): Promise<EndpointResponse<typeof listAccounts>> {
    await this.access.requireSystem(ctx, 'account.list');
    const found = await this.rows.page(ctx, query);
    const shown = found.slice(0, query.limit);
    return {
      accounts: await Promise.all(shown.map((account) => this.#present(ctx, account))),
      next: found.length > shown.length ? (shown.at(-1)?.id ?? null) : null,
      abilities: { create: await this.#administers(ctx) },
    };
  }

  /** @throws AppError `already_exists`, `invalid_input` */
  async create(ctx: TransactionContext, given: EndpointInput<typeof createAccount>['body']): Promise<AccountView> {
    await this.access.requireSystem(ctx, 'account.manage');
    await this.#requireSite(ctx, given.site);
    const { login, name, country, site } = given;
    const id = uuid();
    await this.rows.insert(ctx, {
      id,
      login,
      nameAr: name.ar,
      nameEn: name.en,
      country,
      site,
      systemRole: null,
      persona: null,
      active: true,
    });
    await this.audit.record(ctx, 'account.created', { accountId: id });
    return this.#read(ctx, id);
  }

  /** @throws AppError `not_found`, `already_exists`, `invalid_input`, `holds_office` for another login */
  async edit(ctx: TransactionContext, id: string, given: EndpointInput<typeof editAccount>['body']): Promise<AccountView> {
    await this.access.requireSystem(ctx, 'account.manage');
    await this.rows.lock(ctx);
    const account = await this.#find(ctx, id);
    if (given.site !== undefined) await this.#requireSite(ctx, given.site);
    const change: AccountChange = {
      ...(given.login === undefined ? {} : { login: given.login }),
      ...(given.name === undefined ? {} : { nameAr: given.name.ar, nameEn: given.name.en }),
      ...(given.site === undefined ? {} : { site: given.site }),
    };
    if (Object.keys(change).length === 0) return this.#present(ctx, account);
    await this.rows.update(ctx, id, change);
    await this.audit.record(ctx, 'account.edited', { accountId: id, fields: Object.keys(given) });
    // Who has that address at a provider signs in as this person: the database took the clearance away (migration 0014).
    if (given.login !== undefined && given.login !== account.login) {
      await this.audit.record(ctx, 'clearance.reduced', { accountId: id });
      await this.rejudge(ctx, id);
    }
    return this.#read(ctx, id);
  }

  /** @throws AppError `not_found`, `not_oneself`, `last_administrator`, `last_officer` */
  async deactivate(ctx: TransactionContext, id: string): Promise<AccountView> {
    await this.access.requireSystem(ctx, 'account.manage');
    await this.rows.lock(ctx);
    await this.#find(ctx, id);
    await this.rows.update(ctx, id, { active: false });
    const sessions = await this.endSessions(ctx, id);
    await this.audit.record(ctx, 'account.deactivated', { accountId: id, sessions });
    return this.#read(ctx, id);
  }

  /** @throws AppError `not_found`, `not_oneself`, `holds_office`: two persons give an office, also to whoever had it */
  async reactivate(ctx: TransactionContext, id: string): Promise<AccountView> {
    await this.access.requireSystem(ctx, 'account.manage');
    await this.rows.lock(ctx);
    await this.#find(ctx, id);
    await this.rows.update(ctx, id, { active: true });
    await this.audit.record(ctx, 'account.reactivated', { accountId: id });
    return this.#read(ctx, id);
  }

  /** His access changed: what is open with it is judged again. */
  async rejudge(ctx: TransactionContext, id: string): Promise<void> {
    await this.outbox.addAccessChange(ctx, { reason: 'rejudge', accountIds: [id] });
  }

  /** All sessions of an account, everywhere and at once. Whether the asker may is decided before. @returns how many there were */
  async endSessions(ctx: TransactionContext, id: string): Promise<number> {
    const ended = await this.sessions.endOf(await ctx.transaction.actAs(systemContext('identity')), id);
    await ctx.transaction.actAs(ctx);
    await this.outbox.addAccessChange(ctx, { reason: 'session_ended', accountIds: [id] });
    return ended.length;
  }

  async #requireSite(ctx: TransactionContext, code: string): Promise<void> {
    if (!(await this.rows.siteExists(ctx, code))) throw new AppError('invalid_input', [{ path: 'site', expected: 'a site' }]);
  }

  async #find(ctx: TransactionContext, id: string): Promise<Account> {
    const account = await this.rows.find(ctx, id);
    if (!account) throw new AppError('not_found');
    return account;
  }

  async #read(ctx: TransactionContext, id: string): Promise<AccountView> {
    return this.#present(ctx, await this.#find(ctx, id));
  }

  async #administers(ctx: TransactionContext): Promise<boolean> {
    return (await this.access.subject(ctx)).systemRole === 'systemAdministrator';
  }

  async #present(ctx: TransactionContext, account: Account): Promise<AccountView> {
    const edit = await this.#administers(ctx);
    const govern = edit && account.id !== ctx.actor?.accountId;
    const office = account.systemRole !== null;
    return {
      id: account.id,
      login: account.login,
      name: { ar: account.nameAr, en: account.nameEn },
      country: account.country,
      site: account.site,
      systemRole: account.systemRole,
      active: account.active,
      createdAt: account.createdAt.toISOString(),
      abilities: {
        edit,
        login: edit && !office,
        govern,
        setActive: govern && (account.active || !office),
        enrol: govern && account.active && !office,
      },
    };
  }
}
