/** An article in a dialog, its words highlighted, opened at the place that answers best. */
import type { Article } from './client.ts';
import { make, refill } from './dom.ts';
import { formatDate } from './format.ts';
import { toFragment } from './marked.ts';
import { safeUrl } from './url.ts';

export class ArticleView {
  /** Called when the reader closes the dialog, however. */
  onclose: () => void = () => {};
  private readonly dialog: HTMLDialogElement;
  private readonly language: string;
  private marks: HTMLElement[] = [];
  private place = 0;

  constructor(dialog: HTMLDialogElement, language: string) {
    this.dialog = dialog;
    this.language = language;
    dialog.addEventListener('close', () => this.onclose());
    dialog.addEventListener('click', ({ target }) => target === dialog && this.close());
    this.part('back').addEventListener('click', () => this.close());
    this.part('previous').addEventListener('click', () => this.go(this.place - 1));
    this.part('next').addEventListener('click', () => this.go(this.place + 1));
  }

  /** Opens at the section with this heading, or at the paragraph that answers best. */
  open(article: Article, heading?: string): void {
    this.fill(article);
    this.show();
    const paragraphs = Array.from(this.part('text').children);
    const section = heading === undefined ? undefined : paragraphs.find(({ textContent }) => textContent === heading);
    const best = article.bestParagraph === undefined ? undefined : paragraphs[article.bestParagraph];
    this.goTo(section ?? best);
    section?.scrollIntoView();
  }

  close(): void {
    if (!this.dialog.hasAttribute('open')) return;
    if (hasDialogs()) return this.dialog.close();
    this.dialog.removeAttribute('open');
    this.onclose();
  }

  private show(): void {
    if (this.dialog.hasAttribute('open')) return;
    if (hasDialogs()) this.dialog.showModal();
    else this.dialog.setAttribute('open', '');
  }

  private fill(article: Article): void {
    refill(this.part('title'), toFragment(article.title));
    refill(this.part('meta'), ...this.meta(article));
    const paragraphs = article.paragraphs.map((paragraph) => make('p', { tabindex: '-1' }, toFragment(paragraph)));
    refill(this.part('text'), ...paragraphs);
    this.marks = Array.from(this.part('text').querySelectorAll('mark'));
  }

  private meta({ date, source, url }: Article): Array<Node | string> {
    const address = safeUrl(url);
    const parts: Array<Node | string> = [];
    if (date) parts.push(make('time', { datetime: date }, formatDate(date, this.language)));
    if (source) parts.push(source);
    if (address) parts.push(make('a', { href: address, rel: 'noopener' }, 'Bản gốc'));
    return parts.reduce<Array<Node | string>>((line, part) => (line.length ? [...line, ' · ', part] : [part]), []);
  }

  /** To the longest match of the best paragraph; without one, to the headline. */
  private goTo(paragraph: Element | undefined): void {
    const marks = this.marks.filter((mark) => paragraph?.contains(mark));
    const longest = Math.max(...marks.map(length));
    const best = marks.find((mark) => length(mark) === longest);
    const start = paragraph instanceof HTMLElement ? paragraph : this.part('title');
    this.dialog.scrollTop = 0;
    start.focus({ preventScroll: true });
    this.go(best ? this.marks.indexOf(best) : 0);
  }

  /** To a match, going round at the ends. */
  private go(place: number): void {
    const count = this.marks.length;
    this.marks[this.place]?.classList.remove('now');
    for (const name of ['previous', 'next', 'place']) this.part(name).hidden = !count;
    if (!count) return;
    this.place = (place + count) % count;
    const mark = this.marks[this.place];
    mark?.classList.add('now');
    mark?.scrollIntoView({ block: 'center' });
    this.part('place').textContent = `${this.place + 1}/${count}`;
  }

  private part(name: string): HTMLElement {
    const found = this.dialog.querySelector<HTMLElement>(`#article-${name}`);
    if (!found) throw new Error(`index.html has no #article-${name}`);
    return found;
  }
}

/** Safari has them from 15.4 and Firefox from 98; before, the style makes do. */
function hasDialogs(): boolean {
  return typeof HTMLDialogElement === 'function';
}

function length(mark: HTMLElement): number {
  return mark.textContent?.length ?? 0;
}
