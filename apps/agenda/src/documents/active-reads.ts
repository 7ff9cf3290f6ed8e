import type { AccessChanged } from '@app/contracts';
import { atTime, Bus } from '@app/platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';

interface Read {
  readonly accountId: string;
  readonly sessionId: string;
  /** Unknown until the decision: then any change of a meeting or paper cuts the read. */
  readonly paper: { meetingId: string; documentId: string } | null;
  readonly abort: AbortController;
  /** Ends the line so that nothing more leaves it. */
  readonly cut: () => void;
}

/** What a read turned out to be, once it was decided. */
export interface JudgedRead {
  readonly paper: NonNullable<Read['paper']>;
  /** When the reader's access ends by itself. */
  readonly until: Date;
}

/** Downloads under way, so that a change of access cuts them at once instead of after the last byte. */
@Injectable()
export class ActiveReads implements OnModuleInit {
  readonly #reads = new Set<Read>();

  constructor(@Inject(Bus) private readonly bus: Bus) {}

  onModuleInit(): void {
    this.bus.subscribe('access.changed', (scope) => {
      for (const read of this.#reads) if (concerns(scope, read)) end(read, 'access changed');
    });
    this.bus.onInterrupted(() => {
      for (const read of this.#reads) end(read, 'a change of access may have been missed');
    });
  }

  /** Registered before the decision: a change between the decision and the first byte is not missed. */
  register(reader: Pick<Read, 'accountId' | 'sessionId' | 'cut'>): {
    abort: AbortController;
    of(judged: JudgedRead): void;
    done(): void;
  } {
    const abort = new AbortController();
    const entry: { -readonly [K in keyof Read]: Read[K] } = { ...reader, paper: null, abort };
    this.#reads.add(entry);
    let stopClock = () => {};
    return {
      abort,
      of: ({ paper, until }) => {
        entry.paper = paper;
        stopClock = atTime(until.getTime(), () => end(entry, 'access ended'));
      },
      done: () => {
        stopClock();
        this.#reads.delete(entry);
      },
    };
  }
}

/** The line first: whoever hears of the abort would close it gently, and what is in its buffers would still arrive. */
function end({ abort, cut }: Read, why: string): void {
  cut();
  abort.abort(new Error(why));
}

function concerns(scope: AccessChanged, { accountId, sessionId, paper }: Read): boolean {
  const account = scope.accountIds.includes(accountId);
  const meeting = paper ? scope.meetingIds.includes(paper.meetingId) : scope.meetingIds.length > 0;
  if (scope.sessionIds.includes(sessionId)) return true;
  if (paper ? scope.documentIds.includes(paper.documentId) : scope.documentIds.length > 0) return true;
  // Both lists given: these accounts in these meetings.
  return scope.accountIds.length > 0 && scope.meetingIds.length > 0 ? account && meeting : account || meeting;
}
