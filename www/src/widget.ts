/**
 * The part of `<khongdau-search>` that is loaded at the first interest: it asks, shows the answers,
 * and minds keys and pointers in them.
 */
import type { Hit, SearchEngine, SearchOptions, SearchResults, SectionHit, Suggestion } from './client.ts';
import { Announcer } from './announcer.ts';
import { Asking, type Asker, type Question } from './asking.ts';
import { Attachment } from './attach.ts';
import { plain } from './clip.ts';
import { adoptStyle, make, on, setOptional } from './dom.ts';
import { KhongdauError, type KhongdauErrorCode } from './error.ts';
import { emit, type Reason, type Source } from './events.ts';
import { namesIn, type Offer, type Order } from './filters.ts';
import { formatNumber, formatTotal } from './format.ts';
import { isApple, isOfInputMethod, isTouched, take, wantsNewTab } from './keys.ts';
import { Holder, type Owner } from './holder.ts';
import { linkTo } from './links.ts';
import { fill, messagesFor, type Messages } from './messages/index.ts';
import { Panel, type Look } from './panel.ts';
import { readPlace, writePlace, type Place } from './place.ts';
import { type Target, targetOf } from './result.ts';
import type { Shell } from './shell.ts';
import { Stage } from './stage.ts';
import { go, safeUrl } from './url.ts';
import css from './widget.css';

/** How often the text is looked at while the input has the focus, in ms: dictation, and scripts of
 * old pages, change it without an event. */
const LOOK_EVERY = 250;

const ORDERS: readonly Order[] = ['relevance', 'newest', 'oldest'];

export class Widget implements Asker, Owner {
  private readonly shell: Shell;
  private readonly panel: Panel;
  private readonly stage: Stage;
  private readonly holder: Holder;
  private readonly asking = new Asking(this);
  private readonly announcer = new Announcer();
  private readonly progress = make('progress', { part: 'progress', hidden: '' });
  private readonly link = make('a', { part: 'elsewhere' });
  /** Where words of the page may be. */
  private readonly strings = make('slot', { name: 'strings', hidden: '' });
  private messages: Messages = messagesFor('vi');
  /** The answer that is shown, with all the results that were added to it. */
  private result: SearchResults | undefined;
  /** Whether the query is to be taken as it stands. */
  private literal = false;
  /** What results are ordered by until a reader chooses. */
  private order: Order = 'relevance';
  /** The option that Enter opens. */
  private active = -1;
  private looking = 0;
  private attachment: Attachment | undefined;
  private unlisten = (): void => {};

  constructor(shell: Shell) {
    const { box, element } = shell;
    this.shell = shell;
    this.panel = new Panel(() => this.again('filter'));
    this.stage = new Stage(shell, this.panel.node, (open) => this.opened(open));
    this.holder = new Holder(shell, this);
    this.panel.node.prepend(box.problem);
    box.otherwise.append(this.link);
    box.field.append(this.progress);
    box.body.append(this.panel.node, this.announcer.node);
    box.container.append(this.strings);
    adoptStyle(box.root, css);
    this.stage.hideProblem();
    this.listen();
    this.update();
    if (element.isConnected) this.connect();
    if (shell.early) this.entered(shell.early.newTab);
  }

  // What the shell tells

  connect(): void {
    this.attach();
    const place = this.keepsAddress ? this.place() : undefined;
    this.reset(place);
    if (place?.query && !this.shell.text) this.shell.box.input.value = place.query;
    this.changed(0, place && place.query === this.shell.text ? 'link' : 'type');
    this.watchText();
  }

  disconnect(): void {
    this.asking.forget();
    this.asking.query = '';
    this.setSlow(false);
    this.announcer.stop();
    this.unattach();
    this.unlisten();
    this.release();
    clearTimeout(this.looking);
  }

