/** What the page and its worker say to each other. */
import type { KhongdauErrorCode } from '../error.ts';
import type { Engine } from './host.ts';

export interface Request {
  readonly id: number;
  readonly method: keyof Engine;
  readonly args: readonly unknown[];
}

export type Reply =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly code: KhongdauErrorCode; readonly message: string };
