import { type Country, goesTo, labelSchema, type Label, type Level } from '@app/contracts';

/** A label as somebody is putting it together. */
export interface LabelDraft {
  readonly level: Level;
  /** As typed. */
  readonly caveats: string;
  readonly countries: readonly string[];
  readonly originator: Country;
}

export function draftOf({ level, caveats, releasableTo, originator }: Label): LabelDraft {
  return { level, caveats: caveats.join(' '), countries: releasableTo, originator };
}

export function codesOf({ caveats }: LabelDraft): string[] {
  return caveats.split(/[\s,،]+/u).filter(Boolean);
}

/** Countries are chosen, and not that of the originator: nobody could make such a label weaker again. */
export function leavesOriginatorOut({ countries, originator }: LabelDraft): boolean {
  return countries.length > 0 && !goesTo({ releasableTo: countries as Label['releasableTo'] }, originator);
}

/** Null while it makes no label that the server would take. */
export function labelFrom(draft: LabelDraft): Label | null {
  const { level, countries, originator } = draft;
  const caveats = [...new Set(codesOf(draft))].sort();
  const label = labelSchema.safeParse({ level, caveats, releasableTo: countries, originator });
  return label.success && !leavesOriginatorOut(draft) ? label.data : null;
}
