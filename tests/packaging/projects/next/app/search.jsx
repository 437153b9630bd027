'use client';

import { open } from 'khongdau';
import 'khongdau/element/define';
import { useEffect, useRef } from 'react';

export default function Search() {
  const element = useRef(null);
  // React does not hear events of elements that were in the page before it.
  useEffect(() => {
    element.current.addEventListener('khongdau-results', answered);
    element.current.search('cong nghiep');
  }, []);
  return <khongdau-search ref={element} src="/tim-kiem/" />;
}

async function answered({ detail }) {
  const search = await open({ src: '/tim-kiem/' });
  const { hits } = await search.search('cong nghiep');
  globalThis.answer = { first: hits[0].id, runtime: search.info.runtime, element: detail.total };
}