  /** Takes in what the attributes say now. */
  update(): void {
    const { box, language } = this.shell;
    this.messages = { ...messagesFor(language), ...this.written(), ...this.shell.words() };
    this.shell.speak(this.messages);
    box.clear.setAttribute('aria-label', this.messages.clear);
    box.close.textContent = this.messages.close;
    box.dialog.setAttribute('aria-label', this.messages.label);
    this.link.textContent = this.messages.elsewhere;
    this.progress.setAttribute('aria-label', this.messages.loading);
    this.panel.speak(this.messages);
    this.attach();
    this.takeOrder();
    this.unlisten();
    if (this.keepsAddress && this.shell.element.isConnected) this.unlisten = on(window, 'popstate', () => this.follow());
    if (this.result) this.again();
  }

  /** Somebody takes interest. */
  wake(): void {
    this.load().catch(() => {});
  }

  load(): Promise<SearchEngine> {
    return this.holder.get();
  }

  release(): void {
    this.holder.release();
  }

  shown(reason: Reason, opener: Element | null | undefined): void {
    this.stage.shown(reason, opener);
    this.wake();
  }

  hide(reason: Reason): void {
    this.stage.hide(reason);
  }

  /** Takes the site's input that has the focus now. */
  attach(): void {
    const { mode, field, element } = this.shell;
    const wanted = mode === 'attach' && element.isConnected ? field : null;
    if (this.attachment?.input === (wanted ?? undefined)) return;
    this.unattach();
    if (wanted) this.attachment = new Attachment(element, wanted, this, this.stage);
    this.watchText();
  }

  /** The text may have changed: asks in `delay` ms, unless it changes again before. */
  changed(delay: number, source: Source): void {
    const { text } = this.shell;
    if (text === this.asking.query) return;
    this.literal = false;
    this.asking.ask(text, source, delay);
  }

  /** A key in the input. */
  pressed(event: KeyboardEvent): void {
    if (isOfInputMethod(event)) {
      // Chromium would empty an input of type search, the committed words too.
      if (event.key === 'Escape') event.preventDefault();
    } else if (this.command(event)) {
      take(event);
    }
  }

  /** The text may have changed by hand. */
  typed(): void {
    this.changed(this.shell.element.debounce, 'type');
  }

  /** Looks at the text while the input has the focus. */
  watchText(): void {
    clearTimeout(this.looking);
    if (!this.shell.hasFocus) return;
    this.typed();
    this.looking = setTimeout(() => this.watchText(), LOOK_EVERY);
  }

  // The engine

  ready(engine: SearchEngine, loadMs: number): void {
    this.stage.hideProblem();
    emit(this.shell.element, 'khongdau-ready', { ...engine.info, loadMs });
    // Browsers compile a function when it is first called: now, rather than at the first letter.
    if (!this.shell.text) engine.warm?.();
  }

  refused(thrown: unknown): void {
    const { code, message } = KhongdauError.from(thrown);
    const sentence = navigator.onLine ? this.sentence(code) : this.messages.errorOffline;
    this.result = undefined;
    this.panel.showNothing();
    this.activate(-1);
    this.stage.showProblem(sentence);
    this.announcer.say(sentence);
    emit(this.shell.element, 'khongdau-error', { code, message });
  }

  private retried(): void {
    this.stage.hideProblem();
    this.wake();
    if (this.shell.text) this.again('enter');
  }

  // Question and answer

  optionsFor({ offset }: Question): SearchOptions & { suggestions: number } {
    const { maxResults, marks, suggestions } = this.shell.element;
    const { literal, offer } = this;
    const { chosen, isChosen, order } = this.panel.filters;
    return {
      limit: maxResults,
      offset,
      literal,
      marks,
      ...(offer && { facets: true }),
      ...(isChosen && { filters: chosen }),
      ...(order !== 'relevance' && { sort: order }),
      suggestions: literal ? 0 : suggestions,
    };
  }

  began({ query, source }: Question): void {
    const { element } = this.shell;
    if (this.keepsAddress) this.keep(query);
    emit(element, 'khongdau-search', { query, source });
  }

