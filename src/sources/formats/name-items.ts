import { createHash } from 'node:crypto';
import type { RawItem } from '../../ports/source.ts';
import { recordOf, textOf } from './json-access.ts';

/** What is remembered of a document of a feed, to know it again. */
interface KnownName {
  /** The guid that it carried; absent where that is its name. */
  readonly guid?: string;
  /** Hashes of its link and title; absent where the feed gave none, or nobody remembers. */
  readonly link?: string;
  readonly title?: string;
}

/** The documents of earlier polls, by the names that they were given. */
export type KnownNames = Readonly<Record<string, KnownName>>;

/** Documents under names of their own, and what to remember of them. */
export interface NamedItems {
  readonly items: RawItem[];
  readonly names: KnownNames;
}

/** Documents that a feed no longer offers and that are remembered. */
const MOST_GONE = 1_000;

/**
 * Gives each document of a feed a name that no other has, in place of its guid: the one that it had before. It is known again by its
 * guid with its link or its title; where its guid is new, by link and title together, unless the document that had both is there too.
 * A guid with another link and another title is another document. What is new is called by its guid, or, where another document has
 * that name, by its guid and a mark of its own.
 */
export function nameItems(offered: readonly RawItem[], known: KnownNames = {}): NamedItems {
  const free = new Map(Object.entries(known));
  const names = new Map<RawItem, string>();
  for (const way of WAYS_TO_KNOW) {
    const lists = listsBy(free, way);
    for (const item of names.size === offered.length ? [] : offered) {
      const key = names.has(item) ? undefined : way({ guid: item.guid, ...hashesOf(item) }, true);
      const name = key === undefined ? undefined : lists.get(key)?.find((one) => free.has(one));
      if (name === undefined) continue;
      names.set(item, name);
      free.delete(name);
    }
  }
  const taken = new Set(Object.keys(known));
  for (const item of offered) {
    const name = names.get(item) ?? newName(item, taken);
    names.set(item, name);
    taken.add(name);
  }
  const gone = [...free].slice(0, MOST_GONE);
  const there = [...names].map(([item, name]) => [name, knownName(item, name)] as const);
  return {
    items: [...names].map(([item, name]) => (name === item.guid ? item : { ...item, guid: name })),
    names: Object.fromEntries([...gone, ...there]),
  };
}

/** What a cursor that was stored as JSON remembers; `seen`: the names that older versions remembered alone. */
export function storedNames(value: unknown, seen: Readonly<Record<string, string>>): KnownNames {
  const nothing = Object.keys(seen).map((name) => [name, { guid: name.replace(/#[0-9a-f]{16}$/, '') }] as const);
  const stored = value === undefined ? nothing : Object.entries(recordOf(value));
  return Object.fromEntries(
    stored.map(([name, one]) => {
      const { guid, link, title } = recordOf(one);
      return [name, remembered(textOf(guid), textOf(link), textOf(title))];
    }),
  );
}

function knownName(item: RawItem, name: string): KnownName {
  const { link, title } = hashesOf(item);
  return remembered(item.guid === name ? undefined : item.guid, link, title);
}

function remembered(guid: string | undefined, link: string | undefined, title: string | undefined): KnownName {
  return {
    ...(guid !== undefined && { guid }),
    ...(link !== undefined && { link }),
    ...(title !== undefined && { title }),
  };
}

/** What two looks at one document have in common; `undefined` where this way cannot tell. `offered`: the look is the one of today. */
type WayToKnow = (one: { readonly guid: string } & Omit<KnownName, 'guid'>, offered: boolean) => string | undefined;

const WAYS_TO_KNOW: readonly WayToKnow[] = [
  ({ guid, link, title }, offered) => (offered || (link ?? title) === undefined ? guid : undefined),
  ({ guid, link, title }) => JSON.stringify([guid, link, title]),
  ({ guid, link }) => JSON.stringify([guid, link]),
  ({ guid, title }) => JSON.stringify([guid, title]),
  ({ link, title }) => link && title && JSON.stringify([link, title]),
];

function listsBy(known: ReadonlyMap<string, KnownName>, way: WayToKnow): Map<string, string[]> {
  const lists = new Map<string, string[]>();
  for (const [name, { guid = name, ...one }] of known) {
    const key = way({ guid, ...one }, false);
    if (key !== undefined) lists.set(key, [...(lists.get(key) ?? []), name]);
  }
  return lists;
}

function newName(item: RawItem, taken: ReadonlySet<string>): string {
  const marks = [item.link ?? item.title ?? '', `${item.title ?? ''}\n${new TextDecoder().decode(item.bytes)}`];
  const names = [item.guid, ...marks.map((mark) => `${item.guid}#${hashOf(mark)}`)];
  const left = names.find((name) => !taken.has(name));
  if (left !== undefined) return left;
  let count = 2;
  while (taken.has(`${item.guid}#${count}`)) count += 1;
  return `${item.guid}#${count}`;
}

function hashesOf({ link, title }: RawItem): Omit<KnownName, 'guid'> {
  return { ...(link !== undefined && { link: hashOf(link) }), ...(title !== undefined && { title: hashOf(title) }) };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
