import { STALE_AFTER_DAYS } from '../../domain/stale-version.ts';
import { type CommandUsage, didYouMean, splitVerb } from './command-usage.ts';

/** What is asked with `/assets`. */
export type AssetsRequest =
  | { readonly kind: 'help' | 'add' | 'import' | 'export' | 'history' }
  | { readonly kind: 'find'; readonly words: string }
  | { readonly kind: 'show' | 'edit'; readonly id: string }
  | { readonly kind: 'remove'; readonly ids: readonly string[] }
  | { readonly kind: 'stale'; readonly days: number }
  /** `number` is absent for the last change. */
  | { readonly kind: 'undo'; readonly number?: number }
  /** Not understood; `words` say why and what would be right. */
  | { readonly kind: 'slip'; readonly words: string };

/** Reads what stands behind `/assets`. */
export function readAssetsRequest(text: string): AssetsRequest {
  const { verb, rest } = splitVerb(text);
  switch (verb) {
    case '':
    case 'help':
      return { kind: 'help' };
    case 'add':
    case 'import':
    case 'export':
    case 'history':
      return rest === '' ? { kind: verb } : slip(`"/assets ${verb}" stands alone.`);
    case 'find':
      return rest === ''
        ? slip('"/assets find" needs words of an asset, such as "/assets find screenconnect".')
        : { kind: 'find', words: rest };
    case 'show':
    case 'edit':
      return aboutOne(verb, rest);
    case 'remove':
      return removeRequest(rest);
    case 'stale':
      return staleRequest(rest);
    case 'undo':
      return undoRequest(rest);
    default:
      return slip(`"/assets" does not know this command.${didYouMean(verb, VERBS)} It knows ${VERBS.join(', ')}.`);
  }
}

/** Everything that `/assets` can do, in the order in which help names it. */
export const ASSETS_USAGE: readonly CommandUsage[] = [
  { usage: '/assets find WORDS', does: 'Finds assets in which all these words stand, wherever.' },
  { usage: '/assets show ID', does: 'Shows all that is known of an asset, and the cases that touch it.' },
  { usage: '/assets add', does: 'Opens a form for a new asset. For analysts, like all that changes something.' },
  { usage: '/assets edit ID', does: 'Opens the form of an asset, and says which cases the change touched.' },
  { usage: '/assets remove ID ID …', does: 'Removes assets, once you confirmed it.' },
  { usage: '/assets stale DAYS', does: 'Lists versions that nobody confirmed for so long (365), yours first.' },
  {
    usage: '/assets import',
    does: 'Takes a CSV: first what it would change, then your yes. Or share one with wardwatch.',
  },
  { usage: '/assets history', does: 'Lists who changed the inventory, newest first.' },
  { usage: '/assets undo NUMBER', does: 'Takes a change back, or the last one, within 24 hours.' },
  { usage: '/assets export', does: 'Sends you the inventory as CSV. For analysts.' },
  { usage: '/assets help', does: 'Shows this.' },
];

const VERBS = [
  'find',
  'show',
  'add',
  'edit',
  'remove',
  'import',
  'export',
  'stale',
  'history',
  'undo',
  'help',
] as const;
/** So many assets are named in the window that asks whether they shall go. */
const MOST_REMOVED = 20;
const MOST_DAYS = 36_500;

function slip(words: string): AssetsRequest {
  return { kind: 'slip', words };
}

function aboutOne(kind: 'show' | 'edit', rest: string): AssetsRequest {
  const id = rest.replace(/^"([^"]*)"$/, '$1').trim();
  return id === '' ? slip(`"/assets ${kind}" needs the id of an asset; "/assets find WORDS" finds it.`) : { kind, id };
}

/** Ids stand apart by blanks or commas; one with a blank in it stands in quotes. */
function removeRequest(rest: string): AssetsRequest {
  const ids = [...rest.matchAll(/"([^"]+)"|([^\s,"]+)/g)].map(([, quoted, bare]) => (quoted ?? bare ?? '').trim());
  const distinct = [...new Set(ids.filter((id) => id !== ''))];
  if (distinct.length === 0) return slip('"/assets remove" needs ids of assets, such as "/assets remove A-014 A-015".');
  if (distinct.length > MOST_REMOVED) {
    return slip(
      `At most ${MOST_REMOVED} assets are removed at once; you named ${distinct.length}. Nothing was removed.`,
    );
  }
  return { kind: 'remove', ids: distinct };
}

function staleRequest(rest: string): AssetsRequest {
  if (rest === '') return { kind: 'stale', days: STALE_AFTER_DAYS };
  const days = /^(\d{1,5})(?:\s*(?:d|days?))?$/i.exec(rest)?.[1];
  if (days === undefined || Number(days) > MOST_DAYS) {
    return slip(`"${rest.slice(0, 60)}" is no number of days, such as "/assets stale 180".`);
  }
  return { kind: 'stale', days: Number(days) };
}

function undoRequest(rest: string): AssetsRequest {
  if (rest === '') return { kind: 'undo' };
  const number = /^#?(\d{1,9})$/.exec(rest)?.[1];
  if (number === undefined)
    return slip(`"${rest.slice(0, 60)}" is no number of a change; "/assets history" lists them.`);
  return { kind: 'undo', number: Number(number) };
}
