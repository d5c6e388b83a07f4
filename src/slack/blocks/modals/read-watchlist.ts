import type { LocalDate } from '../../../domain/time.ts';
import { PRIORITIES } from '../../../domain/triage.ts';
import { visibleText } from '../../../domain/visible-text.ts';
import { type WatchedProduct, WORD_LISTS, type WordList } from '../../../domain/watch.ts';
import type { WatchlistEntry } from '../../../ports/watchlist-office.ts';
import { readWatchedProduct } from '../../../query/watched-product.ts';
import { chosenIn, conversationIn, dayIn, type Read, userIn, type ViewState, writtenIn } from './read-state.ts';

/** What was entered in a watchlist's window, before Slack was asked about the channel and the owner. */
export interface WatchlistAnswer {
  /** Without channel and owner. */
  readonly entry: WatchlistEntry;
  readonly channelId?: string;
  readonly ownerId?: string;
}

/** The finished answer; what is wrong is said below its question, with the line. */
export function readWatchlist(state: ViewState, today: LocalDate): Read<WatchlistAnswer> {
  const products = state.products === undefined ? undefined : readLines(state, 'products', readProduct);
  const words = WORD_LISTS.flatMap((list) =>
    state[list] === undefined ? [] : [[list, readLines(state, list, readWord)] as const],
  );
  const from = PRIORITIES.find((each) => each === chosenIn(state, 'from')) ?? 'P3';
  const expiresOn = dayIn(state, 'expires');
  const errors = {
    ...(products !== undefined && products.slips.length > 0 && { products: said(products.slips) }),
    ...Object.fromEntries(words.flatMap(([list, { slips }]) => (slips.length === 0 ? [] : [[list, said(slips)]]))),
    ...(expiresOn !== undefined && expiresOn < today && { expires: 'This day has passed; choose a later one.' }),
  };
  if (Object.keys(errors).length > 0) return { kind: 'errors', errors };
  const lists: Partial<Record<WordList, readonly string[]>> = Object.fromEntries(
    words.map(([list, { entries }]) => [list, entries]),
  );
  const watches = [products?.entries, lists.vendors, lists.suppliers, lists.sites, lists.keywords];
  if (watches.every((list) => list?.length === 0)) {
    return { kind: 'errors', errors: { products: 'Name a product here, or something in one of the lists below.' } };
  }
  const channelId = conversationIn(state, 'channel');
  const ownerId = userIn(state, 'owner');
  return {
    kind: 'answer',
    answer: {
      entry: {
        from,
        ...lists,
        ...(products !== undefined && { products: products.entries }),
        ...(expiresOn !== undefined && { expiresOn }),
      },
      ...(channelId !== undefined && { channelId }),
      ...(ownerId !== undefined && { ownerId }),
    },
  };
}

interface Lines<T> {
  /** Each once. */
  readonly entries: readonly T[];
  readonly slips: readonly string[];
}

type LineReading<T> = { readonly entry: T; readonly key: string } | { readonly slip: string };

function readLines<T>(state: ViewState, block: string, read: (line: string) => LineReading<T>): Lines<T> {
  const entries = new Map<string, T>();
  const slips: string[] = [];
  for (const [index, line] of (writtenIn(state, block) ?? '').split('\n').entries()) {
    if (visibleText(line) === '') continue;
    const reading = read(line);
    if ('slip' in reading) slips.push(`Line ${index + 1}: ${reading.slip}`);
    else if (!entries.has(reading.key)) entries.set(reading.key, reading.entry);
  }
  return { entries: [...entries.values()], slips };
}

function readProduct(line: string): LineReading<WatchedProduct> {
  const reading = readWatchedProduct(line);
  if (reading.kind === 'slip') return { slip: reading.words };
  const { vendor = '', product, version = '' } = reading.watched;
  return { entry: reading.watched, key: [vendor, product, version].join('|').toLowerCase() };
}

const WORD_LENGTH = 100;

function readWord(line: string): LineReading<string> {
  const word = visibleText(line);
  if (word.length <= WORD_LENGTH) return { entry: word, key: word.toLowerCase() };
  return { slip: `This has ${word.length} characters; at most ${WORD_LENGTH} are taken. Write one entry a line.` };
}

/** So many slips are said at once. */
const MOST_SLIPS = 3;

function said(slips: readonly string[]): string {
  const left = slips.length - MOST_SLIPS;
  return `${slips.slice(0, MOST_SLIPS).join(' ')}${left > 0 ? ` ${left} more lines have to be mended.` : ''}`;
}
