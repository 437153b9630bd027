import { open } from 'khongdau/slim';

const search = await open({ src: '/tim-kiem/', wasm: '/engine.wasm', worker: '/engine-worker.js' });
const { hits } = await search.search('cong nghiep');
globalThis.answer = { first: hits[0].id, runtime: search.info.runtime };
