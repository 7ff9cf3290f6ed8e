import { notFound } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { PaperAccess, type JudgedPaper } from '../access/paper-access.js';
import type { Connection } from './connection.js';

/** Versions a connection refers to: the id from the wire becomes a judged paper, or does not exist. */
@Injectable()
export class Papers {
  constructor(private readonly access: PaperAccess) {}

  /** Judges afresh and remembers: for opening, which is logged each time. @throws AppError `not_found` */
  open(connection: Connection, versionId: string): Promise<JudgedPaper> {
    const judging = this.access.judge(connection.ctx, connection.seat, versionId);
    connection.papers.set(versionId, judging);
    // A refusal is not kept: the paper may be published a moment later.
    judging.catch(() => {
      if (connection.papers.get(versionId) === judging) connection.papers.delete(versionId);
    });
    return judging;
  }

  /** The paper as judged for this connection, judging it when it was not. @throws AppError `not_found` */
  async get(connection: Connection, versionId: string): Promise<JudgedPaper> {
    return (await connection.papers.get(versionId)) ?? this.open(connection, versionId);
  }

  /** @throws AppError `not_found` unless the connection has opened the version and hears it. */
  async assertOpen(connection: Connection, versionId: string): Promise<JudgedPaper> {
    if (!connection.open.has(versionId)) throw notFound();
    return this.get(connection, versionId);
  }

  /** Whether one of these papers was opened on this connection. */
  async holds(connection: Connection, documentIds: readonly string[]): Promise<boolean> {
    const judged = await Promise.allSettled(connection.papers.values());
    return judged.some((paper) => paper.status === 'fulfilled' && documentIds.includes(paper.value.documentId));
  }
}
