import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../../src/domain/actor.ts';
import type { Asset } from '../../src/domain/asset.ts';
import type { Case } from '../../src/domain/case.ts';
import type { CaseView } from '../../src/ports/front-office.ts';
import type { CheckedAsset, TextCheck, TextFindings, TextIndicator } from '../../src/ports/text-office.ts';
import { assignModal, readAssign } from '../../src/slack/blocks/modals/assign.ts';
import { detailsModal } from '../../src/slack/blocks/modals/details.ts';
import { notAffectedModal, readNotAffected } from '../../src/slack/blocks/modals/not-affected.ts';
import { noticeModal } from '../../src/slack/blocks/modals/notice.ts';
import { readResolve, resolveModal } from '../../src/slack/blocks/modals/resolve.ts';
import { firstDraft, readSnooze, readSnoozeDraft, snoozeModal } from '../../src/slack/blocks/modals/snooze.ts';
import { checkModal, findingsModal } from '../../src/slack/blocks/modals/text-answers.ts';
import { esc } from '../../src/slack/blocks/safe-text.ts';
import { MODAL_SURFACES } from '../../src/slack/surfaces/modals.ts';
import { maximalView, ordinaryView } from '../../src/slack/surfaces/samples.ts';
import { textCheck, textFindings } from '../../src/slack/surfaces/texts.ts';
import { validateView } from '../../src/slack/validate/validate-payload.ts';
import { aCase, aCaseAsset, anAsset } from '../helpers/builders.ts';

const NOW = '2024-01-22T12:00:00.000Z';

const HOSTILE = [
  '<!channel>',
  '<!subteam^S0123|all>',
  '<@U0123>',
  '<https://evil.example.com|cisa.gov>',
  '&lt;!channel&gt;',
  '*bold* `code` ```block``` :rotating_light:',
  '\u202edrawkcab\u202c',
  '\ud83d',
  '😀'.repeat(40),
  '&'.repeat(5_000),
  'x'.repeat(5_000),
  '\n',
  '',
] as const;

const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'grapheme', maxLength: 60 })), { maxLength: 3 })
  .map((parts) => parts.join(' '));

/** A sample whose words are whatever a feed or an inventory says; at times with 500 assets and 1,000 indicators. */
const hostileView: fc.Arbitrary<CaseView> = fc
  .tuple(
    fc.constantFrom(ordinaryView(), ordinaryView(), ordinaryView(), maximalView()),
    fc.array(hostileText, { minLength: 3, maxLength: 8 }),
  )
  .map(([view, said]) => withWords(view, said));

