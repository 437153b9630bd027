import { open } from 'khongdau';
import 'khongdau/element/define';

const element = document.querySelector('khongdau-search');
element.addEventListener('khongdau-results', async ({ detail }) => {
  const search = await open({ src: '/tim-kiem/' });
  const { hits } = await search.search('cong nghiep');
  globalThis.answer = { first: hits[0].id, runtime: search.info.runtime, element: detail.total };
});
element.search('cong nghiep');
