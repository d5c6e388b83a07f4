import type { Actor } from '../domain/actor.ts';
import { productKey } from '../domain/merge-watchlists.ts';
import { nearestName } from '../domain/nearest-name.ts';
import {
  isWatchlistName,
  type WatchedProduct,
  type Watchlist,
  type WatchlistContent,
  watchedName,
} from '../domain/watch.ts';
import type { PipelineDeps } from '../pipeline/deps.ts';
import { wakePending } from '../pipeline/wake-pending.ts';
import type { WatchlistFound, WatchlistOffice, WatchlistOutcome } from '../ports/watchlist-office.ts';
import { watchlistYaml } from './export-watchlist.ts';
import { saveEntry } from './save-watchlist.ts';
import { undoWatchlist } from './undo-watchlist.ts';
import { tryWatch, whyNeverMatches } from './watched.ts';
import { outcomeOfChange } from './watchlist-outcome.ts';
import { wouldTell } from './would-tell.ts';

/** Watchlists over the store. */
export function createWatchlistOffice(deps: PipelineDeps): WatchlistOffice {
  const { store } = deps;
  const find = async (name: string) => findList(await store.watchlists(), name);
  let replaying: Promise<unknown> = Promise.resolve();
  return {
    lists: () => store.watchlists(),
    whyNotNew: async (name) => whyNotNew(name, await store.watchlists()),
    find,
    add: (name, watched, actor, instead) => changeProducts(deps, name, actor, withProduct(watched, instead)),
    remove: (name, named, actor) => changeProducts(deps, name, actor, withoutProduct(named)),
    save: (edit) => saveEntry(deps, edit),
    delete: async (name, actor) => {
      const found = await find(name);
      if (found.kind === 'unknown') return { kind: 'refused', because: found.because };
      const removed = await store.removeWatchlist(found.list.name, actor, deps.wallClock.now());
      if (removed.kind !== 'removed') return { kind: 'refused', because: 'Somebody took it away just now.' };
      return outcomeOfChange(found.list.name, { before: removed.list, number: removed.list.version + 1 });
    },
    undo: (name, actor, number) => undoWatchlist(deps, name.toLowerCase(), actor, number),
    warnings: async (products) => {
      const warnings = [];
      for (const watched of products) warnings.push((await whyNeverMatches(deps, watched)) ?? []);
      return warnings.flat();
    },
    test: async (watched) => {
      const [raised, warning] = await Promise.all([tryWatch(deps, watched), whyNeverMatches(deps, watched)]);
      return { raised, ...(warning !== undefined && { warning }) };
    },
    wouldTell: (watched) => {
      // A replay takes memory of its own, so that there is one at a time.
      const next = replaying.then(() => wouldTell(deps, watched, deps.clock.now()));
      replaying = next.catch(() => undefined);
      return next;
    },
    export: async (name) => {
      const found = await find(name);
      if (found.kind === 'unknown') return found;
      const { list } = found;
      const file = { name: `${list.name}.yaml`, title: `Watchlist ${list.name}`, content: watchlistYaml(list) };
      return { kind: 'file', file };
    },
    rematch: async () => {
      await wakePending(deps);
    },
  };
}

/** A list by its name in any case, or why there is none. */
export function findList(lists: readonly Watchlist[], name: string): WatchlistFound {
  const list = lists.find((each) => each.name === name.toLowerCase());
  if (list !== undefined) return { kind: 'found', list };
  const names = lists.map((each) => each.name);
  const nearest = nearestName(name, names);
  const perhaps = nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
  return { kind: 'unknown', because: `No watchlist is called "${name}".${perhaps}` };
}

function whyNotNew(name: string, lists: readonly Watchlist[]): string | undefined {
  if (!isWatchlistName(name)) {
    return `"${name}" cannot be the name of a watchlist: small letters, digits and hyphens, at most 40, such as "imaging".`;
  }
  return lists.some((each) => each.name === name) ? `There is a watchlist "${name}" already.` : undefined;
}

/** The products as they shall be, or why nothing is to be done. */
type Edit = (list: Watchlist) => readonly WatchedProduct[] | string;

const MOST_PRODUCTS = 200;

function withProduct(watched: WatchedProduct, instead: WatchedProduct | undefined): Edit {
  return ({ name, products }) => {
    const kept = products.filter((one) => instead === undefined || productKey(one) !== productKey(instead));
    if (kept.some((one) => productKey(one) === productKey(watched)) && kept.length === products.length) {
      return `"${name}" watches for ${watchedName(watched)} already.`;
    }
    if (kept.length >= MOST_PRODUCTS)
      return `"${name}" holds ${MOST_PRODUCTS} products, and no more are taken. Make a second list.`;
    return [...kept.filter((one) => productKey(one) !== productKey(watched)), watched];
  };
}

function withoutProduct(named: WatchedProduct): Edit {
  return ({ name, products }) => {
    const kept = products.filter((one) => !isNamed(one, named));
    if (kept.length < products.length) return kept;
    const nearest = nearestName(named.product, [...new Set(products.map(({ product }) => product))]);
    const perhaps = nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
    return `"${name}" does not watch for ${watchedName(named)}.${perhaps}`;
  };
}

function isNamed(one: WatchedProduct, named: WatchedProduct): boolean {
  const { vendor: _, ...bare } = one;
  const spellings = [one, bare].map((each) => productKey(without(each, named.version === undefined)));
  return (
    spellings.includes(productKey(named)) &&
    (named.vendor === undefined || named.vendor.toLowerCase() === one.vendor?.toLowerCase())
  );
}

function without({ version, ...rest }: WatchedProduct, dropsVersion: boolean): WatchedProduct {
  return dropsVersion || version === undefined ? rest : { ...rest, version };
}

const MOST_TRIES = 5;

/** Asks `edit` again when somebody was faster. */
async function changeProducts(deps: PipelineDeps, name: string, actor: Actor, edit: Edit): Promise<WatchlistOutcome> {
  const found = findList(await deps.store.watchlists(), name);
  if (found.kind === 'unknown') return { kind: 'refused', because: found.because };
  let before = found.list;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const products = edit(before);
    if (typeof products === 'string') return { kind: 'refused', because: products };
    const content: WatchlistContent = { ...before, products };
    const next = { ...content, name: before.name, version: before.version + 1 };
    const saved = await deps.store.saveWatchlist(next, actor, deps.wallClock.now());
    if (saved.kind === 'saved') {
      return outcomeOfChange(before.name, { before, after: saved.list, number: saved.list.version });
    }
    if (saved.current === undefined) return { kind: 'refused', because: `"${name}" was taken away just now.` };
    before = saved.current;
  }
  return { kind: 'refused', because: `"${name}" is being changed by others all the time. Try again.` };
}
