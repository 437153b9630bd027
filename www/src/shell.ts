/**
 * What `<khongdau-search>` is before anybody takes interest in it: an input, or a place for
 * results. The widget, which is loaded at the first interest, does the rest.
 */
import type { OpenOptions, SearchEngine } from './client.ts';
import type { KhongdauSearchElement } from './element.ts';
import type { Messages } from './messages/messages.ts';
import type { Widget } from './widget.ts';
import { Box, type Mode } from './box.ts';
import { delivery } from './delivery.ts';
import { on } from './dom.ts';
import { emit, type Reason, type Source } from './events.ts';
import { isOfInputMethod, take, wantsNewTab } from './keys.ts';
import { languageOf, shellMessagesFor, type ShellMessages } from './messages/shell.ts';
import { isShortcut, nameOf } from './shortcut.ts';

const NOTHING = ':not(*)';

export class Shell {
  readonly element: KhongdauSearchElement;
  readonly box: Box;
  mode: Mode = 'dropdown';
  language = '';
  /** Words that a script wants instead of the built-in ones. */
  overrides: Partial<Messages> = {};
  /** An engine that a script wants to be asked. */
  given: SearchEngine | undefined;
  /** Enter, pressed before the widget was there. */
  early: { readonly newTab: boolean } | undefined;
  widget: Widget | undefined;
  private arriving: Promise<Widget> | undefined;
  /** What selects the site's own input. */
  private selector = NOTHING;
  /** That input, once it has had the focus. */
  private attached: HTMLInputElement | undefined;
  /** Takes back what was done outside the element. */
  private undo: Array<() => void> = [];

  constructor(element: KhongdauSearchElement) {
    this.element = element;
    this.box = new Box(element.attachShadow({ mode: 'open' }));
    this.listen();
  }

  connect(): void {
    const { preload, param } = this.element;
    this.update();
    const isAsked = this.text || (this.mode === 'page' && param && location.href.includes(`${param}=`));
    if (isAsked || preload === 'load') this.engage();
    else if (preload === 'idle') (globalThis.requestIdleCallback ?? setTimeout)(() => this.engage());
    this.widget?.connect();
  }

  disconnect(): void {
    this.undoAll();
    this.attached = undefined;
    this.widget?.disconnect();
  }

  /** Takes in what the attributes say now. */
  update(): void {
    const { mode, input, shortcut } = this.element;
    const { box } = this;
    this.mode = input ? 'attach' : mode === 'page' || mode === 'dialog' ? mode : 'dropdown';
    if (box.container.className !== this.mode) box.arrange(this.mode);
    this.selector = input ? this.checked(input) : NOTHING;
    this.language = languageOf(this.element);
    this.speak({ ...shellMessagesFor(this.language), ...this.words() });
    box.shortcut.textContent = nameOf(shortcut);
    this.listenOutside();
    this.widget?.update();
  }

  /** What attributes and scripts want to be said. */
  words(): Partial<Messages> {
    const { label, placeholder } = this.element;
    return { ...this.overrides, ...(label && { label }), ...(placeholder && { placeholder }) };
  }

  /** Puts words on everything that has words of its own. */
  speak({ label, placeholder, retry }: ShellMessages): void {
    const { box } = this;
    box.label.textContent = box.caption.textContent = label;
    // The button beside the input goes by whether this is shown.
    box.input.placeholder = placeholder || ' ';
    box.retry.textContent = retry;
  }

  /** The input that is typed into: our own, or the site's. */
  get field(): HTMLInputElement | null {
    if (this.mode !== 'attach') return this.box.input;
    return this.attached ?? document.querySelector<HTMLInputElement>(this.selector);
  }

  get text(): string {
    return this.field?.value ?? '';
  }

  /** Whether what has the focus is ours, or the input that is as good as ours. */
  get hasFocus(): boolean {
    return this.box.root.activeElement !== null || (this.attached !== undefined && this.attached === document.activeElement);
  }

  /** Puts a text that nobody is typing into the input, and searches for it. */
  ask(text: string, source: Source): void {
    const { field } = this;
    if (field) field.value = text;
    if (this.widget) this.widget.changed(0, source);
    else if (text) this.engage();
  }

