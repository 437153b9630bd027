/** What the command needs of the machine; crates/khongdau-cli/src/disk/node.rs has the other end. */
import * as fs from 'node:fs';
import { argv, env, exit, hrtime } from 'node:process';

/** A pipe may be full, or have nothing yet: so long is waited before it is tried again, in ms. */
const PAUSE = 5;

const pause = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);

/** Tries until the other end of a pipe is ready. */
function patiently(work) {
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
      pause();
    }
  }
}

function writeAll(file, bytes) {
  for (let at = 0; at < bytes.length; ) at += patiently(() => fs.writeSync(file, bytes, at));
}

function kindOf(stat) {
  if (stat.isFile()) return 0;
  if (stat.isDirectory()) return 1;
  return stat.isSymbolicLink() ? 3 : 2;
}

export const disk = {
  args: () => ['khongdau', ...argv.slice(2)],
  env: (name) => env[name],
  now: () => Number(hrtime.bigint() / 1000n) / 1000,
  date: () => Date.now(),
  exit: (code) => exit(code),
  stdout: (bytes) => writeAll(1, bytes),
  stderr(bytes) {
    try {
      writeAll(2, bytes);
    } catch {
      // There is nobody left to tell.
    }
  },

  /** A file of the client: those that bundlers may want are in `dist`, the others beside this one. */
  packageFile(name) {
    const inDist = new URL(`../dist/${name}`, import.meta.url);
    return fs.readFileSync(fs.existsSync(inDist) ? inDist : new URL(`./client/${name}`, import.meta.url));
  },

  read: (path) => fs.readFileSync(path),
  write: (path, bytes) => fs.writeFileSync(path, bytes),
  stat(path, follow) {
    const stat = follow ? fs.statSync(path) : fs.lstatSync(path);
    return [kindOf(stat), stat.size];
  },
  realpath: (path) => fs.realpathSync(path),
  makeFolders: (path) => void fs.mkdirSync(path, { recursive: true }),
  makeFolder: (path) => fs.mkdirSync(path),
  rename: (from, to) => fs.renameSync(from, to),
  unlink: (path) => fs.unlinkSync(path),
  rmdir: (path) => fs.rmdirSync(path),
  removeAll: (path) => fs.rmSync(path, { recursive: true }),
  list: (path) => fs.readdirSync(path),
  open: (path, flags) => fs.openSync(path, flags),
  readSome(file, most) {
    const bytes = new Uint8Array(most);
    try {
      return bytes.subarray(0, patiently(() => fs.readSync(file, bytes)));
    } catch (error) {
      // The end of standard input, on Windows.
      if (error.code === 'EOF') return bytes.subarray(0, 0);
      throw error;
    }
  },
  writeSome: (file, bytes) => patiently(() => fs.writeSync(file, bytes)),
  sync: (file) => fs.fsyncSync(file),
  close: (file) => fs.closeSync(file),
};
