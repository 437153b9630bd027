import type {} from 'khongdau/react';
import { createElement, useRef } from 'react';
import type { KhongdauSearchElement } from 'khongdau/element';

export function Search() {
  const element = useRef<KhongdauSearchElement>(null);
  return (
    <div>
      <khongdau-search ref={element} src="/tim-kiem/" mode="page" max-results={5} onkhongdau-select={({ detail }) => console.log(detail.hit.id)}>
        <a href="/tim-kiem/">Tìm kiếm</a>
      </khongdau-search>
      {/* @ts-expect-error: there is no such mode. */}
      <khongdau-search mode="popup" />
      {createElement('p')}
    </div>
  );
}
