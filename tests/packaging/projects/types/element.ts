import { define, KhongdauSearchElement, type RenderResult } from 'khongdau/element';
import 'khongdau/element/define';
import { open } from 'khongdau/inline';

define(open);
const element: KhongdauSearchElement | null = document.querySelector('khongdau-search');
const made: KhongdauSearchElement = document.createElement('khongdau-search');
const render: RenderResult = (hit, { position }) => new Text(`${position}. ${hit.title.text}`);
made.renderResult = render;
made.maxResults = 5;
made.strings = { label: 'Tìm' };
element?.addEventListener('khongdau-select', (event) => {
  const { url, hit, newTab } = event.detail;
  if (url && !newTab) event.preventDefault();
  console.log(hit.id);
});
document.addEventListener('khongdau-error', ({ detail }) => console.log(detail.code));

// @ts-expect-error: a number.
made.maxResults = 'five';
