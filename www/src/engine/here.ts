/** The one engine of this thread, when it is the page's own. */
import { runScript } from '../script.ts';
import { Host } from './host.ts';

export const host = new Host((url) => runScript(url));
