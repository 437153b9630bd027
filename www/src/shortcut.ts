/** A key that brings to the search from anywhere on the page: `/`, `mod+k`, `alt+s`. */
import { isApple } from './keys.ts';

/** Whether a key is the shortcut, pressed where it cannot mean a letter. */
export function isShortcut(event: KeyboardEvent, shortcut: string): boolean {
  const keys = resolved(shortcut).split('+');
  const key = keys.pop() ?? '';
  const has = (modifier: string): boolean => keys.includes(modifier);
  return (
    // With Caps Lock it is a capital.
    (event.key === key || event.key === key.toUpperCase()) &&
    event.ctrlKey === has('ctrl') &&
    event.metaKey === has('meta') &&
    event.altKey === has('alt') &&
    // On some keyboards a sign such as `/` needs Shift.
    (event.shiftKey === has('shift') || !keys.length) &&
    !isEditable(event.composedPath()[0])
  );
}

/** What stands on the keys. */
export function nameOf(shortcut: string): string {
  return resolved(shortcut).replace('meta', '⌘').replace(/\+/g, ' ');
}

function resolved(shortcut: string): string {
  return shortcut.replace('mod', isApple() ? 'meta' : 'ctrl');
}

function isEditable(target: EventTarget | undefined): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName));
}
