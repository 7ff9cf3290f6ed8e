import { AuditTrail } from '@app/audit';
import type { AnnotationClock } from '@app/contracts';
import { Database } from '@app/database';
import type { RequestContext } from '@app/identity';
import { AppError } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { Seat } from '../sessions/seat.js';
import { Tick } from '../sessions/tick.js';
import { findPage } from './journal.repository.js';
import type { Ack, Append, JournalPage, ScopedOperation } from './journal.types.js';
import { storeBatch } from './store-batch.js';

/** One commit per room and tick, shared by the fan-out (research: group commit fits the same tick). */
const TICK_MS = 16;
/** Messages of one batch, and waiting ones, at most: a flooded room answers `unavailable` instead of eating the memory. */
const BATCH_APPENDS = 500;
const WAITING_APPENDS = 5000;
/** The same in bytes: of one batch, and waiting of one author and of all of them together. */
const BATCH_BYTES = 4 * 1024 * 1024;
const AUTHOR_BYTES = 4 * 1024 * 1024;
const ALL_BYTES = 64 * 1024 * 1024;

interface Waiting {
  readonly append: Append;
  readonly bytes: number;
  readonly resolve: (acks: readonly Ack[]) => void;
  readonly reject: (error: unknown) => void;
}

interface Room {
  readonly waiting: Waiting[];
  readonly tick: Tick;
  flushing: Promise<void> | null;
}

export type CommittedListener = (versionId: string, operations: readonly ScopedOperation[]) => void;

/** Append-only storage of operations: numbered, durable before acknowledged, told to readers after the commit. */
@Injectable()
export class Journal {
  readonly #rooms = new Map<string, Room>();
  /** Bytes that wait or are being stored, by author. */
  readonly #bytes = new Map<string, number>();
  #allBytes = 0;
  #listener: CommittedListener = () => undefined;

  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
  ) {}

  /** Who tells the readers. */
  onCommitted(listener: CommittedListener): void {
    this.#listener = listener;
  }

  /** Stores operations with the next tick. Resolves when they are durable. @throws AppError when none of them was stored. */
  append(versionId: string, append: Append): Promise<readonly Ack[]> {
    const bytes = sizeOf(append);
    const author = append.writer.seat.accountId;
    const theirs = (this.#bytes.get(author) ?? 0) + bytes;
    const waiting = this.#rooms.get(versionId)?.waiting.length ?? 0;
    if (waiting >= WAITING_APPENDS || theirs > AUTHOR_BYTES || this.#allBytes + bytes > ALL_BYTES) {
      return Promise.reject(new AppError('unavailable'));
    }
    this.#bytes.set(author, theirs);
    this.#allBytes += bytes;
    const room = this.#room(versionId);
    return new Promise((resolve, reject) => {
      room.waiting.push({ append, bytes, resolve, reject });
      room.tick.request();
    });
  }

  /** What the seat may see after a cursor. */
  page(ctx: RequestContext, seat: Seat, versionId: string, after: AnnotationClock): Promise<JournalPage> {
    return this.database.transaction(ctx, async (bound) => {
      const page = await findPage(bound, seat, versionId, after);
      await this.audit.record(bound, 'annotation.served', { versionId, count: page.operations.length }, 'allowed');
      return page;
    });
  }

  /** Resolves when everything that was accepted is stored or refused. */
  async drain(): Promise<void> {
    while (this.#rooms.size > 0) {
      await Promise.all(
        [...this.#rooms].map(([versionId, room]) => {
          room.tick.stop();
          return this.#flush(versionId, room);
        }),
      );
    }
  }

  #room(versionId: string): Room {
    const known = this.#rooms.get(versionId);
    if (known) return known;
    const room: Room = { waiting: [], flushing: null, tick: new Tick(TICK_MS, () => void this.#flush(versionId, room)) };
    this.#rooms.set(versionId, room);
    return room;
  }

  /** One batch of a room at a time: two under way could tell the readers in another order than they were numbered. */
  #flush(versionId: string, room: Room): Promise<void> {
    room.flushing ??= this.#store(versionId, room.waiting.splice(0, batchLength(room.waiting))).finally(() => {
      room.flushing = null;
      if (room.waiting.length > 0) room.tick.request();
      else if (this.#rooms.get(versionId) === room) this.#rooms.delete(versionId);
    });
    return room.flushing;
  }

  async #store(versionId: string, batch: readonly Waiting[]): Promise<void> {
    if (batch.length === 0) return;
    try {
      const { outcomes, committed } = await storeBatch(
        this.database,
        this.audit,
        versionId,
        batch.map(({ append }) => append),
      );
      outcomes.forEach((outcome, index) => {
        if (outcome.kind === 'stored') batch[index]?.resolve(outcome.acks);
        else batch[index]?.reject(outcome.error);
      });
      if (committed.length > 0) this.#listener(versionId, committed);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      for (const { append, bytes } of batch) this.#forget(append.writer.seat.accountId, bytes);
    }
  }

  #forget(author: string, bytes: number): void {
    const left = (this.#bytes.get(author) ?? 0) - bytes;
    if (left > 0) this.#bytes.set(author, left);
    else this.#bytes.delete(author);
    this.#allBytes -= bytes;
  }
}

/** As many as fit into one transaction; at least one. */
function batchLength(waiting: readonly Waiting[]): number {
  let bytes = 0;
  let count = 0;
  for (const one of waiting) {
    bytes += one.bytes;
    if (count > 0 && (count >= BATCH_APPENDS || bytes > BATCH_BYTES)) break;
    count += 1;
  }
  return count;
}

/** About what it takes as text, without writing it out: numbers and characters are what is long. */
function sizeOf({ operations }: Append): number {
  return operations.reduce((bytes, operation) => {
    if (operation.kind !== 'add') return bytes + 100;
    const { shape } = operation.annotation;
    return bytes + 200 + (shape.kind === 'ink' ? 7 * shape.points.length : 2 * shape.quote.length + 56 * shape.quads.length);
  }, 0);
}
