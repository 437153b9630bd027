/** Opening and closing: of the panel where it is over the page, of the dialog, of what failed. */
import { setOptional } from './dom.ts';
import { emit, type Reason } from './events.ts';
import { resultsAddress } from './place.ts';
import type { Shell } from './shell.ts';
import { go } from './url.ts';

export class Stage {
  private readonly shell: Shell;
  private readonly panel: HTMLElement;
  /** Told after every change whether the panel shows. */
  private readonly changed: (open: boolean) => void;
  /** What had the focus before the dialog. */
  private opener: Element | null = null;
  private closing: Reason = 'escape';

  constructor(shell: Shell, panel: HTMLElement, changed: (open: boolean) => void) {
    this.shell = shell;
    this.panel = panel;
    this.changed = changed;
    this.listen();
  }

  get isOverPage(): boolean {
    return this.shell.mode === 'dropdown' || this.shell.mode === 'attach';
  }

  get isOpen(): boolean {
    return !this.panel.hidden;
  }

  /** Shows or hides what is over the page; in its flow it always shows. Returns whether it shows. */
  setOpen(open: boolean, reason: Reason): boolean {
    const before = this.isOpen;
    const isFilled = Array.from(this.panel.children).some((part) => part.localName !== 'slot' && !(part as HTMLElement).hidden);
    this.panel.hidden = !isFilled || (this.isOverPage && !open);
    const after = this.isOpen;
    this.changed(after);
    if (before !== after && this.isOverPage) this.tell(after, reason);
    return after;
  }

  /** The shell has opened its dialog, or gone to the text. */
  shown(reason: Reason, opener: Element | null | undefined): void {
    this.setOpen(true, reason);
    if (opener === undefined) return;
    this.opener = opener;
    this.tell(true, reason);
  }

  hide(reason: Reason): void {
    const { dialog } = this.shell.box;
    if (this.shell.mode !== 'dialog') return void this.setOpen(false, reason);
    if (!dialog.hasAttribute('open')) return;
    this.closing = reason;
    if (dialog.close) return dialog.close();
    dialog.removeAttribute('open');
    this.closed();
  }

  /** Closes when the focus goes elsewhere. */
  left({ relatedTarget }: FocusEvent): void {
    const { element, field } = this.shell;
    const inside = relatedTarget instanceof Node && (element.contains(relatedTarget) || relatedTarget === field);
    if (this.isOverPage && !inside) this.setOpen(false, 'blur');
  }

  /** Says that something failed, with a way to try again and a way round. */
  showProblem(sentence: string): void {
    const { problem, otherwise, sentence: said } = this.shell.box;
    const link = otherwise.querySelector('a');
    const address = this.elsewhere();
    if (link) {
      link.hidden = !address;
      setOptional(link, 'href', address);
    }
    said.textContent = sentence;
    problem.hidden = false;
    this.setOpen(!this.isOverPage || this.shell.hasFocus, 'focus');
  }

  hideProblem(): void {
    this.shell.box.problem.hidden = true;
  }

  /** Where Enter leads without a choice, if the page has such a place. */
  elsewhere(): string | undefined {
    const { mode, element, text } = this.shell;
    return mode === 'page' ? undefined : resultsAddress(element.resultsPage, element.param, text);
  }

  /** Opens the page of results. Returns whether there is one. */
  leave(newTab: boolean): boolean {
    const address = /\S/.test(this.shell.text) ? this.elsewhere() : undefined;
    if (address) go(address, newTab);
    return address !== undefined;
  }

  private closed(): void {
    const { opener } = this;
    if (opener instanceof HTMLElement && opener !== document.body) opener.focus();
    else this.shell.focus();
    this.tell(false, this.closing);
    this.closing = 'escape';
  }

  private tell(open: boolean, reason: Reason): void {
    emit(this.shell.element, open ? 'khongdau-open' : 'khongdau-close', { reason });
  }

  private listen(): void {
    const { element, box } = this.shell;
    const { dialog } = box;
    let pressed: EventTarget | null = null;
    element.addEventListener('focusin', () => this.setOpen(true, 'focus'));
    element.addEventListener('focusout', (event) => this.left(event));
    box.close.addEventListener('click', () => this.hide('click'));
    dialog.addEventListener('close', () => this.closed());
    // A selection of text that ends beside the dialog does not close it.
    dialog.addEventListener('mousedown', ({ target }) => (pressed = target));
    dialog.addEventListener('click', ({ target }) => target === dialog && pressed === dialog && this.hide('click'));
  }
}
