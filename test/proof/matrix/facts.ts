import { type Label, type MeetingState, type Role, type SystemRole } from '@app/contracts';

/** The vocabulary of §1, as the oracles read it; the decision's own types are checked against these by the compiler. */
export interface Person {
  accountId: string;
  active: boolean;
  country: string;
  clearance: -1 | 0 | 1 | 2 | 3 | 4;
  caveats: readonly string[];
  ceiling: 0 | 1 | 2 | 3 | 4;
  assurance: 0 | 1 | 2;
  fresh: boolean;
  systemRole: SystemRole | null;
}

export interface Thing {
  label: Label;
  state: 'none' | MeetingState;
  role: Role | null;
  list?: 'open' | 'listed' | 'unlisted' | undefined;
  recused?: boolean | undefined;
  embargoed?: boolean | undefined;
  withdrawn?: boolean | undefined;
  requestedBy?: string | null | undefined;
  /** Whom a proposal is about; only for system permissions, whose proposer is `requestedBy`. */
  about?: string | null | undefined;
}

/** What the decision is told of a proposal about an office. */
export interface Wish {
  proposedBy?: string | null | undefined;
  person?: string | null | undefined;
}

/** What an oracle or the decision says; `reasons` are the clauses that refuse, whatever their order. */
export interface Verdict {
  allow: boolean;
  reasons: readonly string[];
}
