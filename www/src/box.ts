/** The nodes of the shell: the input and what belongs to it, in the arrangement of a mode. */
import { adoptStyle, icon, make, setOptional } from './dom.ts';
import css from './shell.css';

/** `attach` is the mode of an element whose input is the site's own. */
export type Mode = 'dropdown' | 'page' | 'dialog' | 'attach';

const LENS = 'M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13zM15.3 15.3L20 20';
const CROSS = 'M6 6l12 12M18 6L6 18';

const INPUT = {
  id: 'input',
  part: 'input',
  type: 'search',
  autocomplete: 'off',
  autocapitalize: 'none',
  autocorrect: 'off',
  spellcheck: 'false',
  enterkeyhint: 'search',
};

const COMBOBOX = { role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': 'list', 'aria-expanded': 'false' };

export class Box {
  readonly root: ShadowRoot;
  readonly container = make('div', { part: 'container', role: 'search', 'aria-labelledby': 'label' });
  readonly label = make('label', { id: 'label', for: 'input', part: 'label' });
  readonly input = make('input', INPUT);
  readonly clear = button('clear', icon(CROSS));
  readonly close = button('close');
  readonly dialog = make('dialog', { part: 'dialog' });
  readonly trigger = make('slot', { name: 'trigger' });
  readonly caption = make('span');
  readonly shortcut = make('kbd', { part: 'shortcut', 'aria-hidden': 'true' });
  /** What failed, with ways on. */
  readonly problem = make('div', { part: 'note', hidden: '' });
  readonly sentence = make('p', { part: 'error' });
  readonly retry = button('retry');
  /** What the page has for such a case. */
  readonly otherwise = make('slot');
  /** Around the input; what is over the page starts at its lower edge. */
  readonly field = make('div', { class: 'field' });
  readonly body = make('div', { class: 'body' });

  constructor(root: ShadowRoot) {
    this.root = root;
    this.field.append(make('div', { part: 'box' }, make('slot', { name: 'icon' }, icon(LENS)), this.input, this.clear, this.close));
    this.problem.append(this.sentence, this.retry, this.otherwise);
    this.body.append(this.label, this.field, make('slot', { name: 'hints' }), this.problem);
    this.trigger.append(button('trigger', icon(LENS), this.caption, this.shortcut));
    root.append(this.container);
    adoptStyle(root, css);
  }

  /** Arranges the nodes for a mode. */
  arrange(mode: Mode): void {
    const isDialog = mode === 'dialog';
    for (const node of [this.dialog, this.trigger]) node.remove();
    this.container.className = mode;
    this.container.append(...(isDialog ? [this.trigger, this.dialog] : [this.body]));
    if (isDialog) this.dialog.append(this.body);
    const isCombobox = isDialog || mode === 'dropdown';
    for (const [name, value] of Object.entries(COMBOBOX)) setOptional(this.input, name, isCombobox ? value : undefined);
    setOptional(this.container, 'role', mode === 'attach' ? undefined : 'search');
  }
}

function button(part: string, ...children: readonly Node[]): HTMLButtonElement {
  return make('button', { part, type: 'button' }, ...children);
}
