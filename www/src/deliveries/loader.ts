/**
 * `khongdau.js`: the one script of a site. It defines `<khongdau-search>` and puts it where the
 * page asks for one; everything else is loaded at the first interest.
 *
 * A page may have the element itself, or `<div data-khongdau data-mode="page">` where an editor
 * strips unknown elements, or `data-input="#txtSearch"` on the script to keep the site's own box:
 * every `data-` attribute there is an attribute of the element.
 */
import type { OpenOptions, Search } from '../client.ts';
import { deliver } from '../delivery.ts';
import { define } from '../element.ts';
import { KhongdauError } from '../error.ts';
import type { Parts } from './parts.ts';
import { shared, Site } from './site.ts';

declare const VERSION: string;

const PARTS = 'khongdau-widget.js';

/** A page may have an element that is named like the property. */
const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript : undefined;
const site = new Site(new URL('.', script?.src || document.baseURI));

let loading: Promise<Parts> | undefined;

/** The rest, once; after a failure the next call tries again. */
function load(): Promise<Parts> {
  if (!loading) site.hurry();
  loading ??= site.run(PARTS).then(
    () => (shared()['parts'] as (site: Site) => Parts)(site),
    (error) => {
      loading = undefined;
      throw new KhongdauError('NETWORK', `${PARTS}: not loaded`, error);
    },
  );
  return loading;
}

/** Opens the index beside this script, or another; afterwards `khongdau` has `toFragment` too. */
async function open(options?: OpenOptions): Promise<Search> {
  const { open, toFragment, KhongdauError } = await load();
  Object.assign(shared(), { toFragment, KhongdauError });
  return open(options);
}

/** Puts an element wherever the page marks a place for one. Pages that change call it again. */
function mount(root: ParentNode = document): void {
  for (const place of Array.from(root.querySelectorAll<HTMLElement>('[data-khongdau]'))) {
    if (place.querySelector('khongdau-search')) continue;
    const element = elementFor(place);
    // What stands there meanwhile is what is left when all fails.
    element.append(...Array.from(place.childNodes));
    place.append(element);
  }
}

function elementFor(place: HTMLElement): HTMLElement {
  const element = document.createElement('khongdau-search');
  for (const { name, value } of Array.from(place.attributes)) {
    const attribute = /^data-(?!khongdau)(.+)/.exec(name)?.[1];
    if (attribute) element.setAttribute(attribute, value);
  }
  return element;
}

function start(): void {
  mount();
  if (script?.dataset['input']) document.body.append(elementFor(script));
}

deliver({ loadWidget: async () => (await load()).widget, open });
define();
Object.assign(shared(), { version: VERSION, open, mount });
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
else start();
