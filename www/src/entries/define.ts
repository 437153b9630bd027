/** `khongdau/element/define`: importing it defines `<khongdau-search>`. */
import { open } from '../deliveries/module.ts';
import { define } from './element.ts';

define(open);
