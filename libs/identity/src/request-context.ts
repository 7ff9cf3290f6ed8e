import type { Assurance, Grant, Language, Level, SiteCode } from '@app/contracts';
import { v7 as uuid } from 'uuid';

/** Who is asking, as far as a session or a grant proves it. What he may know is looked up, never carried. */
export interface Actor {
  readonly accountId: string;
  readonly sessionId: string;
  readonly assurance: Assurance;
  /** Ceiling of the place he signed in at, of his device, and of the place he asks from: the lowest. */
  readonly ceiling: Level;
}

/**
 * Work of the product itself, where nobody is asking. Each purpose opens only the tables it names in the
 * row-level policies; none of them opens a paper.
 */
export type Purpose =
  /** Looking up who signs in and which session a cookie belongs to. */
  | 'identity'
  /** Creating accounts and bodies at first start. */
  | 'provisioning'
  /** Reading committed events to fan them out. */
  | 'relay'
  /** Writing entries of the audit trail outside the transaction of the act (refusals). */
  | 'audit'
  /** Chaining and signing the audit trail. */
  | 'sealing';

/**
 * First argument of every service (house rule 13): who is asking, in which language, under which request id.
 * `libs/database` binds it to a transaction and sets the subject transaction-locally.
 */
export interface RequestContext {
  readonly requestId: string;
  readonly actor: Actor | null;
  readonly purpose: Purpose | null;
  readonly language: Language;
  /** Where the request came from, for the trail. */
  readonly network: string | null;
  /** What the browser calls itself; for the list of one's own sessions. */
  readonly userAgent: string | null;
  /** The site that network belongs to. */
  readonly site: SiteCode | null;
  /** When the request came, before anything was looked up for it: what is granted to it is not newer than this. */
  readonly startedAt: Date;
  /** How many decisions were asked for: the edge refuses to answer where one was due and none was made. */
  readonly decisions: { count: number };
}

export function requestContext(given: Partial<RequestContext> = {}): RequestContext {
  return {
    requestId: uuid(),
    actor: null,
    purpose: null,
    language: 'ar',
    network: null,
    userAgent: null,
    site: null,
    startedAt: new Date(),
    decisions: { count: 0 },
    ...given,
  };
}

/** A context for work of the product itself. */
export function systemContext(purpose: Purpose): RequestContext {
  return requestContext({ purpose });
}

/** The context of a socket connection, whose grant was verified. */
export function grantContext(grant: Grant): RequestContext {
  return requestContext({
    actor: { accountId: grant.accountId, sessionId: grant.sessionId, assurance: grant.assurance, ceiling: grant.ceiling },
    site: grant.site,
  });
}
