import type { InkProgressed, MeetingEventNotice, Present, Presenter } from '@app/contracts';
import { Injectable } from '@nestjs/common';
import type { Scope, ScopedOperation } from './journal/journal.types.js';
import { scopeOf } from './journal/journal.types.js';
import type { AnnotationServer, Connection } from './sessions/connection.js';
import type { Seat } from './sessions/seat.js';

const roomOf = (versionId: string, { layer, audience }: Scope) => `paper:${versionId}:${layer}:${audience}`;
const presenceRoom = (meetingId: string) => `meeting:${meetingId}`;
const scopesOf = (seat: Seat): Scope[] => (['meeting', 'delegation', 'private'] as const).map((layer) => scopeOf(layer, seat));

/**
 * The only file that sends. Every notice goes to a room of exactly one audience, and only the server puts
 * connections into rooms, after a decision; frames are built once per room and not once per reader.
 */
@Injectable()
export class Publisher {
  #server: AnnotationServer | null = null;

  attach(server: AnnotationServer): void {
    this.#server = server;
  }

  /** From now on the connection hears its three layers of the version. Call after the decision only. */
  openPaper({ socket, seat, open }: Connection, versionId: string): void {
    open.add(versionId);
    void socket.join(scopesOf(seat).map((scope) => roomOf(versionId, scope)));
  }

  closePaper({ socket, seat, open }: Connection, versionId: string): void {
    open.delete(versionId);
    for (const scope of scopesOf(seat)) void socket.leave(roomOf(versionId, scope));
  }

  /** From now on the connection hears who comes and goes. */
  attend({ socket, seat }: Connection): void {
    void socket.join(presenceRoom(seat.meetingId));
  }

  /** Stored operations: one frame per scope, because two scopes in one frame would tell each other's existence. */
  committed(versionId: string, operations: readonly ScopedOperation[]): void {
    const rooms = new Map<string, ScopedOperation['operation'][]>();
    for (const { scope, operation } of operations) {
      const room = roomOf(versionId, scope);
      const frame = rooms.get(room);
      if (frame) frame.push(operation);
      else rooms.set(room, [operation]);
    }
    for (const [room, frame] of rooms) this.#server?.to(room).emit('annotation:committed', { versionId, operations: frame });
  }

  /** Live points; dropped for whoever's line is full, because newer ones follow at once. */
  inkProgressed(versionId: string, scope: Scope, strokes: InkProgressed['strokes']): void {
    this.#server?.to(roomOf(versionId, scope)).volatile.emit('ink:progressed', { versionId, strokes });
  }

  presenceChanged(meetingId: string, presence: Present[]): void {
    this.#server?.to(presenceRoom(meetingId)).emit('presence:changed', { presence });
  }

  /** To connections that were judged for this place one by one. */
  presenterMoved(connections: Iterable<Connection>, presenter: Presenter | null): void {
    const ids = idsOf(connections);
    if (ids.length > 0) this.#server?.to(ids).emit('presenter:moved', { presenter });
  }

  /** To connections that may know of the event. */
  meetingEvent(connections: Iterable<Connection>, notice: MeetingEventNotice): void {
    const ids = idsOf(connections);
    if (ids.length > 0) this.#server?.to(ids).emit('meeting:event', notice);
  }
}

/** Each socket is alone in the room of its own id. An empty list would mean everybody, hence the checks above. */
function idsOf(connections: Iterable<Connection>): string[] {
  return [...connections].filter(({ socket }) => socket.connected).map(({ socket }) => socket.id);
}
