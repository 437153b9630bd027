/** @jsxImportSource preact */
import type {} from 'khongdau/preact';

export function Search() {
  return (
    <khongdau-search src="/tim-kiem/" theme="dark" onkhongdau-results={({ detail }) => console.log(detail.total)}>
      {/* @ts-expect-error: there is no such mode. */}
      <khongdau-search mode="popup" />
    </khongdau-search>
  );
}
