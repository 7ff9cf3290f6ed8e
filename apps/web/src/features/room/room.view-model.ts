import { behavior, derive, type Behavior, type Scope } from '../../state';

export type Rail = 'agenda' | 'people';

/** `drawer`: there is no room beside the paper, so a rail lies over it, one at a time. */
export interface Rails {
  readonly shape: 'beside' | 'drawer';
  readonly agenda: boolean;
  readonly people: boolean;
}

export interface RoomModel {
  readonly rails: Behavior<Rails>;
  toggle(rail: Rail): void;
  /** Something was chosen in a rail, or Escape was pressed: a drawer gives the paper back, a rail beside it stays. */
  closeDrawer(): void;
}

/** What is open beside the paper. Folding on a desk and opening a drawer on a tablet are remembered apart. */
export function createRoomModel(scope: Scope, narrow: Behavior<boolean>): RoomModel {
  const folded = behavior<Readonly<Record<Rail, boolean>>>({ agenda: false, people: false });
  const drawer = behavior<Rail | null>(null);
  const rails = derive(scope, [narrow, folded, drawer], (isNarrow, fold, open): Rails =>
    isNarrow
      ? { shape: 'drawer', agenda: open === 'agenda', people: open === 'people' }
      : { shape: 'beside', agenda: !fold.agenda, people: !fold.people },
  );
  // A drawer left open would cover the paper when the tablet is turned back.
  scope.onEnd(narrow.subscribe(() => drawer.next(null)));
  return {
    rails,
    toggle(rail) {
      if (narrow.value) drawer.update((open) => (open === rail ? null : rail));
      else folded.update((fold) => ({ ...fold, [rail]: !fold[rail] }));
    },
    closeDrawer: () => drawer.next(null),
  };
}
