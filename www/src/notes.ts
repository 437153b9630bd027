/** What was made of a query, as short lines above its results. */
import type { SearchResults, Understood } from './client.ts';
import { plain } from './clip.ts';
import { make } from './dom.ts';
import { fillNodes, type Messages } from './messages/index.ts';

/** A line that is read out, or one with a button, which is found without that. */
export interface Note {
  readonly line: HTMLElement;
  readonly spoken?: string;
  /** What its button searches for. */
  readonly searches?: string;
}

/** The notes of an answer: what it stands on first, then what else one may do. */
export function notesOf(result: SearchResults, messages: Messages): Note[] {
  const { query, total, understood, corrected, alsoSearched, unmatched, relaxed, unavailable = [] } = result;
  const readings = joined(understood, query);
  const meant = readings.map((reading) => reading.meant).join(', ');
  const notes: Note[] = [];
  if (readings.length) notes.push(note(messages.understood, meant, ...listed(readings.map((reading) => pair(reading, messages)))));
  for (const { typed, also } of alsoSearched) notes.push(note(messages.alsoSearched, also, make('b', {}, plain(also)), ' (', make('bdi', {}, plain(typed)), ')'));
  // Without hits the sentence about that says enough.
  if (total && unmatched.length) notes.push(note(messages.unmatched, unmatched.join(', '), ...listed(unmatched.map((word) => [make('i', {}, plain(word))]))));
  for (const step of total ? relaxed : []) notes.push(note(messages[step], ''));
  for (const { name } of unavailable) notes.push(missing(messages.unavailable, name));
  // Where no word was read otherwise, it is the query with accents, which has just been answered.
  if (readings.length && corrected && corrected !== meant) notes.push(offer(messages.correction, 'correction', corrected, make('b', {}, plain(corrected))));
  if (understood.some(({ how }) => how === 'typo')) notes.push(offer('', 'literal', query, ...fillNodes(messages.literal, { query: make('bdi', {}, plain(query)) })));
  return notes;
}

/** *coong* and *nghieepj*, typed side by side and read in the same way, are one note. */
function joined(understood: readonly Understood[], query: string): Understood[] {
  const parts: Understood[] = [];
  for (const part of understood) {
    const last = parts[parts.length - 1];
    const typed = `${last?.typed} ${part.typed}`;
    if (last?.how === part.how && query.includes(typed)) parts.splice(-1, 1, { ...part, typed, meant: `${last.meant} ${part.meant}` });
    else parts.push(part);
  }
  return parts;
}

function pair({ typed, meant, how }: Understood, messages: Messages): Array<Node | string> {
  return [make('i', {}, plain(typed)), ' → ', make('b', {}, plain(meant)), ` (${messages[how]})`];
}

function listed(items: ReadonlyArray<ReadonlyArray<Node | string>>): Array<Node | string> {
  return items.flatMap((item, at) => (at ? [', ', ...item] : item));
}

function note(start: string, spoken: string, ...rest: ReadonlyArray<Node | string>): Note {
  return { line: make('p', {}, start, ...rest), spoken: start + plain(spoken) };
}

/** An index that could not be searched. */
function missing(template: string, name: string): Note {
  const line = make('p', {}, ...fillNodes(template, { name: make('bdi', {}, plain(name)) }));
  return { line, spoken: line.textContent ?? '' };
}

function offer(start: string, part: string, searches: string, ...label: ReadonlyArray<Node | string>): Note {
  return { line: make('p', {}, start, make('button', { part, type: 'button', value: searches }, ...label)), searches };
}
