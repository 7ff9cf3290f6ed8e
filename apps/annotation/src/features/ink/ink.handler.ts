import type { AnnotationFromClient, Handlers, InkProgressed } from '@app/contracts';
import { notFound } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { scopeOf, type Scope } from '../../journal/journal.types.js';
import { Publisher } from '../../publish.js';
import type { Connection } from '../../sessions/connection.js';
import { authorOf } from '../../sessions/seat.js';
import { Papers } from '../../sessions/papers.js';
import { Tick } from '../../sessions/tick.js';

/** As often as a screen shows anything new. */
const TICK_MS = 16;
/** Pieces of strokes in one frame; what is above it is dropped (the stored stroke follows). */
const FRAME_STROKES = 400;

interface Frame {
  readonly versionId: string;
  readonly scope: Scope;
  readonly strokes: InkProgressed['strokes'];
  readonly tick: Tick;
}

/** Strokes while they are being written: passed on in ticks, never stored. */
@Injectable()
export class InkHandler {
  readonly #frames = new Map<string, Frame>();

  constructor(
    private readonly papers: Papers,
    private readonly publisher: Publisher,
  ) {}

  readonly progress: Handlers<AnnotationFromClient, Connection>['ink:progress'] = async (connection, { versionId, stroke }) => {
    const { note, write } = await this.papers.assertOpen(connection, versionId);
    if (!(stroke.layer === 'private' ? note : write)) throw notFound();
    if (stroke.layer === 'private') return {}; // nobody else's to see, and its author sees it already
    const frame = this.#frame(versionId, scopeOf(stroke.layer, connection.seat));
    if (frame.strokes.length < FRAME_STROKES) frame.strokes.push({ ...stroke, author: authorOf(connection.seat) });
    frame.tick.request();
    return {};
  };

  #frame(versionId: string, scope: Scope): Frame {
    const key = `${versionId}:${scope.layer}:${scope.audience}`;
    const known = this.#frames.get(key);
    if (known) return known;
    const frame: Frame = {
      versionId,
      scope,
      strokes: [],
      tick: new Tick(TICK_MS, () => {
        const strokes = frame.strokes.splice(0);
        if (strokes.length > 0) this.publisher.inkProgressed(versionId, scope, strokes);
        // Kept for one more tick, so that a stroke goes on in ticks and not message by message.
        if (strokes.length > 0) frame.tick.request();
        else this.#frames.delete(key);
      }),
    };
    this.#frames.set(key, frame);
    return frame;
  }
}
