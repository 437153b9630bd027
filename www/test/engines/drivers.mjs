// Chromium, Firefox and WebKitGTK behind one interface. Each comes from the distribution and is
// driven by what drives it best: CDP, WebDriver BiDi, WebDriver.
//
//   const browser = await engine.start();
//   const page = await browser.newPage();     // { width, height } in px
//   await page.goto(url); await page.click('input'); await page.type('cong nghiep');
//   await page.press('ArrowDown'); await page.waitFor((text) => document.title === text, 'xong');
//   await browser.close();
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { chromium as playwright } from 'playwright-core';
import puppeteer from 'puppeteer-core';
import { Builder, Capabilities, Key } from 'selenium-webdriver';

export const DESKTOP = { width: 1000, height: 800 };
const PATIENCE = 8000;

/** A page of any engine. Subclasses say how to reach it; what can be said in the page's own terms is here. */
class Page {
  /** Exceptions and console errors that the driver tells of. */
  complaints = [];

  /** Until `test(...args)` is true in the page. */
  async waitFor(test, ...args) {
    const end = Date.now() + PATIENCE;
    const condition = `Boolean(${expression(test, args)})`; // nodes do not travel
    while (!(await this.evaluate(condition))) {
      if (Date.now() > end) throw new Error(`waited in vain for ${test} with ${JSON.stringify(args)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** A picture of what is there now: a browser may have drawn less. */
  async picture(path) {
    await this.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 50)))));
    await this.screenshot(path);
  }

  /** Clicks with the mouse in the middle of a part of an element, the `index`th of its name. */
  async click(part, { index = 0, element = 0 } = {}) {
    const [x, y] = await this.evaluate(middleOf, part, index, element);
    await this.clickAt(Math.round(x), Math.round(y));
  }
}

/** Runs in the page. */
function middleOf(part, index, element) {
  const root = document.querySelectorAll('khongdau-search')[element].shadowRoot;
  const node = root.querySelectorAll(`[part~=${part}]`)[index];
  node.scrollIntoView({ block: 'nearest' });
  const { left, top, width, height } = node.getBoundingClientRect();
  return [left + width / 2, top + height / 2];
}

// Chromium, through CDP.

const CHROMIUM_FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

class ChromiumPage extends Page {
  constructor(page) {
    super();
    this.page = page;
    listen(page, this.complaints);
  }

  goto = (url) => this.page.goto(url);
  evaluate = (code, ...args) => this.page.evaluate(expression(code, args));
  type = (text) => this.page.keyboard.type(text);
  press = (keys) => this.page.keyboard.press(keys);
  clickAt = (x, y) => this.page.mouse.click(x, y);
  resize = (size) => this.page.setViewportSize(size);
  screenshot = (path) => this.page.screenshot({ path });
  close = () => this.page.context().close();
}

const chromium = {
  name: 'Chromium',
  path: () => process.env.CHROMIUM ?? found('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'),
  remedy: 'install Chromium or Chrome (Debian: chromium)',
  async start() {
    const browser = await playwright.launch({ executablePath: this.path(), args: CHROMIUM_FLAGS });
    return {
      async newPage(viewport = DESKTOP) {
        const context = await browser.newContext({ locale: 'vi-VN', viewport });
        return new ChromiumPage(await context.newPage());
      },
      close: () => browser.close(),
    };
  },
};

// Firefox, through WebDriver BiDi, which needs no geckodriver.

/** Puppeteer's own profile lets files read each other, which no reader's Firefox does. */
const FIREFOX_PREFERENCES = { 'security.fileuri.strict_origin_policy': true, 'intl.accept_languages': 'vi-VN' };

class FirefoxPage extends Page {
  constructor(page, context) {
    super();
    this.page = page;
    this.context = context;
    listen(page, this.complaints);
  }

  goto = (url) => this.page.goto(url);
  evaluate = (code, ...args) => this.page.evaluate(expression(code, args));
  type = (text) => this.page.keyboard.type(text);
  press = (keys) => chord(keys, (key) => this.page.keyboard.down(key), (key) => this.page.keyboard.press(key), (key) => this.page.keyboard.up(key));
  clickAt = (x, y) => this.page.mouse.click(x, y);
  resize = (size) => this.page.setViewport(size);
  screenshot = (path) => this.page.screenshot({ path });
  close = () => this.context.close();
}

const firefox = {
  name: 'Firefox',
  path: () => process.env.FIREFOX ?? found('firefox-esr', 'firefox'),
  remedy: 'install Firefox (Debian: firefox-esr)',
  async start() {
    const browser = await puppeteer.launch({ browser: 'firefox', executablePath: this.path(), headless: true, extraPrefsFirefox: FIREFOX_PREFERENCES });
    return {
      async newPage(viewport = DESKTOP) {
        const context = await browser.createBrowserContext();
        const page = await context.newPage();
        await page.setViewport(viewport);
        return new FirefoxPage(page, context);
      },
      close: () => browser.close(),
    };
  },
};

async function chord(keys, down, press, up) {
  const modifiers = keys.split('+');
  const key = modifiers.pop();
  for (const modifier of modifiers) await down(modifier);
  await press(key);
  for (const modifier of modifiers) await up(modifier);
}

// WebKitGTK, through WebDriver, on a screen that nobody sees: it has no headless mode. It tells
// nothing of the console; what happens in the page is recorded by the page, see recorder.js.

const WEBDRIVER_KEYS = { ArrowDown: Key.ARROW_DOWN, ArrowUp: Key.ARROW_UP, Enter: Key.ENTER, Escape: Key.ESCAPE, Tab: Key.TAB, Backspace: Key.BACK_SPACE, Alt: Key.ALT, Control: Key.CONTROL, Shift: Key.SHIFT };

class WebKitPage extends Page {
  constructor(driver) {
    super();
    this.driver = driver;
  }

  goto = (url) => this.driver.get(url);
  evaluate = (code, ...args) => this.driver.executeScript(`return ${expression(code, args)}`);
  type = (text) => this.driver.actions().sendKeys(text).perform();
  clickAt = (x, y) => this.driver.actions().move({ x, y, duration: 0 }).click().perform();
  close = () => this.driver.get('about:blank');

  async press(keys) {
    const actions = this.driver.actions();
    const of = (key) => WEBDRIVER_KEYS[key] ?? key;
    await chord(keys, (key) => actions.keyDown(of(key)), (key) => actions.sendKeys(of(key)), (key) => actions.keyUp(of(key)));
    return actions.perform();
  }

  /** The window has a tool bar, so the page is smaller than it. */
  async resize({ width, height }) {
    const [outside, inside] = [await this.driver.manage().window().getRect(), await this.driver.executeScript('return [innerWidth, innerHeight]')];
    await this.driver.manage().window().setRect({ x: 0, y: 0, width: width + outside.width - inside[0], height: height + outside.height - inside[1] });
  }

  async screenshot(path) {
    writeFileSync(path, await this.driver.takeScreenshot(), 'base64');
  }
}

const webkit = {
  name: 'WebKit',
  path: () => (found('Xvfb') && found('WebKitWebDriver') ? miniBrowser() : undefined),
  remedy: 'install WebKitGTK with its driver, and Xvfb (Debian: webkit2gtk-driver xvfb)',
  async start() {
    const screen = await startScreen();
    const port = await freePort();
    const service = helper('WebKitWebDriver', [`--port=${port}`], { stdio: 'ignore', env: { ...process.env, DISPLAY: screen.display, LANG: 'C.UTF-8' } });
    await answering(port);
    const capabilities = new Capabilities({ browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary: this.path(), args: ['--automation'] } });
    const driver = await new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build();
    return {
      async newPage(viewport = DESKTOP) {
        const page = new WebKitPage(driver);
        await page.resize(viewport);
        return page;
      },
      async close() {
        await driver.quit().catch(() => {});
        service.kill();
        screen.end();
      },
    };
  },
};

function miniBrowser() {
  const folders = existsSync('/usr/lib') ? readdirSync('/usr/lib', { withFileTypes: true }).filter((entry) => entry.isDirectory()) : [];
  const places = folders.flatMap(({ name }) => ['4.1', '4.0', '6.0'].map((version) => `/usr/lib/${name}/webkit2gtk-${version}/MiniBrowser`));
  return places.find(existsSync);
}

/** A screen in memory; it says which number it took. */
async function startScreen() {
  const screen = helper('Xvfb', ['-displayfd', '3', '-screen', '0', '1400x1100x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const number = await new Promise((resolve, reject) => {
    screen.stdio[3].once('data', resolve);
    screen.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
  });
  return { display: `:${String(number).trim()}`, end: () => screen.kill() };
}

/** A process that does not outlive this one. */
function helper(...command) {
  const child = spawn(...command);
  process.once('exit', () => child.kill());
  return child;
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function answering(port) {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await fetch(`http://127.0.0.1:${port}/status`).catch(() => undefined)) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('WebKitWebDriver does not answer');
}

// What they share.

/** A call as text: drivers do not agree on how to pass a function. */
function expression(code, args) {
  return typeof code === 'string' ? code : `(${code})(...${JSON.stringify(args)})`;
}

function listen(page, complaints) {
  page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
}

function found(...names) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
}

export const ENGINES = [chromium, firefox, webkit];
