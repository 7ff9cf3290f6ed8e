import {
  createAccount,
  deactivateAccount,
  editAccount,
  issueEnrolment,
  linkIdentity,
  listAccounts,
  listIdentities,
  reactivateAccount,
  unlinkIdentity,
  type Account,
  type EndpointResponse,
} from '@app/contracts';
import { Task } from '../../services/task';
import { behavior, type Behavior } from '../../state';
import { call } from '../../wire';

export interface AccountFields {
  readonly login: string;
  readonly ar: string;
  readonly en: string;
  readonly country: string;
  readonly site: string;
}

export const NEW_ACCOUNT: AccountFields = { login: '', ar: '', en: '', country: 'BH', site: '' };

export function fieldsOf({ login, name, country, site }: Account): AccountFields {
  return { login, ...name, country, site };
}

/** Whether there is something in every field; what is in them the server judges. */
export function isComplete(fields: AccountFields): boolean {
  return [fields.login, fields.ar, fields.en, fields.site].every((text) => text.trim() !== '');
}

type Enrolment = EndpointResponse<typeof issueEnrolment>;

/** What an administrator does about accounts. */
export class AccountsViewModel {
  readonly saving = new Task();
  readonly standing = new Task();
  readonly linking = new Task();
  readonly #enrolment = behavior<Enrolment | null>(null);

  /** @param refresh what is on the screen about this endpoint is old */
  constructor(private readonly refresh: (endpoint: { path: string }) => void) {}

  /** The link that was just issued; it is shown nowhere again. */
  get enrolment(): Behavior<Enrolment | null> {
    return this.#enrolment;
  }

  save(account: Account | null, { login, ar, en, country, site }: AccountFields): Promise<boolean> {
    const name = { ar, en };
    return this.saving.run(async () => {
      if (account === null) await call(createAccount, { body: { login, name, country, site } });
      else await call(editAccount, { params: { accountId: account.id }, body: { login, name, site } });
      this.refresh(listAccounts);
    });
  }

  setActive({ id: accountId }: Account, active: boolean): Promise<boolean> {
    return this.standing.run(async () => {
      await call(active ? reactivateAccount : deactivateAccount, { params: { accountId } });
      this.refresh(listAccounts);
    });
  }

  enrol({ id: accountId }: Account): Promise<boolean> {
    return this.standing.run(async () => this.#enrolment.next(await call(issueEnrolment, { params: { accountId } })));
  }

  forgetEnrolment(): void {
    this.#enrolment.next(null);
  }

  link(accountId: string, provider: string, subject: string): Promise<boolean> {
    return this.linking.run(async () => {
      await call(linkIdentity, { params: { accountId }, body: { provider, subject } });
      this.refresh(listIdentities);
    });
  }

  unlink(accountId: string, linkId: string): Promise<boolean> {
    return this.linking.run(async () => {
      await call(unlinkIdentity, { params: { accountId, linkId } });
      this.refresh(listIdentities);
    });
  }
}
