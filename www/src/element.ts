/**
 * `<khongdau-search>`: a search box that answers while one types.
 *
 * Focus stays in the input, nothing is preselected, and the text is never written to while somebody
 * types, because Vietnamese input methods send real Backspaces. Answers may arrive in any order;
 * only the one to the last question is shown. Nothing is loaded before the first interest.
 *
 * What is inside the element shows while it is not there: before its script has run, and when it
 * cannot do its work. Give a link to another search. A page that keeps
 * `khongdau-search:not(:defined) { display: block; min-height: 48px }` does not move when it comes.
 *
 * @attr src - folder of the index; by default that of the script, or the index inside the engine. Several, with
 *   commas between, are searched as one
 * @attr mode - `dropdown` (default): results over the page; `page`: in its flow, as links, with
 *   filters, and the query in the address; `dialog`: a button that opens all of it
 * @attr input - selector of an input of the site, to which results are attached; it stays in its form
 * @attr lang - `vi` or `en`; else the nearest `lang`, else `vi`
 * @attr label - name of the input
 * @attr placeholder
 * @attr results-page - where Enter leads without a choice, and “all results”
 * @attr param - the query's parameter in addresses: `q` (default); `#q` in the hash; empty for none
 * @attr max-results - default 8; the page shows more when asked to
 * @attr suggestions - how many queries to suggest, default 5
 * @attr filters - show filters where articles have sources or years, or what is named here instead, with
 *   commas between: `source, chuyên mục`; `page` has them unless `off`
 * @attr sort - the order at first: `relevance` (default), `newest`, `oldest`; `page` lets the reader choose
 *   between best and newest unless `off`, other modes where the attribute is there
 * @attr marks - which accents count: `auto` (default), `exact`, `ignore`
 * @attr debounce - ms from the last letter to the search, default 60
 * @attr shortcut - a key that leads here from anywhere: `/`, `mod+k`; by default none
 * @attr highlight - `fragment` (default): links lead to the words that match; `none`
 * @attr theme - `light` or `dark`; else the `color-scheme` of the page
 * @attr runtime - where the engine runs: `auto` (default), `worker`, `main`, `js`
 * @attr preload - when it is loaded: at the first `focus` (default) or touch, `idle`, `load`
 *
 * @fires khongdau-ready - the engine is there
 * @fires khongdau-search - a query is about to be answered
 * @fires khongdau-results - it has been
 * @fires khongdau-select - a result was chosen; cancel it to open the result yourself
 * @fires khongdau-open - results over the page, or the dialog, show
 * @fires khongdau-close
 * @fires khongdau-error - said to the reader in a sentence, too
 *
 * @slot - shown until the element is there, and when it cannot work: a link to another search
 * @slot icon - instead of the lens
 * @slot trigger - instead of the button that opens the dialog
 * @slot hints - between the input and the results of the modes `page` and `dialog`
 * @slot empty - below the sentence that nothing was found
 * @slot footer - below the results
 * @slot strings - `<script type="application/json">` with words instead of the built-in ones
 *
 * @csspart container - around everything
 * @csspart label - of the input, for screen readers only
 * @csspart box - around the input and its buttons
 * @csspart input
 * @csspart clear - the button that empties the input
 * @csspart close - the button that closes the dialog
 * @csspart trigger - the button that opens the dialog
 * @csspart shortcut - the keys, on that button
 * @csspart dialog
 * @csspart progress - while an answer takes long
 * @csspart panel - around all below the input
 * @csspart suggestions
 * @csspart suggestion
 * @csspart head - around the count and the filters
 * @csspart count
 * @csspart filters
 * @csspart filter - one of the selects
 * @csspart order - the select of the order
 * @csspart notes - what was made of the query
 * @csspart correction - the button “Ý bạn là”
 * @csspart literal - the button “Chỉ tìm đúng”
 * @csspart list - of results
 * @csspart result - one of them
 * @csspart option - one of them, where arrows move a choice and the focus stays in the input
 * @csspart option-active - the choice
 * @csspart all - the last line of a dropdown
 * @csspart title - of a result
 * @csspart link - in the title
 * @csspart snippet - of a result
 * @csspart sections - around the links to sections of a result
 * @csspart section - one of them
 * @csspart section-option - the same where arrows move a choice
 * @csspart mark - the words that match
 * @csspart meta - date and source of a result
 * @csspart more - the button below results in the page
 * @csspart note - around what stands instead of results
 * @csspart empty - the sentence that nothing was found
 * @csspart hint - what to do then
 * @csspart unfilter - the button that takes the filters off
 * @csspart error - the sentence about what failed
 * @csspart retry - the button below it
 * @csspart elsewhere - the link beside that
 * @csspart status - what screen readers are told
 *
 * @cssprop [--khongdau-accent=#a8321c]
 * @cssprop --khongdau-bg
 * @cssprop --khongdau-fg
 * @cssprop --khongdau-muted - of what is said in passing
 * @cssprop --khongdau-border - of the input
 * @cssprop --khongdau-mark-bg
 * @cssprop --khongdau-mark-fg
 * @cssprop [--khongdau-radius=8px]
 * @cssprop --khongdau-font
 * @cssprop [--khongdau-font-size=16px]
 * @cssprop --khongdau-shadow - of what is over the page
 * @cssprop --khongdau-max-height - of results over the page
 * @cssprop [--khongdau-z-index=1000] - of results over the page
 * @cssprop --khongdau-focus - by default the accent
 */
