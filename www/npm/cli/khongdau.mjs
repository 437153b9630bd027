#!/usr/bin/env node
// `npx khongdau`: the command line, in Node. It is the same program as the native one.
import { readFileSync } from 'node:fs';
import { disk } from './disk.mjs';
import { initSync } from './khongdau-cli.js';

globalThis.khongdauDisk = disk;
initSync({ module: readFileSync(new URL('./khongdau-cli.wasm', import.meta.url)) });
