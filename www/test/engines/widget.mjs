// What is in a <khongdau-search>, seen from outside: its parts and its events.

/** Details of the events of one name, so far. */
export function events(page, name) {
  return page.evaluate((wanted) => window.seen.events.filter((event) => event.name === wanted).map((event) => event.detail), name);
}

export function happened(page, name, count = 1) {
  return page.waitFor((wanted, least) => window.seen.events.filter((event) => event.name === wanted).length >= least, name, count);
}

/** Until the page shows the answer to this query. */
export function answered(page, query) {
  return page.waitFor((text) => window.seen.events.some(({ name, detail }) => name === 'results' && detail.query === text), query);
}

/** Goes to the box with the mouse, types as a person would, and waits for the answer. */
export async function search(page, query, element = 0) {
  await upgraded(page, element);
  await page.click('input', { element });
  await page.type(query);
  await answered(page, query);
}

/** Until the element has its box. */
export function upgraded(page, element = 0) {
  return page.waitFor((at) => Boolean(document.querySelectorAll('khongdau-search')[at]?.shadowRoot?.querySelector('[part~=input]')), element);
}

/** What one element shows. */
export function shown(page, element = 0) {
  return page.evaluate((at) => {
    const root = document.querySelectorAll('khongdau-search')[at].shadowRoot;
    const visible = (node) => Boolean(node) && node.getClientRects().length > 0;
    const text = (part) => {
      const node = root.querySelector(`[part~=${part}]`);
      return visible(node) ? node.textContent : null;
    };
    const texts = (selector) => Array.from(root.querySelectorAll(selector)).filter(visible).map((node) => node.textContent);
    const input = root.querySelector('[part~=input]');
    return {
      value: input.value,
      placeholder: input.placeholder,
      expanded: input.getAttribute('aria-expanded'),
      active: input.getAttribute('aria-activedescendant'),
      panel: visible(root.querySelector('[part~=panel]')),
      options: texts('[part~=option]').length,
      titles: texts('[part~=title]'),
      snippets: texts('[part~=snippet]'),
      links: texts('ol > li > h3 > a'),
      selected: texts('[role=option][aria-selected=true]').length,
      marks: texts('mark'),
      notes: texts('[part~=notes]').join(' '),
      count: text('count'),
      empty: text('empty'),
      error: text('error'),
      retry: text('retry'),
    };
  }, element);
}
