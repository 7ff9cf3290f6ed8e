import {
  decideOffice,
  listAccounts,
  listOffices,
  proposeOffice,
  withdrawOffice,
  type EndpointResponse,
  type OfficeProposal,
  type SystemRole,
} from '@app/contracts';
import { Task } from '../../services/task';
import { behavior, type Behavior } from '../../state';
import { call } from '../../wire';

/** What is shown once, to one of the two persons: the proposer's code or the approver's link. */
export type Secret =
  { readonly kind: 'code'; readonly text: string } | { readonly kind: 'link'; readonly text: string; readonly expiresAt: string };

/** What administrators and security officers do about offices. */
export class OfficesViewModel {
  readonly proposing = new Task();
  readonly deciding = new Task();
  readonly #secret = behavior<Secret | null>(null);

  /** @param refresh what is on the screen about this endpoint is old */
  constructor(private readonly refresh: (endpoint: { path: string }) => void) {}

  /** What was made a moment ago; it is shown nowhere again. */
  get secret(): Behavior<Secret | null> {
    return this.#secret;
  }

  propose(accountId: string, systemRole: SystemRole | null): Promise<boolean> {
    return this.proposing.run(async () => {
      const { code } = await call(proposeOffice, { params: { accountId }, body: { systemRole } });
      if (code !== null) this.#secret.next({ kind: 'code', text: code });
      this.#changed();
    });
  }

  approve(proposal: OfficeProposal): Promise<boolean> {
    return this.#decide(proposal, 'approved');
  }

  refuse(proposal: OfficeProposal): Promise<boolean> {
    return this.#decide(proposal, 'refused');
  }

  withdraw({ id: proposalId }: OfficeProposal): Promise<boolean> {
    return this.#deciding(() => call(withdrawOffice, { params: { proposalId } }));
  }

  forgetSecret(): void {
    this.#secret.next(null);
  }

  #decide({ id: proposalId }: OfficeProposal, outcome: 'approved' | 'refused'): Promise<boolean> {
    return this.#deciding(async () => {
      const { enrolment }: EndpointResponse<typeof decideOffice> = await call(decideOffice, { params: { proposalId }, body: { outcome } });
      if (enrolment) this.#secret.next({ kind: 'link', text: enrolment.link, expiresAt: enrolment.expiresAt });
    });
  }

  #deciding(work: () => Promise<unknown>): Promise<boolean> {
    return this.deciding.run(async () => {
      try {
        await work();
      } finally {
        // Also when somebody else was quicker: then what is on the screen is old.
        this.#changed();
      }
    });
  }

  #changed(): void {
    this.refresh(listOffices);
    this.refresh(listAccounts);
  }
}
