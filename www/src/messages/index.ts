import { en } from './en.ts';
import type { Messages } from './messages.ts';
import { vi } from './vi.ts';

export { fill } from './messages.ts';
export type { Messages } from './messages.ts';

/** The language an element speaks: its own `lang`, else the nearest one, else Vietnamese. */
export function languageOf(element: Element): string {
  return element.closest('[lang]')?.getAttribute('lang') || 'vi';
}

/** The messages of a language; Vietnamese where there are none. */
export function messagesFor(language: string): Messages {
  return /^en\b/i.test(language) ? en : vi;
}
