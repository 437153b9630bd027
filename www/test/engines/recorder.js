// The first script of every page in these tests: keeps what happens there, in all engines alike.
(() => {
  const seen = { events: [], complaints: [], keys: [] };
  window.seen = seen;
  addEventListener('error', (event) => seen.complaints.push(`exception: ${event.message}`));
  addEventListener('unhandledrejection', (event) => seen.complaints.push(`rejection: ${event.reason}`));
  addEventListener('securitypolicyviolation', (event) => seen.complaints.push(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
  for (const name of ['ready', 'search', 'results', 'select', 'open', 'close', 'error']) {
    addEventListener(`khongdau-${name}`, (event) => {
      // Opening a result would leave the page.
      if (name === 'select') event.preventDefault();
      seen.events.push({ name, detail: JSON.parse(JSON.stringify(event.detail ?? null)) });
    });
  }
})();
