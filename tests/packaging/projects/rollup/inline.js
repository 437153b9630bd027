import { open } from 'khongdau/inline';

const search = await open({ src: '/tim-kiem/' });
const { hits } = await search.search('cong nghiep');
globalThis.answer = { first: hits[0].id, runtime: search.info.runtime };
