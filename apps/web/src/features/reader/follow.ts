import type { Behavior, Scope } from '../../state';
import type { ReaderViewModel } from './reader.view-model';

/** Where the one who leads is. */
export interface FollowedPage {
  readonly documentId: string;
  /** From 1. */
  readonly page: number;
}

/** Goes where the presenter goes, as long as he is in this paper. One may look elsewhere in between: only his next turn brings one back. */
export function followPage(scope: Scope, reader: ReaderViewModel, followed: Behavior<FollowedPage | null>): void {
  const go = () => {
    const state = reader.paper.value;
    const target = followed.value;
    if (state.kind === 'open' && target && state.asked.documentId === target.documentId) reader.goTo(target.page);
  };
  scope.onEnd(followed.subscribe(go));
  // The paper may finish opening after the presenter has turned the page.
  let opened = false;
  scope.onEnd(
    reader.paper.subscribe(() => {
      const now = reader.paper.value.kind === 'open';
      if (now && !opened) queueMicrotask(go);
      opened = now;
    }),
  );
}
