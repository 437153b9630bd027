// What runs in a measured page, before its own scripts.

/**
 * Leaves `bench` in the page: both searches by the same names, and when what they show was painted.
 * A function of its own, because it travels as text.
 */
export function probe() {
  const SEARCHES = {
    'khongdau-search': {
      root: (element) => element.shadowRoot,
      results: '[part=panel]',
      title: '[part~=panel]:not([hidden]) [part=title]',
      ready: (element) => new Promise((resolve) => element.addEventListener('khongdau-ready', resolve, { once: true })),
      async open() {
        const search = await window.khongdau.open();
        return (query, limit) => search.search(query, { limit });
      },
    },
    'pagefind-searchbox': {
      root: (element) => element,
      results: '.pf-searchbox-dropdown',
      title: '.pf-searchbox-result-title',
      // What the focus of its input starts, too; the second call gives the promise of the first.
      ready: () => window.PagefindComponents.getInstanceManager().getInstance('default').triggerLoad(),
      async open() {
        const pagefind = await import(new URL('pagefind/pagefind.js', location.href).href);
        await pagefind.init();
        return async (query, limit) => Promise.all((await pagefind.search(query)).results.slice(0, limit).map((result) => result.data()));
      },
    },
  };

  const now = () => performance.now();
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const seen = {}; // since the last `arm`: when a key was pressed, results changed, and both were painted

  function find() {
    const [[tag, search]] = Object.entries(SEARCHES).filter(([tag]) => document.querySelector(tag));
    const element = document.querySelector(tag);
    const root = search.root(element);
    return { ...search, element, root, input: root.querySelector('input') };
  }

  function watch() {
    const { root, results } = find();
    const isResult = ({ target }) => (target instanceof Element ? target : target.parentElement)?.closest(results);
    new MutationObserver((records) => records.some(isResult) && changed()).observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
  }

  function changed() {
    seen.changed = now();
    requestAnimationFrame(() => setTimeout(() => (seen.painted = now())));
  }

  for (const type of ['keydown', 'input']) addEventListener(type, ({ timeStamp }) => (seen.key ??= timeStamp), true);

  window.bench = {
    watch,
    arm: () => Object.assign(seen, { key: undefined, changed: undefined, painted: undefined }),

    /** Focus, and ms until the engine can answer. */
    async focus() {
      const { element, input, ready } = find();
      seen.focus = now();
      const isReady = ready(element).then(now);
      input.focus();
      return (await isReady) - seen.focus;
    },

    /** Focus without waiting for anything. */
    touch() {
      seen.focus = now();
      find().input.focus();
    },

    titles() {
      const { root, title } = find();
      return Array.from(root.querySelectorAll(title), (node) => node.textContent.trim());
    },

    /** Until nothing has changed for `quiet` ms: ms from the key to the last paint, if there was any. */
    async settled(quiet, patience) {
      const start = now();
      while (seen.changed === undefined ? now() - start < patience : now() - seen.changed < quiet) await pause(10);
      return seen.painted === undefined ? undefined : seen.painted - seen.key;
    },

    sinceFocus: () => seen.painted - seen.focus,

    /** Mean ms of each query, asked of the engine without any page, after one to warm up. */
    async ask(queries, repetitions) {
      const search = await find().open();
      const times = [];
      for (const query of queries) {
        await search(query, 8);
        const start = now();
        for (let repetition = 0; repetition < repetitions; repetition += 1) await search(query, 8);
        times.push((now() - start) / repetitions);
      }
      return times;
    },
  };
}
