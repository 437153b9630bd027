// A server that renders pages imports everything and has no page.
const names = ['khongdau', 'khongdau/inline', 'khongdau/slim', 'khongdau/element', 'khongdau/element/define', 'khongdau/fold', 'khongdau/pagefind', 'khongdau/instantsearch', 'khongdau/worker'];
const exported = {};
for (const name of names) exported[name] = Object.keys(await import(name)).sort();
for (const name of ['document', 'window', 'customElements']) if (name in globalThis) throw new Error(`${name} is there`);
console.log(JSON.stringify(exported));
