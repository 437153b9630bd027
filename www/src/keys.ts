/** Keys, as the shell and the widget both read them. */

/** Keys of a composition belong to the input method: Enter there commits a word. */
export function isOfInputMethod(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** Keeps a key from the browser, and from scripts of old pages, which send their form on any
 * Enter that reaches them. */
export function take(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}

/** Whether a click or Enter asks for a new tab. */
export function wantsNewTab(event: KeyboardEvent | MouseEvent): boolean {
  return event.ctrlKey || event.metaKey || event.shiftKey;
}

/** Whether the keyboard comes up over the page when the input has the focus. */
export function isTouched(): boolean {
  return matchMedia('(pointer: coarse)').matches;
}

export function isApple(): boolean {
  return /^(Mac|iP)/.test(navigator.platform);
}
