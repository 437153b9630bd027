// Where the benchmark reads and writes.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
export const DIST = join(ROOT, 'www/dist');
/** Everything that a run leaves: the rivals, the sites, the figures, the pictures. */
export const BENCH = join(ROOT, 'target/bench');
export const SCREENS = join(BENCH, 'screens');
