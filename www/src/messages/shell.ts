/** What the element says before anything is loaded. */
export interface ShellMessages {
  /** Name of the input, and of the button that opens the dialog. */
  readonly label: string;
  readonly placeholder: string;
  /** A button below what failed. */
  readonly retry: string;
  readonly errorNetwork: string;
}

const vi: ShellMessages = {
  label: 'Tìm kiếm',
  placeholder: 'Gõ có dấu hoặc không dấu',
  retry: 'Thử lại',
  errorNetwork: 'Không tải được bộ tìm kiếm. Bạn kiểm tra kết nối mạng rồi thử lại nhé.',
};

const en: ShellMessages = {
  label: 'Search',
  placeholder: 'Type with or without accents',
  retry: 'Try again',
  errorNetwork: 'The search could not be loaded. Check your connection and try again.',
};

/** The language an element speaks: its own `lang`, else the nearest one, else Vietnamese. */
export function languageOf(element: Element): string {
  return element.closest('[lang]')?.getAttribute('lang') || 'vi';
}

export function isEnglish(language: string): boolean {
  return /^en\b/i.test(language);
}

/** The messages of a language; Vietnamese where there are none. */
export function shellMessagesFor(language: string): ShellMessages {
  return isEnglish(language) ? en : vi;
}
