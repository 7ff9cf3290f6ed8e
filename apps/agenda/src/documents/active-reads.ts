import type { AccessChanged } from '@app/contracts';
import { Bus } from '@app/platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';

interface Read {
  readonly accountId: string;
  readonly sessionId: string;
  /** Unknown until the decision: then any change of a meeting or paper cuts the read. */
  readonly paper: { meetingId: string; documentId: string } | null;
  readonly abort: AbortController;
}

/** Downloads under way, so that a change of access cuts them at once instead of after the last byte. */
@Injectable()
export class ActiveReads implements OnModuleInit {
  readonly #reads = new Set<Read>();

  constructor(@Inject(Bus) private readonly bus: Bus) {}

  onModuleInit(): void {
    this.bus.subscribe('access.changed', (scope) => {
      for (const read of this.#reads) if (concerns(scope, read)) read.abort.abort(new Error('access changed'));
    });
    this.bus.onInterrupted(() => {
      for (const read of this.#reads) read.abort.abort(new Error('a change of access may have been missed'));
    });
  }

  /** Registered before the decision: a change between the decision and the first byte is not missed. */
  register(reader: Pick<Read, 'accountId' | 'sessionId'>): {
    abort: AbortController;
    of(paper: NonNullable<Read['paper']>): void;
    done(): void;
  } {
    const abort = new AbortController();
    const entry: { -readonly [K in keyof Read]: Read[K] } = { ...reader, paper: null, abort };
    this.#reads.add(entry);
    return {
      abort,
      of: (paper) => {
        entry.paper = paper;
      },
      done: () => this.#reads.delete(entry),
    };
  }
}

function concerns(scope: AccessChanged, { accountId, sessionId, paper }: Read): boolean {
  const account = scope.accountIds.includes(accountId);
  const meeting = paper ? scope.meetingIds.includes(paper.meetingId) : scope.meetingIds.length > 0;
  if (scope.sessionIds.includes(sessionId)) return true;
  if (paper ? scope.documentIds.includes(paper.documentId) : scope.documentIds.length > 0) return true;
  // Both lists given: these accounts in these meetings.
  return scope.accountIds.length > 0 && scope.meetingIds.length > 0 ? account && meeting : account || meeting;
}
