import { Bus } from '@app/platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';

interface Read {
  readonly accountId: string;
  readonly sessionId: string;
  readonly meetingId: string;
  readonly abort: AbortController;
}

/** Downloads under way, so that a change of access cuts them at once instead of after the last byte. */
@Injectable()
export class ActiveReads implements OnModuleInit {
  readonly #reads = new Set<Read>();

  constructor(@Inject(Bus) private readonly bus: Bus) {}

  onModuleInit(): void {
    this.bus.subscribe('access.changed', (scope) => {
      for (const read of this.#reads) {
        const hit = scope.sessionIds.includes(read.sessionId) || scope.accountIds.includes(read.accountId) || scope.meetingIds.includes(read.meetingId);
        if (hit) read.abort.abort(new Error('access changed'));
      }
    });
  }

  /** Registered before the decision: a change between the decision and the first byte is not missed. */
  register(read: Omit<Read, 'abort' | 'meetingId'>): { signal: AbortSignal; abort: AbortController; inMeeting(meetingId: string): void; done(): void } {
    const abort = new AbortController();
    const entry = { ...read, meetingId: '', abort };
    this.#reads.add(entry);
    return {
      signal: abort.signal,
      abort,
      inMeeting: (meetingId) => {
        entry.meetingId = meetingId;
      },
      done: () => this.#reads.delete(entry),
    };
  }
}
