import type { Scope } from '../../state';

const EDITABLE =
  'input, textarea, select, [contenteditable]:not([contenteditable="false"]), [role="textbox"], [role="combobox"], [role="listbox"], [role="menu"]';

/**
 * Single keys, by their place on the keyboard: on an Arabic one the same key writes another letter. Never while
 * somebody writes, and never with a modifier, which belongs to the browser.
 */
export function listenForShortcuts(scope: Scope, target: Window, keys: Readonly<Record<string, () => void>>): void {
  scope.listen(target, 'keydown', (event) => {
    if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.target instanceof Element && event.target.closest(EDITABLE)) return;
    const run = Object.hasOwn(keys, event.code) ? keys[event.code] : undefined;
    if (!run) return;
    event.preventDefault();
    run();
  });
}
