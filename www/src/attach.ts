/**
 * An element at an input of the site: it lies below that input wherever the page moves it. The
 * input stays as it is, in its form, but for the browser's own list of earlier entries.
 */
import { on } from './dom.ts';
import type { Stage } from './stage.ts';
import type { Widget } from './widget.ts';

/** Narrower than this, results cannot be read. */
const NARROWEST = 400;

/** Away from the edges of the window. */
const MARGIN = 8;

export class Attachment {
  readonly input: HTMLInputElement;
  private readonly element: HTMLElement;
  private readonly before: string | null;
  private readonly undo: Array<() => void>;
  private following: Array<() => void> = [];

  constructor(element: HTMLElement, input: HTMLInputElement, widget: Widget, stage: Stage) {
    this.element = element;
    this.input = input;
    this.before = input.getAttribute('autocomplete');
    input.setAttribute('autocomplete', 'off');
    this.undo = [
      ...(['input', 'compositionend', 'change', 'keyup'] as const).map((type) => on(input, type, () => widget.typed())),
      on(input, 'keydown', (event) => widget.pressed(event)),
      on(input, 'focus', () => {
        widget.watchText();
        stage.setOpen(true, 'focus');
      }),
      on(input, 'blur', (event) => stage.left(event)),
    ];
  }

  /** Follows the input while there is something to see. */
  setOpen(open: boolean): void {
    this.unfollow();
    if (!open) return;
    this.place();
    const place = (): void => this.place();
    this.following = [on(window, 'resize', place), on(document, 'scroll', place, true)];
  }

  /** Leaves the input as it was. */
  end(): void {
    this.unfollow();
    for (const step of this.undo) step();
    if (this.before === null) this.input.removeAttribute('autocomplete');
    else this.input.setAttribute('autocomplete', this.before);
  }

  private unfollow(): void {
    for (const step of this.following.splice(0)) step();
  }

  /** By how far the element is from where it should be: whatever it is placed against. */
  private place(): void {
    const { style } = this.element;
    const { left, bottom, width } = this.input.getBoundingClientRect();
    const room = document.documentElement.clientWidth - 2 * MARGIN;
    const wanted = Math.min(Math.max(width, NARROWEST), room);
    const start = Math.max(Math.min(left, MARGIN + room - wanted), MARGIN);
    style.width = `${wanted}px`;
    const now = this.element.getBoundingClientRect();
    style.left = `${(parseFloat(style.left) || 0) + start - now.left}px`;
    style.top = `${(parseFloat(style.top) || 0) + bottom - now.top}px`;
  }
}
