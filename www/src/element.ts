/**
 * `<khongdau-search>`: a search box that answers while one types.
 *
 * An ARIA combobox with manual selection: focus stays in the input, nothing is preselected, and
 * the text is never written to while somebody types, because Vietnamese input methods send real
 * Backspaces. Answers may arrive in any order; only the one to the last question is shown.
 *
 * @attr lang - `vi` or `en`; else the nearest `lang`, else `vi`
 * @attr label - name of the input
 * @attr placeholder
 * @attr layout - `dropdown` (default) lays results over the page, `page` puts them in its flow
 * @attr max-results - default 8
 * @attr suggestions - how many queries to suggest, default 5
 * @attr debounce - ms from the last letter to the search, default 60
 * @attr preload - `focus` (default) loads the engine on first interest, `load` at once
 * @attr theme - `light` or `dark`; else the `color-scheme` of the page
 *
 * @fires khongdau-ready khongdau-search khongdau-results khongdau-select khongdau-error
 *
 * @slot hints - between the input and results that are in the flow of the page
 *
 * @csspart container label box input clear progress panel suggestions suggestion count note empty
 *   hint error retry notes correction literal list option option-active title snippet meta status
 * @cssprop --khongdau-accent --khongdau-bg --khongdau-fg --khongdau-muted --khongdau-border
 *   --khongdau-mark-bg --khongdau-mark-fg --khongdau-radius --khongdau-font --khongdau-font-size
 *   --khongdau-shadow --khongdau-max-height --khongdau-z-index --khongdau-focus
 */
import { open, type Hit, type Info, type SearchEngine, type SearchResults, type Suggestion } from './client.ts';
import { KhongdauError, type KhongdauErrorCode } from './error.ts';
import { languageOf, messagesFor, type Messages } from './messages/index.ts';
import { safeUrl } from './url.ts';
import { View } from './view.ts';

/** The spinner shows only when an answer takes longer than this, in ms. */
const SLOW_AFTER = 400;

/** What each event carries in `detail`. All bubble and cross shadow roots. */
export interface KhongdauEvents {
  /** The engine is there. */
  'khongdau-ready': Info & { readonly loadMs: number };
  /** A query is about to be answered; empty when the input has been emptied. */
  'khongdau-search': { readonly query: string };
  'khongdau-results': { readonly query: string; readonly total: number; readonly shown: number; readonly timeMs: number };
  /**
   * A result was chosen. Cancel it to open the result yourself. `url` is missing when the index
   * gives none that is safe to follow.
   */
  'khongdau-select': {
    readonly query: string;
    readonly hit: Hit;
    readonly position: number;
    readonly url: string | undefined;
    readonly newTab: boolean;
  };
  'khongdau-error': { readonly code: KhongdauErrorCode; readonly message: string };
}

declare global {
  interface HTMLElementTagNameMap {
    'khongdau-search': KhongdauSearchElement;
  }
  interface HTMLElementEventMap extends KhongdauEventMap {}
  interface DocumentEventMap extends KhongdauEventMap {}
}

type KhongdauEventMap = { [Name in keyof KhongdauEvents]: CustomEvent<KhongdauEvents[Name]> };

/** The engine of one element: the promise as it is, and how to undo it. */
type Opening = Promise<SearchEngine>;

export class KhongdauSearchElement extends HTMLElement {
  static readonly observedAttributes = ['lang', 'label', 'placeholder'];

  private readonly view: View;
  private messages: Messages = messagesFor('vi');
  private overrides: Partial<Messages> = {};
  private given: SearchEngine | undefined;
  private opening: Opening | undefined;
  private result: SearchResults | undefined;
  /** The query being answered, or already answered. */
  private asked = '';
  /** Whether it is to be taken as it stands. */
  private literal = false;
  /** Counts questions; an answer to any but the last is dropped. */
  private generation = 0;
  private active = -1;
  private typing = 0;
  private slow = 0;

  constructor() {
    super();
    this.view = new View(this.attachShadow({ mode: 'open' }));
    this.listen();
  }

  /** The text in the input. Setting it searches at once. */
  get value(): string {
    return this.view.input.value;
  }

  set value(query: string) {
    this.view.input.value = query;
    this.changed(0);
  }

  /** An engine to ask instead of loading one; the caller closes it. */
  set engine(engine: SearchEngine | undefined) {
    this.release();
    this.given = engine;
  }

  /** Words to use instead of the built-in ones. */
  set strings(strings: Partial<Messages>) {
    this.overrides = strings;
    this.speak();
  }

  /** Loads the engine if it is not there yet, showing the error state if that fails. */
  load(): Promise<SearchEngine> {
    this.opening ??= this.given ? Promise.resolve(this.given) : this.openEngine();
    return this.opening;
  }

  override focus(options?: FocusOptions): void {
    this.view.input.focus(options);
  }

  connectedCallback(): void {
    this.speak();
    if (this.getAttribute('preload') === 'load') this.preload();
    if (this.value) this.changed(0);
  }

