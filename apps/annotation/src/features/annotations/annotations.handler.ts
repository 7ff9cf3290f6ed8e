import { CLOCK_START, type AnnotationFromClient, type Handlers } from '@app/contracts';
import { notFound } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { Journal } from '../../journal/journal.service.js';
import { Publisher } from '../../publish.js';
import type { Connection } from '../../sessions/connection.js';
import { Papers } from '../../sessions/papers.js';

type Messages = Handlers<AnnotationFromClient, Connection>;

/** Opening papers, storing operations, catching up. */
@Injectable()
export class AnnotationsHandler {
  constructor(
    private readonly papers: Papers,
    private readonly journal: Journal,
    private readonly publisher: Publisher,
  ) {
    journal.onCommitted((versionId, operations) => publisher.committed(versionId, operations));
  }

  readonly open: Messages['document:open'] = async (connection, { versionId, after = CLOCK_START }) => {
    connection.wanted.add(versionId);
    const { note, write } = await this.papers.open(connection, versionId);
    if (!connection.wanted.has(versionId)) return { clock: after, operations: [], more: false, abilities: { note, write } }; // closed meanwhile
    if (!connection.socket.connected) throw notFound(); // revoked while judged: a room joined now would outlive the socket
    // Join before reading: an operation stored in between then arrives as a notice; the other way round it would be lost.
    this.publisher.openPaper(connection, versionId);
    return { ...(await this.journal.page(connection.ctx, connection.seat, versionId, after)), abilities: { note, write } };
  };

  readonly close: Messages['document:close'] = async (connection, { versionId }) => {
    connection.wanted.delete(versionId);
    this.publisher.closePaper(connection, versionId);
    return {};
  };

  readonly commit: Messages['annotation:commit'] = async (connection, { versionId, operations }) => {
    // Not only open papers: notes made offline on one that was closed since must still arrive.
    const { note, write } = await this.papers.get(connection, versionId);
    const writer = { ctx: connection.ctx, seat: connection.seat, abilities: { note, write } };
    return { acks: [...(await this.journal.append(versionId, { writer, operations }))] };
  };

  readonly catchUp: Messages['annotation:catch-up'] = async (connection, { versionId, after }) => {
    await this.papers.assertOpen(connection, versionId);
    return this.journal.page(connection.ctx, connection.seat, versionId, after);
  };
}
