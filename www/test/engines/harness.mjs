// Runs each specification in each engine: `it(name, site, use)`, where `use(page, site)` sees the
// page at `path` of that site, or at another `address`. Afterwards nothing may have gone wrong
// there but what `allowed` matches.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from './drivers.mjs';
import { DIST, Site } from './site.mjs';

/** All engines at once: most of the time each waits for something. */
export function inEachEngine(...groups) {
  describe('the widget', { concurrency: ENGINES.length }, () => {
    for (const engine of ENGINES) {
      if (engine.path()) describe(engine.name, { concurrency: 1 }, () => register(engine, groups));
      else missing(engine);
    }
  });
}

/** Where the set-up installs engines, one that is missing is a failure. */
function missing({ name, remedy }) {
  const sentence = `${name} is not here; to test with it, ${remedy}.`;
  console.log(sentence);
  test(`${name}: is installed`, { skip: !isDebian() }, () => assert.fail(sentence));
}

function isDebian() {
  return existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

function register(engine, groups) {
  let browser;
  before(async () => {
    assert.ok(existsSync(DIST), 'www/dist is missing: run `npm run build` first');
    browser = await engine.start();
  });
  after(() => browser?.close());
  const it = (name, options, use) => {
    test(`${engine.name}: ${name}`, { timeout: 60_000, skip: options.skip }, () => visit(browser, options, use));
  };
  for (const group of groups) group(it, engine);
}

async function visit(browser, { path = '/', address, viewport, allowed, ...options }, use) {
  const site = new Site(options);
  await site.start();
  const page = await browser.newPage(viewport);
  try {
    await page.goto(address ?? site.url + path);
    await use(page, site);
    const complaints = [...page.complaints, ...(await page.evaluate(() => window.seen?.complaints ?? []))];
    assert.deepEqual(complaints.filter((complaint) => !allowed?.test(complaint)), []);
  } finally {
    await page.close();
    await site.stop();
  }
}
