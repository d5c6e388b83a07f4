import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { staleReminder } from '../../src/alerts/stale-assets.ts';
import type { AlertAsset, AlertMessage } from '../../src/domain/alert.ts';
import { INDICATOR_TYPES } from '../../src/domain/indicator.ts';
import { TLP_LABELS } from '../../src/domain/tlp.ts';
import { PRIORITIES } from '../../src/domain/triage.ts';
import type { HomeView } from '../../src/ports/home-office.ts';
import { homeTab } from '../../src/slack/blocks/home-tab.ts';
import { type Said, slackMessage } from '../../src/slack/blocks/message.ts';
import { esc, literal, mrkdwn } from '../../src/slack/blocks/safe-text.ts';
import { homeView } from '../../src/slack/surfaces/homes.ts';
import { validateMessage, validateView } from '../../src/slack/validate/validate-payload.ts';
import { anAlertAsset, anAlertMessage } from '../helpers/alert-builders.ts';
import { hostileText } from '../helpers/hostile-text.ts';

const hostileAsset: fc.Arbitrary<AlertAsset> = fc.record({
  declared: hostileText,
  id: hostileText,
  name: hostileText,
  product: hostileText,
  version: hostileText,
  site: hostileText,
  owner: hostileText,
  verdict: fc.constantFrom('affected', 'undecided', 'not-affected'),
  because: hostileText,
});

const link = fc.oneof(
  hostileText,
  fc.webUrl(),
  fc.constantFrom('javascript:alert(1)', `https://a.example.com/${'p'.repeat(4_000)}`),
);

const day = fc.constant('2024-01-25');

const hostileState: fc.Arbitrary<AlertMessage['state']> = fc.record(
  {
    status: fc.constantFrom<AlertMessage['state']['status']>('open', 'acknowledged', 'snoozed', 'resolved-patched'),
    version: fc.nat({ max: 999_999_999 }),
    lines: many(hostileText),
    assignee: fc.record({ id: hostileText, name: hostileText }),
    undoes: hostileText,
  },
  { requiredKeys: ['status', 'version', 'lines'] },
);

const hostileMessage: fc.Arbitrary<AlertMessage> = fc.record({
  caseId: fc.nat({ max: 999_999_999 }).map((number) => `C-${number}`),
  priority: fc.constantFrom(...PRIORITIES),
  title: hostileText,
  headline: hostileText,
  reasons: many(hostileText),
  quotes: many(fc.record({ text: hostileText, from: hostileText })),
  assets: many(hostileAsset),
  cves: many(
    fc.record({
      id: hostileText,
      cvss: fc.record({ version: fc.constant('3.1'), score: fc.constantFrom(0, 9.8) }),
      epss: fc.constantFrom(0, 0.5, 1),
      kev: fc.record({ dateAdded: day, dueDate: day, ransomware: fc.boolean() }),
    }),
  ),
  benchmarks: many(hostileText),
  indicators: many(fc.record({ type: fc.constantFrom(...INDICATOR_TYPES), shown: hostileText, note: hostileText })),
  firstActions: many(hostileText),
  due: fc.constant('2024-01-25'),
  sources: many(
    fc.record({
      advisoryId: hostileText,
      publisher: hostileText,
      title: hostileText,
      link,
      publishedAt: fc.constant('2024-01-22T00:00:00.000Z'),
    }),
  ),
  tlp: fc.constantFrom(...TLP_LABELS),
  state: hostileState,
});

const called = fc.constantFrom(undefined, 'S0123456789', 'U0123456789');

const hostileEvent: fc.Arbitrary<Said> = fc.oneof(
  fc.tuple(hostileMessage, called).map(
    ([message, mention]): Said => ({
      ...{ kind: 'alert', key: 'k', channel: 'C', message },
      ...(mention !== undefined && { mention }),
    }),
  ),
  fc.tuple(hostileMessage, many(hostileText), called).map(
    ([message, changes, mention]): Said => ({
      ...{ kind: 'update', key: 'k', channel: 'C', message, changes, root: {} },
      ...(mention !== undefined && { mention }),
    }),
  ),
  fc
    .tuple(hostileText, many(hostileText))
    .map(([title, lines]): Said => ({ kind: 'summary', key: 'k', channel: 'C', title, lines })),
  many(
    fc.record({
      caseId: hostileText,
      priority: fc.constantFrom(...PRIORITIES),
      title: hostileText,
      assets: hostileText,
      tlp: fc.constantFrom(...TLP_LABELS),
    }),
  ).map((rows): Said => ({ kind: 'storm', key: 'k', channel: 'C', rows })),
);