describe('whatever a feed or an inventory says', () => {
  it('every window passes every limit, and nothing in it can mention, forge a link or hide', () => {
    fc.assert(
      fc.property(hostileView, (view) => {
        for (const modal of modalsOf(view)) {
          expect(validateView(modal)).toEqual([]);
          const everyString = stringsIn(modal).join('\n');
          expect(everyString).not.toMatch(/<[!@#]|<https?:/);
          expect(everyString).not.toMatch(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069]/);
        }
      }),
      { numRuns: 1_000 },
    );
  }, 120_000);

  it('so do the windows of the shortcuts on messages', () => {
    const ordinary = { found: textFindings('ordinary'), check: textCheck('ordinary') };
    const maximal = { found: textFindings('maximal'), check: textCheck('maximal') };
    const text = fc.tuple(
      fc.constantFrom(...Array.from({ length: 9 }, () => ordinary), maximal),
      fc.array(hostileText, { minLength: 3, maxLength: 8 }),
    );
    fc.assert(
      fc.property(text, ([sample, said]) => {
        for (const modal of textModals(sample, said)) {
          expect(validateView(modal)).toEqual([]);
          const everyString = stringsIn(modal).join('\n');
          expect(everyString).not.toMatch(/<[!@#]|<https?:/);
          expect(everyString).not.toMatch(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069]/);
        }
      }),
      { numRuns: 1_000 },
    );
  }, 120_000);

  it.each(MODAL_SURFACES.map((one) => [`${one.name}, ${one.form}`, one.payload]))('%s passes', (_, payload) => {
    expect(validateView(payload as Parameters<typeof validateView>[0])).toEqual([]);
  });
});

describe('Snooze', () => {
  const one = aCase();
  const state = (changes: Record<string, object> = {}) => ({
    for: { 'snooze:for': { selected_option: { value: '4h' } } },
    until: { 'snooze:until': { selected_date_time: null } },
    reason: { 'snooze:reason': { value: ' change window ' } },
    covers: { 'snooze:covers': { selected_option: { value: 'updates-and-reminders' } } },
    ...changes,
  });
  const preview = (draft = firstDraft(NOW)) =>
    JSON.stringify(snoozeModal(one, 3, draft).blocks.find((block) => block.block_id === 'preview'));

  it('says what is held back, of what, and what ends it all the same', () => {
    expect(preview()).toContain('nothing is said in its thread until 2024-01-23 12:00 UTC');
    expect(preview()).toContain('the whole of C-1 with its 1 asset, in every channel');
    expect(preview()).toContain('ends at once when the case gets worse');
    expect(preview({ ...firstDraft(NOW), covers: 'reminders' })).not.toContain('in its thread');
  });

  it('carries the case and the version that was seen, and nothing else', () => {
    expect(snoozeModal(one, 3, firstDraft(NOW)).private_metadata).toBe('C-1@3');
  });

  it('is read with a reason without space around it', () => {
    expect(readSnooze(state(), NOW)).toEqual({
      kind: 'answer',
      answer: {
        kind: 'snooze',
        until: '2024-01-22T16:00:00.000Z',
        reason: 'change window',
        covers: 'updates-and-reminders',
      },
    });
  });

  it('a date and time counts before the choice', () => {
    const at = Date.parse('2024-02-01T08:00:00.000Z') / 1_000;
    const chosen = state({ until: { 'snooze:until': { selected_date_time: at } } });
    expect(readSnoozeDraft(chosen, NOW).until).toBe('2024-02-01T08:00:00.000Z');
  });

  const wrong: readonly [what: string, changes: Record<string, object>, block: string][] = [
    ['no reason', { reason: { 'snooze:reason': { value: '  ' } } }, 'reason'],
    ['a time that has passed', { until: { 'snooze:until': { selected_date_time: 1_600_000_000 } } }, 'until'],
    ['more than a year', { until: { 'snooze:until': { selected_date_time: 1_900_000_000 } } }, 'until'],
  ];
  it.each(wrong)('%s is said below its question', (_, changes, block) => {
    expect(readSnooze(state(changes), NOW)).toEqual({ kind: 'errors', errors: { [block]: expect.any(String) } });
  });
});

describe('Not affected', () => {
  const one = aCase({
    assets: [
      aCaseAsset({ asset: anAsset({ id: 'gw-01' }) }),
      aCaseAsset({ asset: anAsset({ id: 'gw-02', product: 'x'.repeat(300) }) }),
      aCaseAsset({ asset: anAsset({ id: 'gw-03' }), triage: { ...aCaseAsset().triage, priority: 'INFO' } }),
    ],
  });
  const optionsOf = (from: Case, blockId: string) =>
    notAffectedModal(from, 0).blocks.flatMap((block) =>
      'element' in block && block.block_id === blockId && block.element.type === 'multi_static_select'
        ? (block.element.options ?? [])
        : [],
    );
  const answered = (blockId: string, values: readonly (string | undefined)[]) => ({
    [blockId]: { x: { selected_options: values.flatMap((value) => (value === undefined ? [] : [{ value }])) } },
    justification: { x: { selected_option: { value: 'component_not_present' } } },
  });

  it('offers what is or may be affected, by asset and by product', () => {
    expect(optionsOf(one, 'assets').map(({ text }) => text.text)).toEqual([
      'gw-01: Example Gateway',
      expect.stringMatching(/^gw-02: x+…$/),
    ]);
    expect(optionsOf(one, 'products')).toHaveLength(2);
  });

  it('finds the asset and the product again behind a choice, however long their names are', () => {
    const asset = optionsOf(one, 'assets')[1];
    const product = optionsOf(one, 'products')[1];
    expect(readNotAffected(answered('assets', [asset?.value]), one)).toEqual({
      kind: 'answer',
      answer: {
        kind: 'not-affected',
        about: [{ kind: 'asset', assetId: 'gw-02' }],
        justification: 'component_not_present',
      },
    });
    expect(readNotAffected(answered('products', [product?.value]), one)).toMatchObject({
      answer: { about: [{ kind: 'product', product: 'x'.repeat(300) }] },
    });
  });

  it('wants something and a justification', () => {
    expect(readNotAffected({}, one)).toEqual({
      kind: 'errors',
      errors: { assets: 'Choose what is not affected.', justification: 'Choose why it is not affected.' },
    });
  });

  it('takes nothing that the case does not hold', () => {
    expect(readNotAffected(answered('assets', ['forged']), one)).toMatchObject({ kind: 'errors' });
  });

  it('lists a hundred assets and says how many more there are', () => {
    const crowd = Array.from({ length: 130 }, (_, index) => aCaseAsset({ asset: anAsset({ id: `gw-${index}` }) }));
    const many = aCase({ assets: crowd });
    expect(optionsOf(many, 'assets')).toHaveLength(100);
    expect(JSON.stringify(notAffectedModal(many, 0))).toContain('30 more assets cannot be listed here');
  });
});

describe('Resolve and Assign', () => {
  it('reads how it ended, with a note where there is one', () => {
    const how = { x: { selected_option: { value: 'patched' } } };
    expect(readResolve({ how })).toEqual({ kind: 'answer', answer: { kind: 'resolve', how: 'patched' } });
    expect(readResolve({ how, note: { x: { value: ' CHG-7 ' } } })).toMatchObject({ answer: { note: 'CHG-7' } });
    expect(readResolve({})).toEqual({ kind: 'errors', errors: { how: 'Choose how it ended.' } });
  });

  it('proposes whoever opened it, and reads who was chosen', () => {
    expect(JSON.stringify(assignModal(aCase(), 0, 'U0DANA001'))).toContain('"initial_user":"U0DANA001"');
    expect(readAssign({ assignee: { x: { selected_user: 'U0RAVI001' } } })).toEqual({
      kind: 'answer',
      answer: 'U0RAVI001',
    });
    expect(readAssign({})).toMatchObject({ kind: 'errors' });
  });
});

describe('Details', () => {
  it('looks like this', () => {
    expect(detailsModal(ordinaryView())).toMatchSnapshot();
  });

  it('says how many of a crowd are left out', () => {
    const shown = stringsIn(detailsModal(maximalView())).join('\n');
    expect(shown).toContain('… and 950 more');
  });
});

function modalsOf(view: CaseView) {
  const one = view.case;
  return [
    assignModal(one, 1, 'U0DANA001'),
    snoozeModal(one, 1, firstDraft(NOW)),
    notAffectedModal(one, 1),
    resolveModal(one, 1),
    detailsModal(view),
    noticeModal('Nothing was done', esc(`About ${view.message.title}`)),
  ];
}

/** The windows of the shortcuts, with the given words in place of their own, in turn. */
function textModals(
  { found, check }: { readonly found: TextFindings; readonly check: TextCheck },
  said: readonly string[],
) {
  let turn = 0;
  const next = () => said[turn++ % said.length] ?? '';
  const indicator = (one: TextIndicator): TextIndicator => ({ ...one, shown: next(), because: next() });
  const checked = (one: CheckedAsset): CheckedAsset => ({
    asset: { ...one.asset, id: next(), product: next(), version: next(), owner: next(), hostname: next() },
    verdict: { ...one.verdict, because: next(), question: next() },
    evidence: one.evidence.map(() => ({ because: next(), quote: next() })),
  });
  return [
    findingsModal(
      {
        ...found,
        indicators: found.indicators.map(indicator),
        setAside: found.setAside.map(indicator),
        cves: found.cves.map(next),
        techniques: found.techniques.map(() => ({ id: next(), name: next() })),
      },
      'ref',
    ),
    checkModal(
      {
        ...check,
        title: next(),
        whyNothing: next(),
        assets: { ...check.assets, shown: check.assets.shown.map(checked) },
        products: check.products.map((one) => ({ ...one, vendor: next(), product: next(), fixedVersion: next() })),
        gaps: check.gaps.map(next),
      },
      'ref',
    ),
  ];
}

/** The view with the given words in place of its own, in turn. */
function withWords(view: CaseView, said: readonly string[]): CaseView {
  let turn = 0;
  const next = () => said[turn++ % said.length] ?? '';
  const actor = (one: Actor): Actor => ({ ...one, name: next() });
  const renamed = (asset: Asset, index: number): Asset => ({
    ...asset,
    id: `${index}${next()}`,
    product: next() || 'x',
  });
  const { message } = view;
  return {
    case: { ...view.case, assets: view.case.assets.map((each, at) => ({ ...each, asset: renamed(each.asset, at) })) },
    message: {
      ...message,
      title: next(),
      headline: next(),
      reasons: message.reasons.map(next),
      firstActions: message.firstActions.map(next),
      benchmarks: message.benchmarks.map(next),
      quotes: message.quotes.map(() => ({ text: next(), from: next() })),
      assets: message.assets.map((asset) => ({
        ...asset,
        id: next(),
        name: next(),
        because: next(),
        declared: next(),
      })),
      indicators: message.indicators.map((one) => ({ ...one, shown: next(), note: next() })),
      sources: message.sources.map((one) => ({ ...one, publisher: next(), title: next(), link: next() })),
      state: { ...message.state, lines: [next(), next()] },
    },
    decisions: view.decisions.map((one) => ({ ...one, decision: { kind: 'notify', reasons: [next(), next()] } })),
    moved: view.moved.map(() => ({ advisoryId: next(), caseId: next() })),
    history: view.history.map((one) => ({ ...one, actor: actor(one.actor), action: next() })),
  };
}

/** Every string in a payload. */
function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
