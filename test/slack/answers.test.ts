import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TLP_LABELS } from '../../src/domain/tlp.ts';
import type { AdvisoryLine, AffectedLine } from '../../src/ports/store.ts';
import { readAdvisoryQuery } from '../../src/query/advisory-query.ts';
import { advisoryAnswer } from '../../src/slack/blocks/answers/advisory-answer.ts';
import { affectedAnswer } from '../../src/slack/blocks/answers/affected-answer.ts';
import { auditAnswer } from '../../src/slack/blocks/answers/audit-answer.ts';
import { caseAnswer } from '../../src/slack/blocks/answers/case-answer.ts';
import { indicatorAnswer } from '../../src/slack/blocks/answers/indicator-answer.ts';
import { plainAnswer, redAnswer } from '../../src/slack/blocks/answers/plain-answer.ts';
import { searchAnswer } from '../../src/slack/blocks/answers/search-answer.ts';
import { sourcesAnswer } from '../../src/slack/blocks/answers/sources-answer.ts';
import { statusAnswer } from '../../src/slack/blocks/answers/status-answer.ts';
import type { SlackMessage } from '../../src/slack/blocks/slack-message.ts';
import { readPageRef, writePageRef } from '../../src/slack/commands/page-ref.ts';
import { answerSamples } from '../../src/slack/surfaces/answer-samples.ts';
import { ordinaryView } from '../../src/slack/surfaces/samples.ts';
import { validateMessage } from '../../src/slack/validate/validate-payload.ts';
import { anAdvisory, anAffectedProduct, anAsset, anIndicator, aQuote } from '../helpers/builders.ts';
import { hostileText } from '../helpers/hostile-text.ts';

const AT = '2024-02-22T09:00:00.000Z';
const count = fc.integer({ min: 0, max: 1_000_000 });
const tlp = fc.constantFrom(...TLP_LABELS);
const many = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 40 });

const hostileLine: fc.Arbitrary<AdvisoryLine> = fc.record({
  id: hostileText,
  revision: count,
  title: hostileText,
  datedAt: fc.constant(AT),
  tlp,
  caseId: hostileText,
  matches: count,
});

const hostileAffected: fc.Arbitrary<AffectedLine> = fc.record({
  asset: fc
    .record({ id: hostileText, vendor: hostileText, product: hostileText, version: hostileText, site: hostileText })
    .map((facts) => anAsset(facts)),
  advisoryId: hostileText,
  tlp,
  verdict: fc.record({
    kind: fc.constantFrom('affected', 'undecided', 'not-affected'),
    because: hostileText,
    question: hostileText,
  }),
});

const hostileSource = fc.record({
  id: hostileText,
  publisher: hostileText,
  everyMs: count,
  failures: fc.integer({ min: 0, max: 3 }),
  outcome: hostileText,
  seeded: fc.boolean(),
  paused: fc.boolean(),
  condition: fc.constantFrom('healthy', 'quiet', 'standing-by', 'blocked', 'paused'),
});

const hostileAdvisory = fc
  .record({ id: hostileText, title: hostileText, name: hostileText, words: hostileText, texts: many(hostileText) })
  .map(({ id, title, name, words, texts }) =>
    anAdvisory({
      id,
      title,
      publisher: { name, kind: 'other' },
      aliases: texts.map((text) => `CVE-${text}`),
      affected: texts.map((text) => anAffectedProduct({ product: text, vendor: words, fixedVersion: text })),
      indicators: texts.map((value) => anIndicator({ value, type: 'filename' })),
      mitigations: texts.map((text) => ({ kind: 'patch', text, quote: aQuote() })),
      gaps: texts.map((because) => ({ about: 'document', because })),
    }),
  );

/** Nothing is to be matched again. */
const DONE = { total: 0, waiting: 0, held: 0 };

const HOSTILE_ANSWERS: Readonly<Record<string, fc.Arbitrary<SlackMessage>>> = {
  search: fc.tuple(hostileText, hostileText, many(hostileLine), count).map(([words, hint, lines, total]) => {
    const reading = readAdvisoryQuery(words);
    const query = reading.kind === 'query' ? reading.query : { words: '' };
    return searchAnswer({ query, offset: 20 }, { lines: lines.slice(0, 10), total }, hint);
  }),
  advisory: fc
    .tuple(hostileAdvisory, hostileText, many(hostileAffected), many(hostileLine))
    .map(([advisory, link, affected, others]) => advisoryAnswer({ advisory, link, caseId: link, affected, others })),
  affected: fc
    .record({
      ...{ asked: hostileText, advisories: count, assets: many(hostileAffected), untouched: count },
      rematch: fc.record({ total: count, waiting: count, held: count }),
    })
    .map(affectedAnswer),
  indicator: fc
    .record({ type: hostileText, shown: hostileText, named: many(hostileLine), seenOn: many(hostileText) })
    .map(indicatorAnswer),
  status: many(hostileSource).map((sources) => statusAnswer({ ...answerSamples('ordinary').status, sources })),
  sources: many(hostileSource).map(sourcesAnswer),
  audit: many(
    fc.record({
      number: count,
      at: fc.constant(AT),
      actor: fc.record({ id: hostileText, name: hostileText }),
      action: hostileText,
      subject: hostileText,
      previousHash: fc.constant(''),
      hash: fc.constant(''),
    }),
  ).map((entries) => auditAnswer(entries, false)),
  plain: hostileText.map((text) => plainAnswer(`Nothing that was read is called "${text}".`)),
  red: hostileText.map(redAnswer),
};

