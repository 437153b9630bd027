// `custom-elements.json` for editors and catalogues, out of the comment at the top of `src/element.ts`.
// The usual analyzer reads comments of classes only, and takes types from fields, of which ours are made.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WWW } from './bundle.mjs';

const TAG = 'khongdau-search';
const CLASS = 'KhongdauSearchElement';
const MODULE = 'dist/element.js';
const DEFINITION = 'dist/define.js';

/** The manifest, by version 2 of the schema. */
export async function customElements() {
  const source = await readFile(join(WWW, 'src/element.ts'), 'utf8');
  const { description, tags } = parse(commentAtTop(source));
  const of = (tag) => tags.filter((found) => found.tag === tag);
  const declaration = {
    kind: 'class',
    customElement: true,
    name: CLASS,
    tagName: TAG,
    description,
    superclass: { name: 'HTMLElement' },
    attributes: of('attr').map((tag) => ({ ...named(tag), type: { text: 'string' } })),
    members: members(source),
    events: of('fires').map((tag) => ({ ...named(tag), type: { text: `CustomEvent<KhongdauEvents['${tag.name}']>` } })),
    slots: of('slot').map(named),
    cssParts: of('csspart').map(named),
    cssProperties: of('cssprop').map(named),
  };
  const element = { name: CLASS, module: MODULE };
  return {
    schemaVersion: '2.1.0',
    modules: [
      { kind: 'javascript-module', path: MODULE, declarations: [declaration], exports: [{ kind: 'js', name: CLASS, declaration: element }] },
      { kind: 'javascript-module', path: DEFINITION, exports: [{ kind: 'custom-element-definition', name: TAG, declaration: element }] },
    ],
  };
}

function commentAtTop(source) {
  const [, comment] = /^\/\*\*\n([^]*?)\n \*\//.exec(source) ?? [];
  if (!comment) throw new Error('src/element.ts does not begin with a comment');
  return comment.replace(/^ \* ?/gm, '');
}

/** Its text, and its tags: `@tag name - description`, `@tag [name=default]`, with lines that go on indented. */
function parse(comment) {
  const [description, ...rest] = comment.replace(/\n {2,}/g, ' ').split(/\n(?=@)/);
  return { description: description.trim(), tags: rest.map((line) => parseTag(line.trim())) };
}

function parseTag(line) {
  const [, tag, bracketed, value, plain, description] = /^@(\w+)(?: \[([\w-]+)=([^\]]+)\]| ([\w-]+(?=$| -)))?(?: ?- ([^]+))?$/.exec(line) ?? [];
  if (!tag) throw new Error(`src/element.ts: ${line}: of no known shape`);
  return { tag, name: bracketed ?? plain ?? '', default: value, description };
}

/** Only what is there: undefined is nothing in JSON. */
function named({ name, default: value, description }) {
  return { name, default: value, description };
}

/** Public fields and methods: those that the class declares, and those with `get`. */
function members(source) {
  const [, body] = new RegExp(`^export class ${CLASS} [^]*?\\{\\n([^]*?)\\n\\}`, 'm').exec(source) ?? [];
  const all = (pattern, make) => [...body.matchAll(pattern)].map(make);
  return [
    ...all(/^ {2}declare (\w+): (.+);$/gm, ([, name, text]) => ({ kind: 'field', name, type: { text } })),
    ...all(/^ {2}get (\w+)\(\): (.+) \{$/gm, ([, name, text]) => ({ kind: 'field', name, type: { text } })),
    ...all(/^ {2}(?:override )?(\w+)\(.*\): (.+) \{$/gm, ([, name, text]) => ({ kind: 'method', name, return: { type: { text } } })).filter(
      ({ name }) => !/Callback$/.test(name),
    ),
  ];
}