  answered({ query, offset }: Question, result: SearchResults, suggestions: readonly Suggestion[]): void {
    const before = offset ? (this.result?.hits ?? []) : [];
    const { total, timeMs, corrected } = result;
    this.result = { ...result, hits: [...before, ...result.hits] };
    this.stage.hideProblem();
    if (offset) this.added(result, offset);
    else this.replaced(this.panel.show(result, suggestions, this.look()));
    emit(this.shell.element, 'khongdau-results', { query, total, shown: this.result.hits.length, timeMs, ...(corrected !== undefined && { corrected }) });
  }

  emptied(source: Source): void {
    this.result = undefined;
    this.reset();
    this.panel.showNothing();
    this.stage.hideProblem();
    this.replaced('');
    this.began({ query: '', source, offset: 0 });
  }

  setSlow(slow: boolean): void {
    this.progress.hidden = !slow;
  }

  private replaced(sentence: string): void {
    const { isOverPage } = this.stage;
    this.activate(-1);
    this.stage.setOpen(!isOverPage || this.shell.hasFocus, 'type');
    const reach = this.attachment && this.result?.hits.length ? `. ${this.messages.reach}` : '';
    this.announcer.say(sentence + reach);
  }

  private added(result: SearchResults, offset: number): void {
    const first = this.panel.add(result, offset, this.look());
    first?.querySelector('a')?.focus();
    const { language } = this.shell;
    const shown = formatNumber(this.result?.hits.length ?? 0, language);
    this.announcer.say(fill(this.messages.statusMore, { shown, total: formatTotal(result, language) }));
  }

