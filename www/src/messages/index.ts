import { en } from './en.ts';
import type { Messages } from './messages.ts';
import { isEnglish, shellMessagesFor } from './shell.ts';
import { vi } from './vi.ts';

export { fill, fillNodes } from './messages.ts';
export type { Messages } from './messages.ts';

/** The messages of a language; Vietnamese where there are none. */
export function messagesFor(language: string): Messages {
  return { ...shellMessagesFor(language), ...(isEnglish(language) ? en : vi) };
}
