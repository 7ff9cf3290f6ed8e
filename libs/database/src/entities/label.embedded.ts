import type { Label, Level } from '@app/contracts';
import { Column } from 'typeorm';

/** The four label columns, shared by every labelled entity. */
export abstract class Labelled {
  @Column({ type: 'smallint' })
  level: Level;

  @Column({ type: 'text', array: true })
  caveats: string[];

  @Column({ name: 'releasable_to', type: 'text', array: true })
  releasableTo: string[];

  @Column({ type: 'text' })
  originator: string;
}

/** The label of a labelled row. */
export function labelOf(row: Pick<Labelled, 'level' | 'caveats' | 'releasableTo' | 'originator'>): Label {
  return { level: row.level, caveats: row.caveats, releasableTo: row.releasableTo, originator: row.originator };
}