  private look(): Look {
    const { mode, element, language } = this.shell;
    const { hits = [], total = 0 } = this.result ?? {};
    return {
      language,
      messages: this.messages,
      query: this.asking.query,
      isLink: this.isLink,
      linkTo: (hit) => this.linkTo(hit),
      render: element.renderResult,
      offer: this.offer,
      hasMore: mode === 'page' && hits.length > 0 && hits.length < total,
      hasAll: !this.isLink && this.stage.elsewhere() !== undefined,
    };
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

  private listen(): void {
    const { input, retry } = this.shell.box;
    const { node, list, more, unfilter, suggestions, notes, filters } = this.panel;
    for (const type of ['input', 'compositionend', 'change', 'keyup']) input.addEventListener(type, () => this.typed());
    input.addEventListener('focus', () => this.watchText());
    retry.addEventListener('click', () => this.retried());
    this.strings.addEventListener('slotchange', () => this.update());
    node.addEventListener('mousedown', (event) => this.pointed(event));
    node.addEventListener('keydown', (event) => this.pressedBelow(event));
    for (const type of ['click', 'auxclick'] as const) list.addEventListener(type, (event) => this.clicked(event as MouseEvent));
    for (const part of [suggestions, notes]) part.addEventListener('click', (event) => this.offered(event));
    more.addEventListener('click', () => this.asking.more(this.result?.hits.length ?? 0));
    unfilter.addEventListener('click', () => (filters.choose({}), this.again('filter'), this.shell.field?.focus()));
  }

  /** Whether the key meant something here. */
  private command(event: KeyboardEvent): boolean {
    const newTab = wantsNewTab(event);
    switch (event.key) {
      case 'ArrowDown':
        return !newTab && (event.altKey ? this.stage.setOpen(true, 'key') : this.down());
      case 'ArrowUp':
        return !newTab && !event.altKey && this.move(this.active - 1);
      case 'Enter':
        // The site's own input is in a form of the site.
        return !this.attachment && this.entered(newTab);
      case 'Escape':
        return this.escaped();
      default:
        return false;
    }
  }

  private down(): boolean {
    if (!this.isLink) return this.move(this.active + 1);
    const [first] = this.panel.links;
    if (!first || !this.stage.setOpen(true, 'key')) return false;
    first.focus();
    return true;
  }

  /** Makes the option at `position` active; before the first stands the text itself. */
  private move(position: number): boolean {
    const count = this.panel.hasResults ? this.panel.options.length : 0;
    if (this.isLink || !count || position < -1 || !this.stage.setOpen(true, 'key')) return false;
    this.activate(Math.min(position, count - 1));
    return true;
  }

  private activate(position: number): void {
    const option = this.panel.setActive(position);
    this.active = option ? position : -1;
    setOptional(this.shell.box.input, 'aria-activedescendant', option?.id);
    // VoiceOver does not always follow `aria-activedescendant`.
    if (option && isApple()) this.announcer.say(this.named(position), 100);
  }

  private named(position: number): string {
    const option = this.panel.options[position];
    const target = targetOf(option);
    const hit = target?.section ? undefined : this.hitOf(target);
    const title = plain(hit?.title.text ?? option?.getAttribute('aria-label') ?? option?.textContent ?? '');
    return fill(this.messages.option, { title, position: String(position + 1), count: String(this.panel.options.length) });
  }

  private entered(newTab: boolean): boolean {
    if (this.active >= 0) this.choose(targetOf(this.panel.options[this.active]), newTab);
    else if (this.stage.leave(newTab)) return true;
    else if (this.asking.isWaiting) this.asking.hurry();
    else if (isTouched()) this.shell.box.input.blur();
    return true;
  }

  /** Back by one step: from the option to the text, from open to closed, from text to none. */
  private escaped(): boolean {
    const { shell, stage } = this;
    if (this.active >= 0) return this.move(-1);
    if (shell.mode === 'dialog' || (stage.isOverPage && stage.isOpen)) stage.hide('escape');
    else if (this.attachment || !shell.text) return false;
    else shell.ask('', 'api');
    return true;
  }

  /** On a link or a button of the panel: arrows go along the links, Escape goes back to the text. */
  private pressedBelow(event: KeyboardEvent): void {
    const { field } = this.shell;
    const { links } = this.panel;
    const at = links.indexOf(event.target as HTMLAnchorElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Tab') return this.tabbed(event);
    if (event.key === 'Escape') take(event), field?.focus();
    else if (step && at >= 0) take(event), (at + step < 0 ? field : links[at + step])?.focus();
    else if (event.key === 'Enter') {
      // Old pages send their form on any Enter that reaches them.
      event.stopPropagation();
      if (at >= 0 && !links[at]?.hasAttribute('href')) links[at]?.click();
    }
  }

  /** Results that hang on an input of the site come after it, wherever they are in the page. */
  private tabbed(event: KeyboardEvent): void {
    if (!this.attachment) return;
    const stops = Array.from(this.panel.node.querySelectorAll<HTMLElement>('a, button, select')).filter((node) => node.offsetParent);
    if (event.target !== stops[event.shiftKey ? 0 : stops.length - 1]) return;
    this.attachment.input.focus();
    if (event.shiftKey) take(event);
    // Where the results come right behind the input, Tab would lead back into them.
    else this.stage.hide('blur');
  }

  /** A press in what is over the page must not take the focus away from above it. */
  private pointed(event: MouseEvent): void {
    const isSelect = event.target instanceof Element && event.target.closest('select');
    if (this.shell.mode !== 'page' && !isSelect) event.preventDefault();
  }

  private clicked(event: MouseEvent): void {
    const target = targetOf(event.target);
    const middle = event.button === 1;
    if (!target || (event.button && !middle)) return;
    const newTab = middle || wantsNewTab(event);
    if (!this.isLink) this.choose(target, newTab);
    else if (event.target instanceof Element && event.target.closest('a') && !this.select(target, newTab)) event.preventDefault();
  }

  /** A press on a button that searches for its `value`. The input gets the focus that goes with
   * the button, unless that brings up a keyboard over the results. */
  private offered(event: Event): void {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    if (!button) return;
    if (button.getAttribute('part') === 'literal') {
      this.literal = true;
      this.again('suggestion');
    } else {
      this.shell.ask(button.value, 'suggestion');
    }
    if (!isTouched()) this.shell.field?.focus();
  }

  private choose(target: Target | undefined, newTab: boolean): void {
    const hit = this.hitOf(target);
    const url = hit && this.linkTo(hit, target?.section);
    if (!target || !hit) this.stage.leave(newTab);
    else if (this.select(target, newTab) && url) go(url, newTab);
  }

  private hitOf(target: Target | undefined): Hit | undefined {
    return target && this.result?.hits[target.position];
  }

  /** Tells the page what was chosen. Returns whether it is to be followed. */
  private select({ position, section }: Target, newTab: boolean): boolean {
    const hit = this.hitOf({ position });
    if (!hit) return false;
    const url = this.linkTo(hit, section);
    const proceed = emit(this.shell.element, 'khongdau-select', { query: this.asking.query, hit, ...(section && { section }), position, url, newTab });
    if (!newTab && this.shell.mode !== 'page') this.stage.hide('select');
    return proceed;
  }

  // Small things

  /** The panel shows, or no longer does. */
  private opened(open: boolean): void {
    const { input } = this.shell.box;
    if (input.hasAttribute('role')) input.setAttribute('aria-expanded', String(open && this.panel.hasResults));
    this.attachment?.setOpen(open);
    if (!open) this.activate(-1);
  }

  /** Searches for what the address says after Back and Forward. */
  private follow(): void {
    const place = this.place();
    const before = [this.asking.query, this.panel.filters.order, this.panel.filters.chosen];
    this.reset(place);
    if (JSON.stringify(before) === JSON.stringify([place.query, this.panel.filters.order, this.panel.filters.chosen])) return;
    this.shell.box.input.value = place.query;
    this.literal = false;
    this.asking.ask(place.query, 'link');
  }

  /** What the address says. */
  private place(): Place {
    return readPlace(this.shell.element.param, this.filterNames);
  }

  /** Puts what is asked for into the address. */
  private keep(query: string): void {
    const { chosen, order } = this.panel.filters;
    const { param } = this.shell.element;
    const filters = Object.fromEntries(this.filterNames.map((name) => [name, chosen[name] ?? '']));
    writePlace(param, { query, filters, sort: order === this.order ? '' : order });
  }

  /** Filters and order as a place has them, or as they are at first. */
  private reset(place?: Place): void {
    const { filters } = this.panel;
    filters.choose(place?.filters ?? {});
    filters.order = ORDERS.find((order) => order === place?.sort) ?? this.order;
  }

  /** The order that the page wants at first, where that is another than before. */
  private takeOrder(): void {
    const wanted = ORDERS.find((order) => order === this.shell.element.sort) ?? 'relevance';
    if (wanted !== this.order) this.panel.filters.order = this.order = wanted;
  }

  private get filterNames(): readonly string[] {
    return namesIn(this.shell.element.getAttribute('filters'));
  }

  /** What a reader may choose. */
  private get offer(): Offer | undefined {
    const { messages } = this;
    const { element, mode, language } = this.shell;
    const hasOrder = element.sort !== 'off' && (mode === 'page' || element.hasAttribute('sort'));
    if (!element.filters && !(hasOrder && element.hasAttribute('sort'))) return undefined;
    return { names: element.filters ? this.filterNames : [], hasOrder, messages, language };
  }

  /** Asks the same once more. */
  private again(source: Source = 'api'): void {
    this.asking.ask(this.shell.text, source);
  }

  private unattach(): void {
    this.attachment?.end();
    this.attachment = undefined;
  }

  /** `<script type="application/json" slot="strings">` */
  private written(): Partial<Messages> {
    try {
      return JSON.parse(this.strings.assignedElements()[0]?.textContent || '{}');
    } catch {
      return {}; // The built-in words will do.
    }
  }

  private get isLink(): boolean {
    return this.shell.mode === 'page' || this.shell.mode === 'attach';
  }

  private get keepsAddress(): boolean {
    return this.shell.mode === 'page' && this.shell.element.param !== '';
  }

  private linkTo(hit: Hit, section?: SectionHit): string | undefined {
    if (section) return safeUrl(section.url);
    return linkTo(hit.url, this.shell.element.highlight === 'none' ? undefined : hit.snippet);
  }
}
