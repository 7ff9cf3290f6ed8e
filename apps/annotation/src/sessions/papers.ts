import { notFound } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { PaperAccess, type JudgedPaper } from '../access/paper-access.js';
import type { Connection, Judgement } from './connection.js';

/** Versions a connection refers to: the id from the wire becomes a judged paper, or does not exist. */
@Injectable()
export class Papers {
  constructor(private readonly access: PaperAccess) {}

  /** Judges afresh and remembers: for opening, which is logged each time. @throws AppError `not_found` */
  open(connection: Connection, versionId: string): Promise<JudgedPaper> {
    const asking = this.access.judge(connection.ctx, connection.seat, versionId);
    // A refusal is not kept: the paper may be published a moment later.
    keep(connection.papers, versionId, asking, ({ documentId }) => documentId);
    return asking;
  }

  /** The paper as judged for this connection, judging it when it was not. @throws AppError `not_found` */
  async get(connection: Connection, versionId: string): Promise<JudgedPaper> {
    return (await connection.papers.get(versionId)?.asking) ?? this.open(connection, versionId);
  }

  /** @throws AppError `not_found` unless the connection has opened the version and hears it. */
  async assertOpen(connection: Connection, versionId: string): Promise<JudgedPaper> {
    if (!connection.open.has(versionId)) throw notFound();
    return this.get(connection, versionId);
  }

  /** Whether he may be told that somebody is at this place; judged once, and then kept like an opened paper. */
  async mayBeLedTo(connection: Connection, { versionId, documentId }: { versionId: string; documentId: string }): Promise<boolean> {
    const known = connection.places.get(versionId);
    const asking = known?.asking ?? this.access.mayRead(connection.ctx, connection.seat, versionId);
    if (!known) keep(connection.places, versionId, asking, (may) => (may ? documentId : ''));
    // A failed question is a no, and is asked again at the next move.
    return asking.catch(() => false);
  }

  /**
   * Whether one of these papers was opened on this connection, or somebody led it there. Answers at once: what is
   * still being judged may be one of them, so it counts, and nobody puts his own revocation off by asking a lot.
   */
  holds(connection: Connection, documentIds: readonly string[]): boolean {
    const judgements = [...connection.papers.values(), ...connection.places.values()];
    return judgements.some(({ documentId }) => documentId === null || documentIds.includes(documentId));
  }
}

/** Keeps a question, then what its answer is about; a failed one is forgotten. */
function keep<Answer>(
  kept: Map<string, Judgement<Answer>>,
  versionId: string,
  asking: Promise<Answer>,
  documentOf: (answer: Answer) => string,
): void {
  const judgement: Judgement<Answer> = { asking, documentId: null };
  kept.set(versionId, judgement);
  asking.then(
    (answer) => (judgement.documentId = documentOf(answer)),
    () => {
      if (kept.get(versionId) === judgement) kept.delete(versionId);
    },
  );
}
