import { SHORTEST_ABBREVIATION } from './abbreviations.ts';
import { bareModel, modelsOf, saysUseOnly, withoutFormWords } from './compare-words.ts';
import type { Identity } from './identity.ts';
import { isCommonName } from './kind-words.ts';
import { codesOf } from './model-codes.ts';
import { oneModel } from './models.ts';
import { compact } from './plain-words.ts';
import { joinedWords, modelsWithoutVariants } from './run-together.ts';
import { singular } from './shared-words.ts';

/** Things found by any of their keys. */
export interface KeyIndex<T extends object> {
  add(keys: readonly string[], thing: T): void;
  remove(keys: readonly string[], thing: T): void;
  /** Everything that has at least one of the keys. */
  find(keys: readonly string[]): ReadonlySet<T>;
}

/** An empty index of things by key. */
export function keyIndex<T extends object>(): KeyIndex<T> {
  const byKey = new Map<string, Shelved<T>>();
  return {
    add(keys, thing) {
      for (const key of keys) shelve(byKey, key, thing);
    },
    remove(keys, thing) {
      for (const key of keys) unshelve(byKey, key, thing);
    },
    find(keys) {
      const found = new Set<T>();
      for (const key of keys) for (const thing of thingsOn(byKey.get(key))) found.add(thing);
      return found;
    },
  };
}

/** What one key stands for. Most keys have one thing only, which is kept as it is: a set of one takes two hundred bytes. */
export type Shelved<T extends object> = T | Set<T>;

/** Puts a thing under a key, beside what is there. */
export function shelve<K, T extends object>(byKey: Map<K, Shelved<T>>, key: K, thing: T): void {
  const known = byKey.get(key);
  if (known === undefined || known === thing) byKey.set(key, thing);
  else if (known instanceof Set) known.add(thing);
  else byKey.set(key, new Set([known, thing]));
}

/** Takes a thing from under a key; that it is not there is no fault. */
export function unshelve<K, T extends object>(byKey: Map<K, Shelved<T>>, key: K, thing: T): void {
  const known = byKey.get(key);
  if (known === thing) byKey.delete(key);
  else if (known instanceof Set && known.delete(thing) && known.size === 0) byKey.delete(key);
}

/** The things under a key. */
export function thingsOn<T extends object>(known: Shelved<T> | undefined): Iterable<T> {
  if (known instanceof Set) return known;
  return known === undefined ? [] : [known];
}

/**
 * Keys of which two names that `compareIdentities` takes for the same have one in common at the least, by whatever rule it does
 * so. That they have one in common says nothing yet.
 */
export function identityKeys(identity: Identity): readonly string[] {
  const { entry, telling, words } = identity;
  const keys = new Set(telling.map((word) => `word:${singular(word)}`));
  for (const word of joinedWords(words)) keys.add(`word:${singular(word)}`);
  // A CPE name means the R2 of a release too.
  if (entry !== undefined)
    for (const name of [entry.name, entry.name.replace(/ R2$/, '')]) keys.add(`entry:${entry.vendor}:${name}`);
  for (const whole of wholeNames(identity)) if (whole !== '') keys.add(`whole:${whole}`);
  for (const short of abbreviatedEnds(words)) keys.add(`short:${short}`);
  for (const letters of abbreviations(words)) keys.add(`letters:${letters}`);
  const models = modelsOf(identity);
  if (models !== '') keys.add(`model:${models}`);
  keys.add(`bare:${withoutFormWords(words)}`);
  for (const word of telling) if (/^\p{L}{3,4}\d/u.test(word)) keys.add(`word:${word.replace(/\d.*$/, '')}`);
  for (const code of [bareModel(words), oneModel(words), ...codesOf(words).keys(), ...modelsWithoutVariants(words)])
    if (code !== '') keys.add(`code:${code}`);
  return [...keys];
}

/**
 * Keys of which two names have one in common at the least, unless `compareIdentities` calls them different, by their vendors or
 * their entries; of a name that says nothing of its vendor there are none.
 */
export function makerKeys(identity: Identity): readonly string[] {
  const { organisation, vendorForms, isVendorMadeUp, kin } = identity;
  if (vendorForms.size === 0 || isVendorMadeUp) return [];
  const keys = new Set([...vendorForms].map((form) => form.slice(0, 1)));
  return organisation === undefined ? [...keys] : [...keys, ...[organisation, ...kin].map((maker) => `is:${maker}`)];
}

/** A vendor's name in front of a product's has so many words at the most. */
const LONGEST_FRONT = 3;

/** The forms, run together, that may be the whole of another name. */
function wholeNames({ telling, words, optional, vendorForms }: Identity): readonly string[] {
  const ends = [...telling.keys()].slice(0, LONGEST_FRONT + 1).map((front) => telling.slice(front));
  const saysUse = ends.some((end) => end.every(saysUseOnly));
  return [
    ...ends.map(compact),
    ...words.map((_, front) => compact(words.slice(front))),
    compact([...optional]),
    // "Remote Support" of WardLink may be WardLink, as may "WardLink Remote Support".
    ...(saysUse ? [...vendorForms, ...[1, 2, 3].map((length) => compact(telling.slice(0, length)))] : []),
  ];
}

/** Each beginning with the first letters of what follows, or with the one word that does: "Ward View SE", "Ward View Site Edition". */
function abbreviatedEnds(words: readonly string[]): readonly string[] {
  return words.slice(1).flatMap((_, before) => {
    const [front, rest] = [words.slice(0, before + 1), words.slice(before + 1)];
    if (isCommonName(front)) return [];
    return [`${front.join(' ')} ${rest.length === 1 ? rest[0] : initialsOf(rest)}`];
  });
}

/** An abbreviation of so many letters is looked for anywhere in the other name. */
const LONGEST_ABBREVIATION = 6;

/** What may be the first letters of several words, and the first letters of every few words: WLC, and "Wireless LAN Controller Software". */
function abbreviations(words: readonly string[]): readonly string[] {
  const named = words.filter((word) => !/^\d+$/.test(word));
  const lengths = Array.from(
    { length: LONGEST_ABBREVIATION - SHORTEST_ABBREVIATION + 1 },
    (_, at) => at + SHORTEST_ABBREVIATION,
  );
  const runs = named.flatMap((_, from) =>
    lengths.flatMap((length) => (from + length > named.length ? [] : [initialsOf(named.slice(from, from + length))])),
  );
  const isShort = (word: string) => word.length >= SHORTEST_ABBREVIATION && word.length <= LONGEST_ABBREVIATION;
  return [...named.filter((word) => isShort(word) && /^\p{L}+$/u.test(word)), ...runs];
}

function initialsOf(words: readonly string[]): string {
  return words.map((word) => word[0]).join('');
}

/** The vendor, by today's name where it is known and by its own words. */
export function organisationKeys(identity: Identity): readonly string[] {
  const keys = [...identity.vendorForms].map((form) => `as:${form}`);
  if (identity.organisation !== undefined) keys.push(`is:${identity.organisation}`);
  return keys;
}
