import type { WatchedProduct } from '../domain/watch.ts';
import { readWatchedProduct, writeWatchedProduct } from '../query/watched-product.ts';

/** Which list a window edits, as it was when the window was drawn, and where its answer goes. */
export interface WindowRef {
  readonly name: string;
  /** 0: there was no list. */
  readonly seen: number;
  /** A response_url of Slack. */
  readonly answerTo: string;
}

/** Whoever reads it looks the list up and checks rights anew. */
export function writeWindowRef({ name, seen, answerTo }: WindowRef): string {
  return `${name}@${seen} ${answerTo}`;
}

/** The reference in a window that came back from Slack; undefined where it is none. */
export function readWindowRef(value: unknown): WindowRef | undefined {
  const [, name, seen, answerTo] = /^([a-z0-9-]{1,40})@(\d{1,9}) (\S{1,2000})$/.exec(textOf(value)) ?? [];
  if (name === undefined || seen === undefined || answerTo === undefined) return undefined;
  return { name, seen: Number(seen), answerTo };
}

/** A change of a list, as the value of the button that takes it back. */
export interface ChangeRef {
  readonly name: string;
  readonly number: number;
}

export function writeChangeRef({ name, number }: ChangeRef): string {
  return `${name}@${number}`;
}

export function readChangeRef(value: unknown): ChangeRef | undefined {
  const [, name, number] = /^([a-z0-9-]{1,40})@(\d{1,9})$/.exec(textOf(value)) ?? [];
  return name === undefined || number === undefined ? undefined : { name, number: Number(number) };
}

/** One product to be watched for in place of another. */
export interface InsteadRef {
  readonly name: string;
  readonly typed: WatchedProduct;
  readonly meant: WatchedProduct;
}

/** Undefined where a product cannot be written so that it comes back as it was. */
export function writeInsteadRef({ name, typed, meant }: InsteadRef): string | undefined {
  const [one, other] = [writeWatchedProduct(typed), writeWatchedProduct(meant)];
  return one === undefined || other === undefined ? undefined : [name, one, other].join('\n');
}

export function readInsteadRef(value: unknown): InsteadRef | undefined {
  const [name, ...products] = textOf(value).split('\n');
  const [typed, meant] = products.map(readWatchedProduct);
  if (name === undefined || typed?.kind !== 'product' || meant?.kind !== 'product') return undefined;
  return { name, typed: typed.watched, meant: meant.watched };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
