import instantsearch from 'instantsearch.js/es';
import { hits, refinementList, searchBox } from 'instantsearch.js/es/widgets';
import { open } from 'khongdau/inline';
import { instantSearchClient } from 'khongdau/instantsearch';

const opening = open({ src: '/tim-kiem/' });
const [box, list, sources] = ['box', 'list', 'sources'].map((id) => Object.assign(document.createElement('div'), { id }));
document.body.append(box, list, sources);

const search = instantsearch({ indexName: 'bai-viet', searchClient: instantSearchClient(opening), initialUiState: { 'bai-viet': { query: 'cong nghiep' } } });
search.addWidgets([
  searchBox({ container: box }),
  hits({ container: list, templates: { item: (hit, { html, components }) => html`<b id="${hit.objectID}">${components.Highlight({ hit, attribute: 'title' })}</b>` } }),
  refinementList({ container: sources, attribute: 'source' }),
]);
search.on('render', async () => {
  const first = list.querySelector('b');
  if (!first) return;
  globalThis.answer = {
    first: first.id,
    runtime: (await opening).info.runtime,
    marked: first.querySelector('mark')?.textContent,
    sources: sources.querySelectorAll('li').length,
  };
});
search.start();