describe('an answer made of hostile words', () => {
  it.each(Object.entries(HOSTILE_ANSWERS))('%s passes every limit of Slack and calls nobody', (_, answer) => {
    fc.assert(
      fc.property(answer, (message) => {
        expect(validateMessage(message)).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a case', () => {
  it('is shown as its card shows it, with "Details" as its only button', () => {
    const { blocks, text } = caseAnswer(ordinaryView());
    expect(text).toContain(ordinaryView().message.headline);
    const buttons = blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
    expect(buttons.map(({ action_id }) => action_id)).toEqual(['case:details']);
  });

  it('that is TLP:RED is not shown at all', () => {
    const { message } = ordinaryView();
    const drawn = JSON.stringify(caseAnswer({ message: { ...message, tlp: 'RED' } }));
    expect(drawn).toContain('nothing of it is shown in Slack');
    expect(drawn).not.toContain(message.title);
    expect(drawn).not.toContain('case:details');
  });
});

describe('TLP:RED', () => {
  const red = 'Only for named recipients';

  it('shows nothing of an advisory, not even its title', () => {
    const { advisory } = answerSamples('ordinary').advisory;
    const answer = advisoryAnswer({ advisory: { ...advisory, title: red, tlp: 'RED' }, affected: [], others: [] });
    expect(answer.text).toContain('nothing of it is shown in Slack');
    expect(JSON.stringify(answer)).not.toMatch(/Only for named recipients|Example Health Watch|relay/);
  });

  it('shows nothing of an advisory in a list, and says that there is one', () => {
    const [line] = answerSamples('ordinary').page.lines;
    const lines = [{ ...(line as AdvisoryLine), id: 'example:secret-7', title: red, tlp: 'RED' as const }];
    const drawn = JSON.stringify(searchAnswer({ query: { words: '' }, offset: 0 }, { lines, total: 1 }));
    expect(drawn).toContain('marked TLP:RED');
    expect(drawn).not.toMatch(/Only for named recipients|secret-7/);
  });

  it('only counts the assets that rest on one', () => {
    const assets = answerSamples('ordinary').affected.assets.map((one) => ({ ...one, tlp: 'RED' as const }));
    const drawn = JSON.stringify(
      affectedAnswer({ asked: 'CVE-2024-1709', advisories: 1, assets, untouched: 0, rematch: DONE }),
    );
    expect(drawn).toContain('3 more rest on TLP:RED advisories');
    expect(drawn).not.toContain('rd-lab');
  });
});

describe('an advisory', () => {
  it('is shown with every indicator defanged, in the words of its source too', () => {
    const drawn = JSON.stringify(advisoryAnswer(answerSamples('ordinary').advisory));
    expect(drawn).toContain('relay-0[.]example[.]com');
    expect(drawn).not.toContain('relay-0.example.com');
  });

  it('is a link only where the front office allows one', () => {
    const { link, ...view } = answerSamples('ordinary').advisory;
    const unvetted = { ...view, advisory: { ...view.advisory, link: 'https://evil.example.com/' } };
    expect(JSON.stringify(advisoryAnswer(unvetted))).not.toContain('"link"');
    expect(JSON.stringify(advisoryAnswer({ ...unvetted, link: link ?? '' }))).toContain(
      '"https://www.example.com/advisories/1"',
    );
  });
});

describe('an answer about assets', () => {
  it('names the worst first, however they come', () => {
    const assets = [...answerSamples('ordinary').affected.assets].reverse();
    const drawn = JSON.stringify(affectedAnswer({ asked: 'x', advisories: 1, assets, untouched: 0, rematch: DONE }));
    expect(drawn.indexOf('rd-lab-0: affected')).toBeLessThan(drawn.indexOf('rd-lab-1: undecided'));
    expect(drawn.indexOf('rd-lab-1: undecided')).toBeLessThan(drawn.indexOf('rd-lab-2: not affected'));
  });

  it.each([
    { advisories: 0, untouched: 0, said: 'No advisory that was read names CVE-2024-1709.' },
    { advisories: 2, untouched: 0, said: 'No asset of the inventory is touched by the 2 advisories on CVE-2024-1709.' },
    {
      advisories: 1,
      untouched: 2,
      said: 'No asset of the inventory is touched by the 1 advisory on CVE-2024-1709. 2 assets by this name are touched by no advisory that was read; that does not make them safe.',
    },
  ])('never calls anything safe: $said', ({ said, ...answer }) => {
    expect(affectedAnswer({ asked: 'CVE-2024-1709', assets: [], rematch: DONE, ...answer }).text).toBe(said);
  });
});

describe('an answer while what is stored is matched again', () => {
  it.each([
    [
      { total: 4_000, waiting: 3_880, held: 0 },
      'What is stored is being matched again, 120 of 4000 done: this answer may still change.',
    ],
    [
      { total: 0, waiting: 0, held: 5 },
      '5 advisories wait to be matched again, and somebody stopped it: this answer may be of an older inventory. "/ward status" in Slack or "wardwatch assets rematch" goes on.',
    ],
  ])('says that it is not final', (rematch, said) => {
    const answer = { asked: 'CVE-2024-1709', advisories: 0, assets: [], untouched: 0, rematch };
    expect(affectedAnswer(answer).text).toBe(`No advisory that was read names CVE-2024-1709. ${said}`);
  });
});

describe('a page of a search', () => {
  it.each([
    { offset: 0, total: 25, buttons: ['Older 10'] },
    { offset: 10, total: 25, buttons: ['Newer 0', 'Older 20'] },
    { offset: 20, total: 25, buttons: ['Newer 10'] },
    { offset: 0, total: 10, buttons: [] },
  ])('$offset of $total has the buttons $buttons', ({ offset, total, buttons }) => {
    const { blocks } = searchAnswer(
      { query: { words: '' }, offset },
      { lines: answerSamples('maximal').page.lines, total },
    );
    const drawn = blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
    const read = drawn.flatMap((one) =>
      one.type === 'button' ? [`${one.text.text} ${readPageRef(one.value)?.offset}`] : [],
    );
    expect(read).toEqual(buttons);
  });

  it('travels in a button and comes back as it was', () => {
    const ref = { query: { words: '"two words"', product: 'Windows Server', status: 'open' as const }, offset: 30 };
    expect(readPageRef(writePageRef(ref))).toEqual(ref);
    expect(readPageRef('30 colour:red')).toBeUndefined();
    expect(readPageRef('product:x')).toBeUndefined();
    expect(readPageRef(undefined)).toBeUndefined();
  });
});

describe('how wardwatch is', () => {
  const { status } = answerSamples('ordinary');

  it('says since when all is quiet', () => {
    const quiet = { ...status, openCases: { P1: 0, P2: 0, P3: 0, P4: 0, INFO: 0 } };
    expect(statusAnswer(quiet).text).toContain(
      'All quiet: no case is open. Nothing new was told since 2024-02-22 10:42 UTC.',
    );
  });

  it('names what a person must look at', () => {
    const answer = statusAnswer({ ...status, outbox: { ...status.outbox, dead: 1, unknown: 2 } });
    expect(answer.text).toContain('1 message could not be told: "wardwatch outbox list" says why.');
    expect(answer.text).toContain('Of 2 messages nobody knows yet whether Slack took them.');
    expect(JSON.stringify(answer.blocks)).toContain('refused 3 times in a row: the server answered HTTP 503');
  });
});

describe('the answers as they are drawn', () => {
  const { page, advisory, affected, indicator, status, sources, audit } = answerSamples('ordinary');

  it.each([
    ['search', searchAnswer({ query: { words: 'ransomware', product: 'Remote Desk' }, offset: 0 }, page)],
    [
      'nothing found',
      searchAnswer({ query: { words: 'shwo C-1' }, offset: 0 }, { lines: [], total: 0 }, 'Did you mean …?'),
    ],
    ['advisory', advisoryAnswer(advisory)],
    ['affected', affectedAnswer(affected)],
    ['indicator', indicatorAnswer(indicator)],
    ['not an indicator', indicatorAnswer({ shown: 'pump', named: [], seenOn: [] })],
    ['status', statusAnswer(status)],
    ['sources', sourcesAnswer(sources)],
    ['audit', auditAnswer(audit, true)],
  ])('%s', (_, answer) => {
    expect(spoken(answer)).toMatchSnapshot();
  });
});

/** The text, and the words of the blocks as a reader meets them. */
function spoken({ text, blocks }: SlackMessage): string {
  const words: string[] = [];
  JSON.stringify(blocks, (key, value: unknown) => {
    if (key === 'text' && typeof value === 'string') words.push(value);
    return value;
  });
  return `${text}\n---\n${words.join('|')}`;
}
