/**
 * Who in Slack stands for an owner that the inventory names: by the owner's words in small letters, the id of a user (`U…`,
 * `W…`), a usergroup (`S…`) or a channel (`C…`, `G…`).
 */
export type OwnerBook = ReadonlyMap<string, string>;

/** A person of Slack, as the owners of assets are compared with them. */
export interface Person {
  /** `U…` or `W…`. */
  readonly id: string;
  /** Every name that an inventory may give them: handle, display name, real name, e-mail address. */
  readonly names: readonly string[];
  /** Ids of the usergroups that they are in, as far as the owner book names any. */
  readonly groups: readonly string[];
}

/** Whether an owner's words mean this person: by the book, else by one of their names, in any case and with or without @. */
export function isOwnedBy(owner: string | undefined, person: Person, book: OwnerBook): boolean {
  if (owner === undefined) return false;
  const id = book.get(ownerKey(owner));
  if (id !== undefined) return id === person.id || person.groups.includes(id);
  return [person.id, ...person.names].some((name) => ownerKey(name) === ownerKey(owner));
}

/** Every key under which an owner means this person: `isOwnedBy` holds for exactly the owners whose key is among them. */
export function ownerKeysOf(person: Person, book: OwnerBook): readonly string[] {
  const byBook = [...book].filter(([, id]) => id === person.id || person.groups.includes(id)).map(([key]) => key);
  const byName = [person.id, ...person.names].map(ownerKey).filter((key) => !book.has(key));
  return [...new Set([...byBook, ...byName])];
}

/** An owner's words as the book holds them. */
export function ownerKey(words: string): string {
  return words.trim().replace(/^@/, '').toLowerCase();
}
