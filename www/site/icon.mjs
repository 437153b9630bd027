// icon.svg as PNG, for systems that install pages and read no SVG. Drawn from distances, so that
// nothing but zlib is needed; the whole square is filled, as masks of all shapes want it.
import { deflateSync } from 'node:zlib';

const BACKGROUND = [0xa8, 0x32, 0x1c];
const LINE = [0xff, 0xff, 0xff];
/** In the units of icon.svg, a square of 32; drawn smaller, to stay inside any mask. */
const STROKE = 2.8;
const SCALE = 0.86;
const CIRCLE = { x: 15, y: 20.5, radius: 5.6 };
const SEGMENTS = [
  [10.5, 11.5, 15, 8],
  [15, 8, 19.5, 11.5],
  [21.5, 8.5, 24.5, 5.5],
];

/** A PNG of `size` by `size` pixels. */
export function iconPng(size) {
  const rows = Buffer.alloc(size * (1 + 3 * size));
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const at = y * (1 + 3 * size) + 1 + 3 * x;
      const covered = coverage(x + 0.5, y + 0.5, size);
      BACKGROUND.forEach((from, channel) => (rows[at + channel] = Math.round(from + (LINE[channel] - from) * covered)));
    }
  }
  return png(size, rows);
}

/** How much of a pixel the lines cover, from 0 to 1. */
function coverage(x, y, size) {
  const unit = 32 / size / SCALE;
  const [u, v] = [(x - size / 2) * unit + 16.5, (y - size / 2) * unit + 15.5];
  const circle = Math.abs(Math.hypot(u - CIRCLE.x, v - CIRCLE.y) - CIRCLE.radius);
  const nearest = Math.min(circle, ...SEGMENTS.map((segment) => distance(u, v, segment)));
  return Math.min(1, Math.max(0, (STROKE / 2 - nearest) / unit + 0.5));
}

function distance(x, y, [fromX, fromY, toX, toY]) {
  const [dx, dy] = [toX - fromX, toY - fromY];
  const along = Math.min(1, Math.max(0, ((x - fromX) * dx + (y - fromY) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - fromX - along * dx, y - fromY - along * dy);
}

function png(size, rows) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 2], 8); // 8 bits each of red, green and blue
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** Of zlib; Node has it from 22 on. */
function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
