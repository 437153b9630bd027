import type { Messages } from './messages.ts';

export const en: Messages = {
  label: 'Search',
  placeholder: 'Type with or without accents',
  list: 'Search results',
  clear: 'Clear the search',
  loading: 'Loading the search…',
  countOne: '1 article · {time} ms',
  countMany: '{total} articles · {time} ms',
  statusOne: '1 article for “{query}”',
  statusMany: '{total} articles for “{query}”',
  empty: 'No article matches “{query}”.',
  emptyHint: 'Try fewer words, or leave the accents out.',
  retry: 'Try again',
  errorNetwork: 'The search could not be loaded. Check your connection and try again.',
  errorNotFound: 'The search could not be loaded because a file is missing on the server. Try again in a few minutes.',
  errorBadIndex: 'The search data arrived damaged. Try again.',
  errorVersion: 'This site has just been updated. Reload the page to go on searching.',
  errorWasm: 'Your browser or the security policy of this page does not let the search run.',
  errorOther: 'The search failed. Reload the page and try again.',
};
