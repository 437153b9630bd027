// Typing, keys and input methods.
import assert from 'node:assert/strict';
import { answered, events, search, shown } from '../widget.mjs';
import { otherPage } from '../site.mjs';

const page = otherPage('<h1>Báo</h1><khongdau-search></khongdau-search>');

export function typing(it) {
  it('typing without accents finds, and nothing is preselected', { page }, async (page) => {
    await search(page, 'cong nghiep');
    const { titles, marks, expanded, active, selected, panel } = await shown(page);
    assert.ok(titles.length > 0 && panel);
    assert.ok(marks.some((mark) => /công|nghiệp/i.test(mark)), marks.join());
    assert.deepEqual([expanded, active, selected], ['true', null, 0]);
  });

  it('Telex with the input method off is understood', { page }, async (page) => {
    await search(page, 'coong nghieepj');
    const { titles, notes } = await shown(page);
    assert.ok(titles.length > 0);
    assert.match(notes, /công nghiệp/);
  });

  it('letters with accents arrive as typed', { page }, async (page) => {
    await search(page, 'đô thị hoá ở Bắc Ninh');
    const { value, titles } = await shown(page);
    assert.equal(value, 'đô thị hoá ở Bắc Ninh');
    assert.match(titles[0], /Bắc Ninh/);
  });

  it('an input method that rewrites with Backspaces is left alone', { page }, async (page) => {
    await search(page, 'd');
    for (const [rewritten, rest] of [['đ', 'ô'], ['', ' thi']]) {
      if (rewritten) await page.press('Backspace');
      await page.type(rewritten + rest);
    }
    await page.press('Backspace');
    await page.type('ị');
    await answered(page, 'đô thị');
    assert.equal((await shown(page)).value, 'đô thị');
  });

  it('the keyboard goes down and up, opens and closes', { page }, async (page) => {
    await search(page, 'bac ninh');
    await page.press('ArrowDown');
    let state = await shown(page);
    assert.equal(state.selected, 1);
    assert.ok(state.active);
    await page.press('ArrowUp');
    assert.equal((await shown(page)).active, null, 'back in the text');
    await page.press('ArrowDown');
    await page.press('Enter');
    const [selection] = await events(page, 'select');
    assert.equal(selection.position, 0);
    assert.equal(selection.query, 'bac ninh');
    await closeAndClear(page);
  });

  it('a click chooses', { page }, async (page) => {
    await search(page, 'bac ninh');
    await page.click('title', { index: 1 });
    assert.equal((await events(page, 'select'))[0].position, 1);
  });

  it('search goes on while an input method composes', { page }, async (page) => {
    await search(page, 'x');
    await page.evaluate(compose, ['c', 'cô', 'công', 'công nghiệ']);
    await answered(page, 'công nghiệ');
    assert.ok((await shown(page)).titles.length > 0);
  });

  it('keys of an input method are not commands', { page }, async (page) => {
    await search(page, 'cong nghiep');
    await page.press('ArrowDown');
    for (const init of [{ isComposing: true, keyCode: 13 }, { isComposing: false, keyCode: 229 }]) {
      for (const key of ['Enter', 'Escape', 'ArrowDown']) await page.evaluate(pressWhileComposing, { key, ...init });
    }
    const { panel, selected, value } = await shown(page);
    assert.deepEqual({ panel, selected, value }, { panel: true, selected: 1, value: 'cong nghiep' });
    assert.deepEqual(await events(page, 'select'), []);
    await page.press('Enter');
    assert.equal((await events(page, 'select')).length, 1, 'a real Enter is one');
  });
}

/** Escape leaves the option or closes; once more, until the box is empty. */
async function closeAndClear(page) {
  const steps = [];
  for (let presses = 0; presses < 4; presses += 1) {
    const { panel, value } = await shown(page);
    steps.push(`${panel ? 'open' : 'closed'} ${value}`.trim());
    await page.press('Escape');
  }
  const { panel, value } = await shown(page);
  assert.deepEqual([panel, value], [false, ''], steps.join(', '));
  assert.ok(steps.includes('closed bac ninh'), `closes before it clears: ${steps.join(', ')}`);
}

/** Runs in the page: what an input method does while it composes these texts, one after the other. */
function compose(texts) {
  const input = document.querySelector('khongdau-search').shadowRoot.querySelector('[part~=input]');
  const options = { bubbles: true, composed: true };
  input.dispatchEvent(new CompositionEvent('compositionstart', { ...options, data: '' }));
  for (const data of texts) {
    input.dispatchEvent(new CompositionEvent('compositionupdate', { ...options, data }));
    input.value = data;
    input.dispatchEvent(new InputEvent('input', { ...options, data, isComposing: true, inputType: 'insertCompositionText' }));
  }
}

/** Runs in the page. */
function pressWhileComposing({ key, isComposing, keyCode }) {
  const input = document.querySelector('khongdau-search').shadowRoot.querySelector('[part~=input]');
  const event = new KeyboardEvent('keydown', { key, isComposing, bubbles: true, composed: true, cancelable: true });
  Object.defineProperty(event, 'keyCode', { value: keyCode });
  input.dispatchEvent(event);
}
