// One specification of the widget, in three engines.
import { inEachEngine } from './harness.mjs';
import { access } from './specs/access.mjs';
import { failures } from './specs/failures.mjs';
import { pages } from './specs/pages.mjs';
import { policies } from './specs/policies.mjs';
import { screens } from './specs/screens.mjs';
import { typing } from './specs/typing.mjs';

inEachEngine(typing, policies, failures, pages, access, screens);