import type { Hit, RuntimeChoice, SearchEngine } from './client.ts';
import { setOptional } from './dom.ts';
import type { KhongdauEventMap } from './events.ts';
import type { Messages } from './messages/messages.ts';
import { Shell } from './shell.ts';

export type { KhongdauEvents } from './events.ts';

declare global {
  interface HTMLElementTagNameMap {
    'khongdau-search': KhongdauSearchElement;
  }
  interface HTMLElementEventMap extends KhongdauEventMap {}
  interface DocumentEventMap extends KhongdauEventMap {}
}

/** Makes the content of one result; what is in `text` must stay text. */
export type RenderResult = (hit: Hit, context: { readonly query: string; readonly position: number }) => Node;

/** Attributes, and what they are without being there. Each is a property as well. */
const ATTRIBUTES = {
  src: '',
  mode: 'dropdown',
  input: '',
  label: '',
  placeholder: '',
  'results-page': '',
  param: 'q',
  'max-results': 8,
  suggestions: 5,
  marks: 'auto',
  sort: '',
  debounce: 60,
  shortcut: '',
  highlight: 'fragment',
  theme: '',
  runtime: 'auto',
  preload: 'focus',
};

/** On a server there is nothing to extend; the class is never used there. */
const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

export class KhongdauSearchElement extends Base {
  static readonly observedAttributes = [...Object.keys(ATTRIBUTES), 'filters', 'lang'];

  declare src: string;
  declare mode: string;
  declare input: string;
  declare label: string;
  declare placeholder: string;
  declare resultsPage: string;
  declare param: string;
  declare maxResults: number;
  declare suggestions: number;
  declare marks: 'auto' | 'exact' | 'ignore';
  declare sort: string;
  declare debounce: number;
  declare shortcut: string;
  declare highlight: string;
  declare theme: string;
  declare runtime: RuntimeChoice;
  declare preload: string;

  /** Renders results in a way of your own. */
  declare renderResult: RenderResult | undefined;

  private readonly shell: Shell;

  constructor() {
    super();
    this.shell = new Shell(this);
  }

  /** The text in the input. Setting it searches at once. */
  get value(): string {
    return this.shell.text;
  }

  set value(query: string) {
    this.shell.ask(query, 'api');
  }

  /** Whether there are filters, where articles have what they filter by. */
  get filters(): boolean {
    const given = this.getAttribute('filters');
    return given === null ? this.mode === 'page' : given !== 'off';
  }

  /** Setting it to a text names them, as the attribute does. */
  set filters(filters: boolean | string) {
    this.setAttribute('filters', filters === true ? '' : filters || 'off');
  }

  /** An engine to ask instead of loading one; the caller closes it. */
  get engine(): SearchEngine | undefined {
    return this.shell.given;
  }

  set engine(engine: SearchEngine | undefined) {
    this.shell.widget?.release();
    this.shell.given = engine;
  }

  /** Words to use instead of the built-in ones. */
  get strings(): Partial<Messages> {
    return this.shell.overrides;
  }

  set strings(strings: Partial<Messages>) {
    this.shell.overrides = strings;
    this.shell.update();
  }

  /** Loads the engine if it is not there yet, showing the error state if that fails. */
  load(): Promise<SearchEngine> {
    return this.shell.summon().then((widget) => widget.load());
  }

  /** Shows the results of `query`, as if it had been typed. */
  search(query: string): void {
    this.show();
    this.value = query;
  }

  /** Opens the dialog, or the results there are. */
  show(): void {
    this.shell.show('api');
  }

  /** Closes what is over the page. */
  hide(): void {
    this.shell.widget?.hide('api');
  }

  /** Empties the input. */
  clear(): void {
    this.value = '';
  }

  override focus(options?: FocusOptions): void {
    this.shell.focus(options);
  }

  connectedCallback(): void {
    this.shell.connect();
  }

  disconnectedCallback(): void {
    this.shell.disconnect();
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (!this.isConnected || before === after) return;
    if (name === 'src' || name === 'runtime') this.shell.widget?.release();
    this.shell.update();
  }
}

for (const [name, otherwise] of Object.entries(ATTRIBUTES)) {
  Object.defineProperty(KhongdauSearchElement.prototype, propertyOf(name), {
    configurable: true,
    enumerable: true,
    get(this: Element) {
      const value = this.getAttribute(name) ?? otherwise;
      return typeof otherwise === 'string' ? value : atLeastNone(parseInt(String(value), 10), otherwise);
    },
    set(this: Element, value: unknown) {
      setOptional(this, name, value == null ? undefined : String(value));
    },
  });
}

function propertyOf(attribute: string): string {
  return attribute.replace(/-(.)/, (_, letter: string) => letter.toUpperCase());
}

function atLeastNone(value: number, otherwise: number): number {
  return value >= 0 ? value : otherwise;
}

/** Registers `<khongdau-search>`, unless a copy of this script already did. */
export function define(): void {
  if (!customElements.get('khongdau-search')) customElements.define('khongdau-search', KhongdauSearchElement);
}
