import type { Scope } from '../../state';
import type { NoteAbilities, PaperNotes } from './annotation.view-model';
import { createHighlighting, type ChosenText, type Highlighting } from './highlighting.view-model';
import { annotationCommand, type Tools } from './tools.view-model';

/** Writing on the paper that is on the screen: its notes are open, its keys work, chosen text can be marked. */
export interface Workplace {
  readonly highlighting: Highlighting;
}

const TYPING =
  'input, textarea, select, [contenteditable]:not([contenteditable="false"]), [role="textbox"], [role="dialog"], [role="menu"], [role="listbox"]';

export function createWorkplace(
  scope: Scope,
  notes: PaperNotes,
  tools: Tools,
  abilities: () => NoteAbilities,
  readSelection: (() => ChosenText | null) | undefined,
): Workplace {
  scope.onEnd(notes.show());
  scope.listen(window, 'keydown', (event) => {
    if (event.defaultPrevented || (event.target instanceof Element && event.target.closest(TYPING))) return;
    const command = annotationCommand(event);
    if (!command) return;
    if (command.kind === 'tool') {
      // Escape belongs to drawers and dialogs as well; it is only taken when there is a tool to put down.
      if (command.tool === 'select' && tools.tool.value === 'select') return;
      tools.choose(command.tool);
    } else {
      const act = command.kind === 'undo' ? notes.undo.value : notes.redo.value;
      if (!act) return;
      act();
    }
    event.preventDefault();
  });
  const host = {
    read: readSelection ?? (() => null),
    clear: () => window.getSelection()?.removeAllRanges(),
    target: document,
  };
  return { highlighting: createHighlighting(scope, notes, tools, abilities, host) };
}
