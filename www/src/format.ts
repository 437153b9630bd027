/** Numbers and dates as the reader's language writes them. */

import type { SearchResults } from './client.ts';

/** `1.234` in Vietnamese, `1,234` in English. */
export function formatNumber(value: number, language: string, fractionDigits = 0): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: fractionDigits }).format(value);
}

/** How many were found; `9.182+` where there may be more. */
export function formatTotal({ total, totalIsLowerBound }: Pick<SearchResults, 'total' | 'totalIsLowerBound'>, language: string): string {
  return formatNumber(total, language) + (totalIsLowerBound ? '+' : '');
}

/** Milliseconds; browsers round their clocks, so nothing below a tenth is claimed. */
export function formatTime(timeMs: number, language: string): string {
  if (timeMs < 0.1) return `< ${formatNumber(0.1, language, 1)}`;
  return formatNumber(timeMs, language, timeMs < 10 ? 1 : 0);
}

/** `YYYY-MM-DD` as the language writes dates; anything else as it stands. */
export function formatDate(date: string, language: string): string {
  const time = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(date) : NaN;
  if (Number.isNaN(time)) return date;
  return dateFormat(language).format(time);
}

let dates: { language: string; format: Intl.DateTimeFormat } | undefined;

/** Kept, because making one takes longer than a search. */
function dateFormat(language: string): Intl.DateTimeFormat {
  if (dates?.language !== language) {
    const form: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'numeric', year: 'numeric', timeZone: 'UTC' };
    dates = { language, format: new Intl.DateTimeFormat(language, form) };
  }
  return dates.format;
}
