import type {
  AuditEventKind,
  AuditFieldName,
  AuditObject,
  AuditReason,
  Country,
  Label,
  Level,
  Permission,
  Role,
  SignInMethod,
  SiteCode,
  SystemRole,
} from '@app/contracts';

/** What a label looks like in the trail: without names, four short fields. */
type LabelSnapshot = Label;

/** What somebody may know, without his name. */
interface ClearanceSnapshot {
  readonly level: Level;
  readonly caveats: readonly string[];
  readonly validUntil: string | null;
}

/**
 * Every event of the audit trail and exactly what its entry holds: ids, labels, outcomes; never a title, a text,
 * a name, a secret. Writing an entry with the wrong data does not compile (house rule 13).
 */
export interface AuditEvents {
  'session.started': {
    accountId: string;
    method: SignInMethod;
    assurance: number;
    site: SiteCode | null;
    ceiling: Level;
    passkeyId?: string;
    provider?: string;
  };
  /** `accountId` when the attempt was about somebody who exists. */
  'session.refused': { method: SignInMethod; accountId: string | null; reason?: string };
  /**
   * Attempts over a limit, counted together: those that were not even tried, and, where nothing can be guessed, wrong
   * answers that get no entry of their own any more. One entry when it begins, one a minute while it lasts.
   */
  'session.throttled': { scope: string; attempts: number };
  /** Proved strongly again, with a new secret. */
  'session.strengthened': { sessionId: string; method: SignInMethod; passkeyId?: string; provider?: string };
  'session.ended': { sessionId: string };
  /** Ended by itself. */
  'session.expired': { sessionId: string; accountId: string; why: 'idle' | 'absolute' };
  'passkey.registered': { passkeyId: string; accountId: string; format: string; synced: boolean };
  /** A security officer said how much the device may open. */
  'passkey.ceilingSet': { passkeyId: string; accountId: string; ceiling: Level };
  'passkey.renamed': { passkeyId: string };
  'passkey.removed': { passkeyId: string };
  /** Its counter went back: somebody has a copy. */
  'passkey.suspended': { passkeyId: string; accountId: string; stored: number; received: number };
  'password.changed': { accountId: string };
  'enrolment.issued': { enrolmentId: string; accountId: string };
  'enrolment.used': { enrolmentId: string; accountId: string; passkey: boolean; password: boolean };
  'identity.linked': { linkId: string; accountId: string; issuer: string };
  'identity.unlinked': { linkId: string; accountId: string };
  'preferences.changed': Record<string, never>;
  /** A decision about one object: the action, the object, the subject's standing and every reason. */
  'access.decided': {
    action: Permission;
    object: AuditObject;
    objectId: string;
    label: LabelSnapshot | null;
    reasons: readonly AuditReason[];
  };
  /** A list that was filtered by the decision: how many were shown. */
  'access.listed': { action: Permission; object: AuditObject; shown: number };
  'meeting.created': { meetingId: string; bodyId: string; label: LabelSnapshot };
  'meeting.edited': { meetingId: string; fields: string[] };
  'meeting.published': { meetingId: string };
  'participant.added': { meetingId: string; accountId: string; role: Role; delegation: Country };
  'participant.removed': { meetingId: string; accountId: string };
  'item.added': { itemId: string; meetingId: string; label: LabelSnapshot };
  'item.edited': { itemId: string; fields: string[]; label: LabelSnapshot };
  'item.removed': { itemId: string; meetingId: string };
  'items.ordered': { meetingId: string; count: number };
  'document.uploaded': { documentId: string; versionId: string; itemId: string; label: LabelSnapshot; sha256: string; pages: number };
  'document.refused': { itemId: string; code: string };
  'document.edited': { documentId: string; fields: string[]; label: LabelSnapshot };
  'document.withdrawn': { documentId: string };
  'view.opened': { viewId: string; documentId: string; versionId: string; copyNumber: number; delivery: string };
  /** The decision about a part of a paper, and that it is sent. */
  'view.served': { viewId: string; versionId: string; part: string; action: Permission; label: LabelSnapshot };
  /** What somebody may do on the sockets for the next minutes; the conference decides by this and nothing else (ADR 9). */
  'grants.issued': { meetingId: string; services: string[]; permissions: Permission[] };
  /**
   * A request that was refused otherwise than by a decision about an object: the endpoint's pattern and the error's code.
   * Without a session several of one network together, with their number: one entry when it begins, one a minute while
   * it lasts.
   */
  'request.refused': { endpoint: string; code: string; count?: number };
  /** A request of which there is nothing else to say: somebody read his own list of sessions. */
  'request.served': { endpoint: string };
  /** Somebody came into a conference, or sends or receives a stream there; `reasons` where he was refused it. */
  'conference.decided': { meetingId: string; action: Permission; object: AuditObject; objectId: string; reasons: readonly AuditReason[] };
  /** A stream ended that goes on no more; those of whoever left ended with him. */
  'conference.ended': { meetingId: string; object: AuditObject; objectId: string };
  'conference.left': { meetingId: string };
  /** A refused message of a socket. */
  'message.refused': { message: string; code: string };
  /** Notes on a paper that were stored, and those that were handed out. */
  'annotation.committed': { versionId: string; count: number };
  'annotation.served': { versionId: string; count: number };
  'item.restricted': { itemId: string; readers: readonly string[] | null; recused: readonly string[] };
  'document.embargoed': { documentId: string; until: string | null };
  /** A wish to make a label weaker, and what became of it. */
  'label.requested': { requestId: string; kind: AuditObject; objectId: string; from: LabelSnapshot; to: LabelSnapshot };
  'label.approved': { requestId: string; kind: AuditObject; objectId: string; from: LabelSnapshot; to: LabelSnapshot };
  'label.rejected': { requestId: string; kind: AuditObject; objectId: string };
  'release.asked': { askId: string; meetingId: string; itemId: string };
  'release.answered': { askId: string };
  /** The auditor took entries with him: by which filter, how many, up to which number of the chain. */
  'audit.exported': { filter: string[]; count: number; upTo: string };
  'account.created': { accountId: string };
  'account.edited': { accountId: string; fields: string[] };
  /** The office two persons agreed on, null where it was taken away; without a proposal where the command line gave it. */
  'account.roleGiven': { accountId: string; systemRole: SystemRole | null; proposalId: string | null };
  'account.deactivated': { accountId: string; sessions: number };
  'account.reactivated': { accountId: string };
  'office.proposed': { proposalId: string; accountId: string; systemRole: SystemRole | null };
  'office.refused': { proposalId: string; accountId: string };
  'office.withdrawn': { proposalId: string; accountId: string };
  'clearance.proposed': { proposalId: string; accountId: string } & ClearanceSnapshot;
  /** `proposalId` where two officers agreed; null where one was enough. */
  'clearance.granted': { accountId: string; proposalId: string | null } & ClearanceSnapshot;
  'clearance.lowered': { accountId: string } & ClearanceSnapshot;
  /** An administrator gave a new way to sign in: of the clearance the rest is left that a password opens. */
  'clearance.reduced': { accountId: string };
  'clearance.revoked': { accountId: string };
  'clearance.refused': { proposalId: string; accountId: string };
  'clearance.withdrawn': { proposalId: string; accountId: string };
  'caveat.added': { code: string };
  'caveat.retired': { code: string };
  'site.created': { site: SiteCode; ceiling: Level };
  'site.edited': { site: SiteCode; fields: string[]; ceiling: Level };
  'site.networkAdded': { site: SiteCode; networkId: string; network: string; ceiling: Level | null };
  'site.networkRemoved': { site: SiteCode; networkId: string };
  'body.created': { bodyId: string };
}

export type AuditEventName = keyof AuditEvents;

type Same<A, B> = [A, B] extends [B, A] ? true : never;
/** Does not compile when an event has no name in the contracts (AUDIT_EVENT_NAMES), where the client finds it. */
export const everyEventHasAName: Same<AuditEventName, AuditEventKind> = true;

type FieldOf<Data> = Data extends unknown ? (string extends keyof Data ? never : keyof Data) : never;
/** The same for the fields of all entries (AUDIT_FIELD_NAMES). */
export const everyFieldHasAName: Same<FieldOf<AuditEvents[AuditEventName]>, AuditFieldName> = true;
export type AuditOutcome = 'done' | 'allowed' | 'denied';
