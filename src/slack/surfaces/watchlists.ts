import type { WatchedProduct, Watchlist } from '../../domain/watch.ts';
import type { ToldStory, WatchWarning, WouldRaise, WouldTell } from '../../ports/watchlist-office.ts';
import { helpAnswer } from '../blocks/answers/help-answer.ts';
import { watchlistChangedAnswer } from '../blocks/answers/watchlist-changed.ts';
import { watchlistListAnswer } from '../blocks/answers/watchlist-list.ts';
import { watchlistShowAnswer } from '../blocks/answers/watchlist-show.ts';
import type { ShownWatchlist } from '../blocks/answers/watchlist-standing.ts';
import { watchlistTestAnswer } from '../blocks/answers/watchlist-test.ts';
import { watchlistWouldTellAnswer } from '../blocks/answers/watchlist-would-tell.ts';
import { overtakenNotice, watchlistModal } from '../blocks/modals/watchlist.ts';
import { WATCHLIST_USAGE } from '../commands/watchlist-request.ts';
import type { Surface } from './surface.ts';

/** What `/watchlist` answers, and its window. */
export const WATCHLIST_SURFACES: readonly Surface[] = [...drawn('ordinary', 1, 1), ...drawn('maximal', 200, 60)];

/** `times`: how many of everything there are; `long`: how often each name is written. */
function drawn(form: Surface['form'], times: number, long: number): Surface[] {
  const list = listOf(times, long);
  const { name, version: seen, ...content } = list;
  const shown = shownAs(list, times > 1);
  const answerTo = 'https://hooks.slack.com/commands/T0/1/example';
  const window = { name, seen, content, answerTo, notices: [] };
  const overtaken = {
    kind: 'overtaken' as const,
    ...{ version: 5, by: 'ravi', at: '2026-11-23T10:42:00.000Z', content, lost: ['the channel'] },
    changes: many(times, () => named('added the keyword "PACS"', long)),
  };
  const changes = many(times, () => named('added the product "Relay Dsek 19.2"', long));
  const warnings = many(times, () => warningOf(long));
  const raised = many(times * 3, (index) => raisedBy(index, long));
  const messages = {
    'watchlist-list': watchlistListAnswer([shown, ...many(times, () => quiet(long))], '2026-11-23'),
    'watchlist-show': watchlistShowAnswer(shown, '2026-11-23'),
    'watchlist-changed': watchlistChangedAnswer(
      { kind: 'changed', name, list, number: 4, changes, added: [] },
      warnings,
    ),
    'watchlist-test': watchlistTestAnswer(productOf(0, long), { raised, warning: warningOf(long) }),
    'watchlist-would-tell': watchlistWouldTellAnswer(productOf(0, long), wouldTellOf(times, long)),
    'watchlist-help': helpAnswer(WATCHLIST_USAGE),
  };
  const modals = {
    watchlist: watchlistModal(window),
    'watchlist-new': watchlistModal({ ...window, seen: 0 }),
    'watchlist-overtaken': watchlistModal({ ...window, notices: [overtakenNotice(overtaken)] }),
  };
  return [
    ...Object.entries(messages).map(([key, payload]): Surface => ({ surface: 'message', name: key, form, payload })),
    ...Object.entries(modals).map(([key, payload]): Surface => ({ surface: 'modal', name: key, form, payload })),
  ];
}

function listOf(times: number, long: number): Watchlist {
  const words = (word: string) => many(times, (index) => named(index === 0 ? word : `${word} ${index}`, long));
  return {
    name: times === 1 ? 'imaging' : 'i'.repeat(40),
    version: 4,
    products: [...many(times, (index) => productOf(index, long)), { product: 'Example PACS' }],
    vendors: words('Example Imaging'),
    suppliers: words('Example Service Partner'),
    sites: words('Main campus'),
    keywords: words('DICOM'),
    exclusions: words('veterinary'),
    from: 'P2',
    channel: 'C0EXAMPLE1',
    owner: { id: 'slack:U0DANA0001', name: named('dana.fox', long) },
    expiresOn: '2027-06-30',
  };
}

function productOf(index: number, long: number): WatchedProduct {
  const product = named(index === 0 ? 'Relay Desk' : `Relay Desk ${index}`, long);
  return { vendor: named('Example Imaging', long), product, version: named('19.2', long) };
}

function wouldTellOf(times: number, long: number): WouldTell {
  const stories = many(
    times,
    (index): ToldStory => ({
      title: named('Example Relay Desk: a stranger may stop it', long),
      tlp: index % 3 === 1 ? 'RED' : 'CLEAR',
      firstAt: '2026-11-02T08:00:00.000Z',
      priority: 'P2',
      updates: index,
      because: named('First alert: this case is P2.', long),
    }),
  );
  return { days: 90, revisions: 412, leftOut: times - 1, cards: times, updates: times, stories };
}

function shownAs(list: Watchlist, isTroubled: boolean): ShownWatchlist {
  return {
    list,
    channel: { shown: '#imaging', standing: isTroubled ? 'archived' : 'member' },
    owner: { shown: list.owner?.name ?? '', standing: isTroubled ? 'left' : 'here' },
  };
}

/** A list that is told to nobody, and watches for nothing yet. */
function quiet(long: number): ShownWatchlist {
  const nothing = { products: [], vendors: [], suppliers: [], sites: [], keywords: [], exclusions: [] };
  return {
    list: { ...nothing, name: 'pharmacy', version: 1, from: 'P3', owner: { id: 'cli:x', name: named('x', long) } },
  };
}

function warningOf(long: number): WatchWarning {
  return {
    watched: { product: 'Relay Dsek', version: '19.2' },
    because: named('Nothing that wardwatch knows is called "Relay Dsek". It may never match.', long),
    nearest: [{ vendor: 'Example Imaging', product: 'Relay Desk' }, { product: named('Relay Disk', long) }],
  };
}

function raisedBy(index: number, long: number): WouldRaise {
  return {
    advisoryId: named(`example-health:advisory-${index}`, long),
    title: named('Example Remote Desk is attacked', long),
    tlp: index === 2 ? 'RED' : 'CLEAR',
    priority: index === 0 ? 'P1' : 'P3',
    verdict: index === 0 ? 'affected' : 'undecided',
    because: named('Relay Desk 19.2 was compared with "before 23.9.8".', long),
  };
}

function many<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

function named(words: string, long: number): string {
  return many(long, () => words).join(' ');
}