  /** Opens the dialog if there is one, and goes to the text. */
  show(reason: Reason): void {
    const { dialog } = this.box;
    const opens = this.mode === 'dialog' && !dialog.hasAttribute('open');
    const opener = document.activeElement;
    // Safari has dialogs from 15.4 and Firefox from 98; before, the style makes do.
    if (opens && dialog.showModal) dialog.showModal();
    else if (opens) dialog.setAttribute('open', '');
    this.field?.focus();
    this.summon().then(
      (widget) => widget.shown(reason, opens ? opener : undefined),
      () => {},
    );
  }

  /** Goes to the text, or to the button that leads there. */
  focus(options?: FocusOptions): void {
    const { dialog, trigger } = this.box;
    const isClosed = this.mode === 'dialog' && !dialog.hasAttribute('open');
    ((isClosed ? trigger.assignedElements({ flatten: true })[0] : this.field) as HTMLElement | undefined)?.focus(options);
  }

  /** An engine from where this copy of the element has it. */
  async open(options: OpenOptions): Promise<SearchEngine> {
    return delivery().open(options);
  }

  /** Loads what is not there yet. */
  engage(): void {
    this.summon().then(
      (widget) => widget.wake(),
      () => {},
    );
  }

  /** The widget, loaded if it is not there yet. */
  summon(): Promise<Widget> {
    this.arriving ??= this.fetch().catch((error) => {
      this.arriving = undefined;
      this.box.sentence.textContent = shellMessagesFor(this.language).errorNetwork;
      this.box.problem.hidden = false;
      emit(this.element, 'khongdau-error', { code: 'NETWORK', message: String(error) });
      throw error;
    });
    return this.arriving;
  }

  private async fetch(): Promise<Widget> {
    const { Widget } = await delivery().loadWidget();
    this.widget = new Widget(this);
    return this.widget;
  }


  // Listening

  /** Inside the element: these go when it goes. */
  private listen(): void {
    const { input, clear, retry, trigger } = this.box;
    input.addEventListener('keydown', (event) => this.pressed(event));
    clear.addEventListener('click', () => (this.ask('', 'api'), input.focus()));
    retry.addEventListener('click', () => (this.field?.focus(), this.engage()));
    trigger.addEventListener('click', () => this.show('click'));
    for (const type of ['focusin', 'pointerenter', 'touchstart']) {
      this.element.addEventListener(type, () => this.interested(), { passive: true });
    }
  }

  /** After a failure only who asks for it tries again. */
  private interested(): void {
    if (this.box.problem.hidden) this.engage();
  }

  private listenOutside(): void {
    this.undoAll();
    if (!this.element.isConnected) return;
    if (this.element.shortcut) this.undo.push(on(document, 'keydown', (event) => this.pressedOutside(event)));
    if (this.mode !== 'attach') return;
    // The site's input may come late, and old pages replace it: what counts is what has the focus.
    this.undo.push(on(document, 'focusin', ({ target }) => this.attach(target)));
    this.attach(document.activeElement);
  }

  private checked(selector: string): string {
    try {
      document.querySelector(selector);
      return selector;
    } catch (error) {
      emit(this.element, 'khongdau-error', { code: 'BAD_OPTIONS', message: String(error) });
      return NOTHING;
    }
  }

  private undoAll(): void {
    for (const step of this.undo.splice(0)) step();
  }

  private attach(target: EventTarget | null): void {
    if (!(target instanceof HTMLInputElement) || !target.matches(this.selector)) return;
    this.attached = target;
    this.interested();
    this.widget?.attach();
  }

  private pressedOutside(event: KeyboardEvent): void {
    if (event.defaultPrevented || !isShortcut(event, this.element.shortcut)) return;
    take(event);
    this.show('key');
  }

  private pressed(event: KeyboardEvent): void {
    if (this.widget) return this.widget.pressed(event);
    if (event.key !== 'Enter' || isOfInputMethod(event)) return;
    take(event);
    this.early = { newTab: wantsNewTab(event) };
  }
}