const hostileReminder: fc.Arbitrary<Said> = fc
  .tuple(
    many(
      fc.record(
        { id: hostileText, product: hostileText, version: hostileText, confirmedAt: day, owner: hostileText },
        { requiredKeys: ['id', 'product', 'version'] },
      ),
    ),
    fc.constantFrom(1, 365),
  )
  .filter(([assets]) => assets.length > 0)
  .map(([assets, days]) => ({ kind: 'reminder', key: 'k', channel: 'U', reminder: staleReminder(assets, days) }));

/** A handful of different members, at times repeated to a crowd of 500. */
function many<T>(member: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc
    .tuple(fc.array(member, { maxLength: 6 }), fc.constantFrom(1, 1, 100))
    .map(([members, times]) => Array.from({ length: times }, () => members).flat());
}

describe('whatever a feed or an inventory says', () => {
  it.each([
    ['an event', hostileEvent],
    ['a reminder', hostileReminder],
  ])('%s passes every limit, and nothing in it can mention, forge a link or hide', (_, event) => {
    fc.assert(
      fc.property(event, fc.constantFrom(...TLP_LABELS), (outgoing, highest) => {
        const payload = slackMessage(outgoing, highest);
        expect(validateMessage(payload)).toEqual([]);
        const everyString = stringsIn(shownParts(payload))
          .join('\n')
          .replace(/For <(?:!subteam\^S|@U)0123456789>/, '');
        expect(everyString).not.toMatch(/<[!@#]|<https?:/);
        expect(everyString).not.toMatch(
          /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/,
        );
      }),
      { numRuns: 1_000 },
    );
  });
});

const hostileHome: fc.Arbitrary<HomeView> = fc
  .tuple(
    fc.constantFrom(...Array.from({ length: 9 }, () => homeView('ordinary')), homeView('maximal')),
    many(hostileText),
  )
  .map(([home, said]) => withWords(home, said));

describe('whatever an inventory or a watchlist says', () => {
  it('the home tab passes every limit, and nothing in it can mention, forge a link or hide', () => {
    fc.assert(
      fc.property(hostileHome, fc.constantFrom(...TLP_LABELS), (home, highest) => {
        const view = homeTab(home, highest);
        expect(validateView(view)).toEqual([]);
        const everyString = stringsIn(view.blocks.map(withoutValues)).join('\n');
        expect(everyString).not.toMatch(/<[!@#]|<https?:/);
        expect(everyString).not.toMatch(
          /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/,
        );
      }),
      { numRuns: 1_000 },
    );
  }, 120_000);
});

/** A block as it is shown: the value of a button is seen by nobody. */
function withoutValues(block: object): object {
  return JSON.parse(JSON.stringify(block, (key, value: unknown) => (key === 'value' ? undefined : value)));
}

/** The home with the given words in place of its own, in turn. */
function withWords(home: HomeView, said: readonly string[]): HomeView {
  let turn = 0;
  const next = () => said[turn++ % said.length] ?? '';
  const list = (one: HomeView['watchlists']['own'][number]) => ({
    ...one,
    name: next(),
    products: [{ vendor: next(), product: next() }],
    keywords: one.keywords.map(next),
    channel: next(),
    expiresOn: next(),
  });
  const { cases, watchlists, staleAssets, troubledSources } = home;
  return {
    ...home,
    cases: {
      ...cases,
      shown: cases.shown.map((one) => ({ ...one, title: next(), assignee: next(), assets: one.assets.map(next) })),
    },
    watchlists: { own: watchlists.own.map(list), others: watchlists.others.map(list) },
    staleAssets: staleAssets.map((one) => ({
      ...{ ...one, id: next(), product: next(), version: next() },
      ...(one.confirmedAt !== undefined && { confirmedAt: next() }),
    })),
    troubledSources: troubledSources.map((one) => ({ ...one, publisher: next(), outcome: next() })),
  };
}

describe('an alert in Slack', () => {
  const shownOf = (message: AlertMessage): string =>
    stringsIn(slackMessage({ kind: 'alert', key: 'k', channel: 'C', message }, 'AMBER').blocks).join('|');

  it('speaks a full sentence to those who cannot see it', () => {
    const { text } = slackMessage({ kind: 'alert', key: 'k', channel: 'C', message: anAlertMessage() }, 'AMBER');
    expect(text).toBe(
      'P1, act now: Attackers enter clinics through the remote-support server of an imaging supplier. You run Example Remote Desk on 2 servers that Example Imaging Ltd supplies, and attackers come in through that supplier. 1 affected, 1 undecided, 1 not affected. Due 2024-01-25. Case C-2.',
    );
  });

  it('of the largest size stays within the limits', () => {
    const long = 'w'.repeat(5_000);
    const crowd = <T>(member: T): T[] => Array.from({ length: 1_000 }, () => member);
    const asset = { id: long, name: `${long}!`, product: long, version: long, site: long, owner: long, because: long };
    const link = `https://${'a.'.repeat(45)}example.com/`;
    const message = anAlertMessage({
      title: long,
      headline: long,
      reasons: crowd(long),
      quotes: crowd({ text: long, from: long }),
      assets: crowd(anAlertAsset(asset)),
      cves: crowd({ id: long, cvss: { version: '3.1', score: 9.8 } }),
      benchmarks: crowd(long),
      state: { status: 'acknowledged', version: 3, lines: crowd(long), undoes: long },
      indicators: crowd({ type: 'filename', shown: long, note: long }),
      firstActions: crowd(long),
      sources: crowd({ advisoryId: long, publisher: long, title: long, link, publishedAt: '2024-01-22T00:00:00.000Z' }),
    });
    expect(validateMessage(slackMessage({ kind: 'alert', key: 'k', channel: 'C', message }, 'AMBER'))).toEqual([]);
  });

  it('shows the affected asset before five hundred that are not', () => {
    const safe = Array.from({ length: 500 }, (_, index) => anAlertAsset({ id: `S-${index}`, verdict: 'not-affected' }));
    const shown = shownOf(anAlertMessage({ assets: [...safe, anAlertAsset({ id: 'HIT' })] }));
    expect(shown).toContain('HIT: affected');
    expect(shown).toContain('… and 496 more');
    expect(shown).toContain('1 affected, 500 not affected');
  });

  it('links a source only by http or https, and calls the link by its host', () => {
    const source = anAlertMessage().sources[0];
    const sources = ['https://a.example.com/x', 'javascript:alert(1)', 'ftp://b.example.com/'].map((link) => ({
      ...source,
      link,
    }));
    const { blocks } = slackMessage(
      {
        kind: 'alert',
        key: 'k',
        channel: 'C',
        message: anAlertMessage({ sources: sources as AlertMessage['sources'] }),
      },
      'AMBER',
    );
    expect(elementsOfType(blocks, 'link')).toEqual([
      { type: 'link', url: 'https://a.example.com/x', text: 'a.example.com' },
    ]);
  });

  it('calls a version that nobody knows unknown', () => {
    expect(shownOf(anAlertMessage())).toContain('version unknown');
  });

  it('keeps a comparison as it was written', () => {
    expect(shownOf(anAlertMessage({ reasons: ['Versions <23.9.8 are affected.'] }))).toContain(
      'Versions <23.9.8 are affected.',
    );
  });

  it('looks like this', () => {
    expect(
      slackMessage({ kind: 'alert', key: 'k', channel: 'C', message: anAlertMessage() }, 'AMBER').blocks,
    ).toMatchSnapshot();
  });
});

describe('text made safe', () => {
  const escaped: readonly [raw: string, safe: string][] = [
    ['<!channel>', '&lt;!channel&gt;'],
    ['a & b', 'a &amp; b'],
    ['&lt;', '&amp;lt;'],
    ['two\nlines', 'two lines'],
    ['\u202eabc\u200b', 'abc'],
  ];
  it.each(escaped)('esc(%j) is %j', (raw, safe) => {
    expect(esc(raw)).toBe(safe);
  });

  const cuts: readonly [raw: string, most: number, cut: string][] = [
    ['abcdef', 6, 'abcdef'],
    ['abcdefg', 6, 'abcde…'],
    ['ab<cd', 8, 'ab&lt;cd'],
    ['ab<cde', 8, 'ab&lt;c…'],
    ['ab<<', 8, 'ab&lt;…'],
    ['😀😀😀', 5, '😀😀…'],
  ];
  it.each(cuts)('%j cut to %d characters is %j, no entity or character halved', (raw, most, cut) => {
    expect(esc(raw, most)).toBe(cut);
  });

  it('leaves our own marks alone in a template', () => {
    expect(mrkdwn`*Due*\n${esc('<today>')} ${3}`).toBe('*Due*\n&lt;today&gt; 3');
  });

  it('disarms a mention in literal text without touching a comparison', () => {
    expect(literal('<!channel> 1 < 2 <https://x.example|y>', 100)).toBe('‹!channel> 1 < 2 ‹https://x.example|y>');
  });
});

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

/** Everything but what a button carries: that is for wardwatch alone, which must get back the very ids of the inventory. */
function shownParts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shownParts);
  if (typeof value !== 'object' || value === null) return value;
  const isButton = 'type' in value && value.type === 'button';
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) => (isButton && key === 'value' ? [] : [[key, shownParts(part)]])),
  );
}

function elementsOfType(value: unknown, type: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap((member) => elementsOfType(member, type));
  return 'type' in value && value.type === type ? [value, ...inside] : inside;
}
