import type { types } from '@slack/bolt';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TLP_LABELS } from '../../src/domain/tlp.ts';
import { PRIORITIES } from '../../src/domain/triage.ts';
import type { WatchedProduct, Watchlist } from '../../src/domain/watch.ts';
import { watchlistChangedAnswer } from '../../src/slack/blocks/answers/watchlist-changed.ts';
import { watchlistListAnswer } from '../../src/slack/blocks/answers/watchlist-list.ts';
import { watchlistShowAnswer } from '../../src/slack/blocks/answers/watchlist-show.ts';
import { watchlistTestAnswer } from '../../src/slack/blocks/answers/watchlist-test.ts';
import type { ViewState } from '../../src/slack/blocks/modals/read-state.ts';
import { readWatchlist } from '../../src/slack/blocks/modals/read-watchlist.ts';
import { overtakenNotice, watchlistModal } from '../../src/slack/blocks/modals/watchlist.ts';
import { validateMessage, validateView } from '../../src/slack/validate/validate-payload.ts';
import {
  readChangeRef,
  readInsteadRef,
  readWindowRef,
  writeChangeRef,
  writeInsteadRef,
  writeWindowRef,
} from '../../src/slack/watchlist-ref.ts';
import { hostileText } from '../helpers/hostile-text.ts';

const TODAY = '2026-11-23';
const many = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 20 });
const optional = { requiredKeys: ['product'] as ['product'] };
const hostileProduct: fc.Arbitrary<WatchedProduct> = fc.record(
  { vendor: hostileText, product: hostileText, version: hostileText },
  optional,
);
const hostileList: fc.Arbitrary<Watchlist> = fc.record({
  name: fc.stringMatching(/^[a-z0-9]{1,40}$/),
  version: fc.nat({ max: 999_999_999 }),
  products: many(hostileProduct),
  ...{ vendors: many(hostileText), suppliers: many(hostileText), sites: many(hostileText) },
  ...{ keywords: many(hostileText), exclusions: many(hostileText) },
  from: fc.constantFrom(...PRIORITIES),
  channel: fc.constant('C0IMAGING1'),
  owner: fc.record({ id: fc.constant('slack:U0DANA001'), name: hostileText }),
  expiresOn: fc.constantFrom('2020-01-01', '2027-06-30'),
});
const warning = fc.record({
  watched: hostileProduct,
  because: hostileText,
  nearest: fc.array(hostileProduct, { maxLength: 3 }),
});
const shown = fc.tuple(hostileList, hostileText).map(([list, words]) => ({
  list,
  channel: { shown: words, standing: 'archived' as const },
  owner: { shown: words, standing: 'left' as const },
}));

describe('whatever a watchlist holds', () => {
  it.each([
    ['list', many(shown).map((lists) => watchlistListAnswer(lists, TODAY))],
    ['show', shown.map((one) => watchlistShowAnswer(one, TODAY))],
    [
      'changed',
      fc
        .tuple(hostileList, many(hostileText), many(warning))
        .map(([list, changes, warnings]) =>
          watchlistChangedAnswer({ kind: 'changed', name: list.name, list, number: 1, changes, added: [] }, warnings),
        ),
    ],
    [
      'test',
      fc
        .tuple(
          hostileProduct,
          many(
            fc.record({
              ...{ advisoryId: hostileText, title: hostileText, because: hostileText },
              tlp: fc.constantFrom(...TLP_LABELS),
              priority: fc.constantFrom(...PRIORITIES),
              verdict: fc.constantFrom('affected' as const, 'undecided' as const, 'not-affected' as const),
            }),
          ),
          warning,
        )
        .map(([watched, raised, one]) => watchlistTestAnswer(watched, { raised, warning: one })),
    ],
  ])('the answer "%s" passes every limit of Slack and calls nobody', (_, answer) => {
    fc.assert(
      fc.property(answer, (message) => {
        expect(validateMessage(message)).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('the window passes every limit, and gives back what it shows', () => {
    fc.assert(
      fc.property(hostileList, many(hostileText), ({ name, version, ...content }, changes) => {
        const at = '2026-11-23T10:42:00.000Z';
        const notice = overtakenNotice({
          kind: 'overtaken',
          version,
          by: changes[0] ?? 'x',
          at,
          changes,
          content,
          lost: [],
        });
        const view = watchlistModal({ ...WINDOW, name, seen: version, content, notices: [notice] });
        expect(validateView(view)).toEqual([]);
        const read = readWatchlist(stateOf(view.blocks), '2000-01-01');
        if (read.kind !== 'answer') return;
        const { products } = read.answer.entry;
        if (products !== undefined) expect(new Set(products)).toEqual(new Set(content.products));
      }),
      { numRuns: 1_000 },
    );
  }, 120_000);

  it('leaves a list out of the window that does not fit, and asks nothing of it', () => {
    const keywords = Array.from({ length: 100 }, (_, index) => `${index} ${'x'.repeat(40)}`);
    const content = { ...EMPTY, keywords, products: [{ product: 'a|b' }] };
    const view = watchlistModal({ ...WINDOW, content });
    expect(JSON.stringify(view.blocks)).toContain('*Keywords* do not fit into this window and stay as they are.');
    const read = readWatchlist(stateOf(view.blocks), TODAY);
    expect(read).toMatchObject({ kind: 'answer' });
    expect(read.kind === 'answer' && Object.keys(read.answer.entry)).toEqual([
      ...['from', 'vendors', 'suppliers', 'sites', 'exclusions'],
    ]);
  });
});

describe('what travels through Slack and comes back', () => {
  it('is a window', () => {
    const ref = { name: 'imaging', seen: 7, answerTo: 'https://hooks.slack.com/commands/T0/1/x' };
    expect(readWindowRef(writeWindowRef(ref))).toEqual(ref);
    expect(readWindowRef('imaging@x https://hooks.slack.com/')).toBeUndefined();
    expect(readWindowRef(undefined)).toBeUndefined();
  });

  it('is a change', () => {
    expect(readChangeRef(writeChangeRef({ name: 'imaging', number: 7 }))).toEqual({ name: 'imaging', number: 7 });
    expect(readChangeRef('imaging')).toBeUndefined();
  });

  it('is one product in place of another', () => {
    const ref = {
      name: 'imaging',
      typed: { product: 'Relay Dsek', version: '19.2' },
      meant: { vendor: 'Example', product: 'Relay Desk', version: '19.2' },
    };
    expect(readInsteadRef(writeInsteadRef(ref))).toEqual(ref);
    expect(readInsteadRef('imaging\nRelay Desk')).toBeUndefined();
    expect(writeInsteadRef({ ...ref, meant: { product: 'a|b' } })).toBeUndefined();
  });
});

const EMPTY = {
  ...{ products: [], vendors: [], suppliers: [], sites: [], keywords: [], exclusions: [] },
  from: 'P3' as const,
};
const WINDOW = {
  ...{ name: 'imaging', seen: 4, content: EMPTY, notices: [] },
  answerTo: 'https://hooks.slack.com/commands/T0/1/x',
};

/** What a window holds that nobody touched. */
function stateOf(blocks: ReturnType<typeof watchlistModal>['blocks']): ViewState {
  const entries = (blocks as types.KnownBlock[]).flatMap((block) => {
    if (block.type !== 'input' || block.block_id === undefined) return [];
    const element = ('element' in block ? block.element : {}) as {
      readonly initial_value?: string;
      readonly initial_option?: { value?: string };
    };
    const { initial_value: value = null, initial_option: option = null } = element;
    return [[block.block_id, { x: { value, selected_option: option } }] as const];
  });
  return Object.fromEntries(entries);
}