  disconnectedCallback(): void {
    this.forget();
    this.asked = '';
    this.view.stop();
    this.release();
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.speak();
  }

  /** Listeners sit on this element and inside it, so that they go when it goes. */
  private listen(): void {
    const { input, clear, retry, panel, suggestions, notes, list } = this.view;
    // Some input methods, old scripts and assistive tools change the text without `input`.
    for (const type of ['input', 'compositionend', 'change', 'keyup']) {
      input.addEventListener(type, () => this.changed(this.number('debounce', 60)));
    }
    input.addEventListener('keydown', (event) => this.pressed(event));
    clear.addEventListener('click', () => this.cleared());
    retry.addEventListener('click', () => this.retried());
    panel.addEventListener('mousedown', (event) => this.pointed(event));
    panel.addEventListener('keydown', (event) => this.pressedBelow(event));
    list.addEventListener('click', (event) => this.clicked(event));
    list.addEventListener('auxclick', (event) => this.clicked(event));
    for (const part of [suggestions, notes]) part.addEventListener('click', (event) => this.offered(event));
    for (const type of ['focusin', 'pointerenter']) this.addEventListener(type, () => this.preload());
    this.addEventListener('focusin', () => this.view.setOpen(true));
    this.addEventListener('focusout', (event) => this.left(event));
  }

  private speak(): void {
    const language = languageOf(this);
    const messages = { ...messagesFor(language), ...this.overrides };
    this.messages = {
      ...messages,
      label: this.getAttribute('label') ?? messages.label,
      placeholder: this.getAttribute('placeholder') ?? messages.placeholder,
    };
    this.view.speak(this.messages, language);
  }

  // The engine

  private preload(): void {
    this.load().catch(() => {});
  }

  private openEngine(): Opening {
    const start = performance.now();
    const opening: Opening = open().then(
      (engine) => this.opened(engine, opening, start),
      (error) => this.refused(error, opening),
    );
    return opening;
  }

  private opened(engine: SearchEngine, opening: Opening, start: number): SearchEngine {
    if (this.opening !== opening) {
      engine.close();
      return engine;
    }
    this.emit('khongdau-ready', { ...engine.info, loadMs: performance.now() - start });
    // Browsers compile a function when it is first called: now, rather than at the first letter.
    if (!this.asked) void engine.search('a', { limit: 1 });
    return engine;
  }

  private refused(error: unknown, opening: Opening): never {
    if (this.opening === opening) {
      this.opening = undefined;
      this.fail(error);
    }
    throw error;
  }

  private release(): void {
    if (!this.given) this.opening?.then((engine) => engine.close()).catch(() => {});
    this.opening = undefined;
  }

  // Question and answer

  /** The text may have changed: asks in `delay` ms, unless it changes again before. */
  private changed(delay: number): void {
    const query = this.value;
    if (query === this.asked) return;
    this.forget();
    this.asked = query;
    this.literal = false;
    this.view.clear.hidden = !query;
    if (delay) this.typing = setTimeout(() => void this.ask(query), delay);
    else void this.ask(query);
  }

  /** Drops the question under way, if any. */
  private forget(): void {
    this.generation += 1;
    clearTimeout(this.typing);
    clearTimeout(this.slow);
    this.typing = 0;
  }

  private async ask(query: string): Promise<void> {
    const generation = this.generation;
    this.typing = 0;
    if (!/\S/.test(query)) return this.showNothing();
    this.slow = setTimeout(() => this.view.showLoading(true), SLOW_AFTER);
    try {
      const engine = await this.load();
      if (generation !== this.generation) return;
      this.emit('khongdau-search', { query });
      const { literal } = this;
      const most = literal ? 0 : this.number('suggestions', 5);
      const [result, suggestions] = await Promise.all([
        engine.search(query, { limit: this.number('max-results', 8), literal }),
        most ? engine.suggest(query, most) : [],
      ]);
      if (generation === this.generation) this.show(result, suggestions);
    } catch (error) {
      if (generation === this.generation && this.opening) this.fail(error);
    }
  }

  private show(result: SearchResults, suggestions: readonly Suggestion[]): void {
    const { query, total, hits, timeMs } = result;
    clearTimeout(this.slow);
    this.result = result;
    this.active = -1;
    if (hits.length) this.view.showResults(result, suggestions, this.messages);
    else this.view.showEmpty(result, suggestions, this.messages);
    this.emit('khongdau-results', { query, total, shown: hits.length, timeMs });
  }

  private showNothing(): void {
    this.result = undefined;
    this.active = -1;
    this.view.showIdle();
    this.emit('khongdau-search', { query: '' });
  }

  private fail(thrown: unknown): void {
    const { code, message } = KhongdauError.from(thrown);
    clearTimeout(this.slow);
    this.result = undefined;
    this.active = -1;
    this.view.showError(this.sentence(code));
    this.emit('khongdau-error', { code, message });
  }

