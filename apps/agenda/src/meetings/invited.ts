import type { Subject } from '@app/access/rules/index.js';
import { ASSURANCE, type Participant, type Role } from '@app/contracts';

/** A participant with what a decision about him needs. */
export interface InvitedRow {
  id: string;
  name_ar: string;
  name_en: string;
  country: string;
  active: boolean;
  role: Role;
  delegation: string;
  clearance: -1 | 0 | 1 | 2 | 3 | 4;
  caveats: string[];
}

/** Somebody who is not asking himself: judged as if he sat at his desk with a passkey. */
export function atHisDesk(row: InvitedRow): Subject {
  return {
    accountId: row.id,
    active: row.active,
    country: row.country,
    clearance: row.clearance,
    caveats: row.caveats,
    ceiling: 4,
    assurance: ASSURANCE.strong,
    fresh: true,
    systemRole: null,
  };
}

export function participantOf(row: InvitedRow): Participant {
  return {
    id: row.id,
    name: { ar: row.name_ar, en: row.name_en },
    country: row.country,
    role: row.role,
    delegation: row.delegation,
  };
}