  private sentence(code: KhongdauErrorCode): string {
    switch (code) {
      case 'NETWORK':
        return this.messages.errorNetwork;
      case 'NOT_FOUND':
        return this.messages.errorNotFound;
      case 'BAD_INDEX':
        return this.messages.errorBadIndex;
      case 'VERSION':
        return this.messages.errorVersion;
      case 'CSP_WASM':
        return this.messages.errorWasm;
      default:
        return this.messages.errorOther;
    }
  }

  // Keys and pointers

  /** Keys of a composition belong to the input method: Enter there commits a word. */
  private pressed(event: KeyboardEvent): void {
    if (event.isComposing || event.keyCode === 229) {
      // Chromium would empty an input of type search, the committed words too.
      if (event.key === 'Escape') event.preventDefault();
    } else if (this.command(event)) {
      event.preventDefault();
      // Old pages submit their form on any Enter that reaches them.
      event.stopPropagation();
    }
  }

  /** On a button of the panel: Enter presses it, Escape goes back to the text. */
  private pressedBelow(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.focus();
    else if (event.key !== 'Enter') return;
    event.stopPropagation();
  }

  /** Whether the key meant something here. */
  private command(event: KeyboardEvent): boolean {
    const newTab = event.ctrlKey || event.metaKey || event.shiftKey;
    switch (event.key) {
      case 'ArrowDown':
        return !newTab && (event.altKey ? this.view.setOpen(true) : this.move(this.active + 1));
      case 'ArrowUp':
        return !newTab && !event.altKey && this.move(this.active - 1);
      case 'Enter':
        return this.entered(newTab);
      case 'Escape':
        return this.escaped();
      default:
        return false;
    }
  }

  /** Makes the option at `position` active; before the first stands the text itself. */
  private move(position: number): boolean {
    const count = this.result?.hits.length ?? 0;
    if (!count || position < -1 || !this.view.setOpen(true)) return false;
    this.active = Math.min(position, count - 1);
    this.view.setActive(this.active);
    return true;
  }

  private entered(newTab: boolean): boolean {
    if (this.active >= 0) this.choose(this.active, newTab);
    else if (this.typing) this.hurry();
    else if (isTouched()) this.view.input.blur();
    return true;
  }

  /** Answers now what was to be answered after the debounce. */
  private hurry(): void {
    this.forget();
    void this.ask(this.asked);
  }

  /** Back by one step: from the option to the text, from open to closed, from text to none. */
  private escaped(): boolean {
    if (this.active >= 0) return this.move(-1);
    if (this.isDropdown() && this.view.input.getAttribute('aria-expanded') === 'true') return !this.view.setOpen(false);
    if (!this.value) return false;
    this.cleared();
    return true;
  }

  private cleared(): void {
    this.value = '';
    this.focus();
  }

  private retried(): void {
    this.view.showIdle();
    this.focus();
    if (/\S/.test(this.value)) this.hurry();
    else this.preload();
  }

  /** A press in a dropdown must not take the focus away from above it. */
  private pointed(event: MouseEvent): void {
    if (this.isDropdown() || event.button === 1) event.preventDefault();
  }

  private clicked(event: MouseEvent): void {
    const position = this.view.positionOf(event);
    const middle = event.button === 1;
    if (position < 0 || (event.button && !middle)) return;
    this.choose(position, middle || event.ctrlKey || event.metaKey || event.shiftKey);
  }

  /** A press on a button that searches for its `value`. The input gets the focus that goes with
   * the button, unless that brings up a keyboard over the results. */
  private offered(event: Event): void {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    if (!button) return;
    if (button.getAttribute('part') === 'literal') {
      this.literal = true;
      this.hurry();
    } else {
      this.value = button.value;
    }
    if (!isTouched()) this.focus();
  }

  private left(event: FocusEvent): void {
    const inside = event.relatedTarget instanceof Node && this.contains(event.relatedTarget);
    if (this.isDropdown() && !inside) this.view.setOpen(false);
  }

  private choose(position: number, newTab: boolean): void {
    const hit = this.result?.hits[position];
    if (!hit) return;
    const url = safeUrl(hit.url);
    const proceed = this.emit('khongdau-select', { query: this.asked, hit, position, url, newTab });
    if (!proceed || !url) return;
    if (newTab) window.open(url, '_blank', 'noopener');
    else location.assign(url);
  }

  // Small things

  private isDropdown(): boolean {
    return this.getAttribute('layout') !== 'page';
  }

  private number(attribute: string, otherwise: number): number {
    const value = parseInt(this.getAttribute(attribute) ?? '', 10);
    return value >= 0 ? value : otherwise;
  }

  /** Whether nobody cancelled it. */
  private emit<Name extends keyof KhongdauEvents>(name: Name, detail: KhongdauEvents[Name]): boolean {
    const cancelable = name === 'khongdau-select';
    return this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, cancelable, detail }));
  }
}

function isTouched(): boolean {
  return matchMedia('(pointer: coarse)').matches;
}

/** Registers `<khongdau-search>`, unless a copy of this script already did. */
export function define(): void {
  if (!customElements.get('khongdau-search')) customElements.define('khongdau-search', KhongdauSearchElement);
}
