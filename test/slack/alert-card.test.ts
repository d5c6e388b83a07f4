import { describe, expect, it } from 'vitest';
import type { AlertMessage, AlertState, StormRow } from '../../src/domain/alert.ts';
import type { Tlp } from '../../src/domain/tlp.ts';
import { alertMessage } from '../../src/slack/blocks/alert-message.ts';
import type { SlackMessage } from '../../src/slack/blocks/slack-message.ts';
import { stormMessage } from '../../src/slack/blocks/storm-message.ts';
import { updateMessage } from '../../src/slack/blocks/update-message.ts';
import { withheldMessage } from '../../src/slack/blocks/withheld-message.ts';
import { renderBlocks } from '../../src/slack/preview/render-blocks.ts';
import { anAlertAsset, anAlertMessage } from '../helpers/alert-builders.ts';

/** What a reader sees, a line each. */
function shown({ blocks }: SlackMessage): string[] {
  return renderBlocks(blocks).map(({ lead, text }) => `${lead}${text}`);
}

function inState(state: Partial<AlertState>): AlertMessage {
  return anAlertMessage({ state: { status: 'open', version: 3, lines: [], ...state } });
}

describe('the buttons of a card', () => {
  const cases: readonly [what: string, state: Partial<AlertState>, labels: string][] = [
    ['an open case', {}, 'Acknowledge, Assign…, Snooze…, Not affected…, Resolve…, Details'],
    [
      'an acknowledged case',
      { status: 'acknowledged', undoes: 'acknowledged by dana.fox' },
      'Assign…, Snooze…, Not affected…, Resolve…, Undo, Details',
    ],
    ['a snoozed case', { status: 'snoozed' }, 'End snooze, Assign…, Not affected…, Resolve…, Details'],
    ['a patched case', { status: 'resolved-patched' }, 'Reopen, Details'],
    ['a case that is not affected', { status: 'resolved-not-affected', undoes: 'resolved' }, 'Reopen, Undo, Details'],
  ];
  it.each(cases)('of %s', (_what, state, labels) => {
    const buttons = shown(alertMessage(inState(state))).at(-1);
    expect(buttons).toBe(
      labels
        .split(', ')
        .map((label) => `[ ${label} ]`)
        .join('  '),
    );
  });

  it('carry the case and how it stood, and say aloud what they do', () => {
    const actions = alertMessage(inState({})).blocks.find((block) => block.type === 'actions');
    expect(actions).toMatchObject({ block_id: 'case:actions' });
    expect(actions?.elements[0]).toMatchObject({
      action_id: 'case:acknowledge',
      value: 'C-2@3',
      accessibility_label: 'Acknowledge case C-2',
    });
  });
});

describe('a card', () => {
  it('says first for whom it is, why it is there, and where it stands', () => {
    const lines = ['Acknowledged by dana.fox, 2024-01-22 10:42 UTC.'];
    const [title, , called, , headline, , heading, state] = shown(alertMessage(inState({ lines }), 'S0123456789'));
    expect(title).toMatch(/^# P1 act now: /);
    expect(called).toBe('For @S0123456789');
    expect(headline).toMatch(/^You run Example Remote Desk/);
    expect([heading, state]).toEqual(['Where it stands', `• ${lines[0]}`]);
  });

  it('says who declared an asset not affected beside what the versions say', () => {
    const declared = 'declared not affected by dana.fox: component not present';
    const card = shown(alertMessage(anAlertMessage({ assets: [anAlertAsset({ id: 'A-1', declared })] })));
    expect(card.find((one) => one.startsWith('• A-1'))).toContain(`A-1: affected, ${declared} ·`);
  });

  it('shows ten indicators and says where the others are', () => {
    const indicators = Array.from({ length: 12 }, (_, index) => ({
      type: 'domain' as const,
      shown: `relay-${index}[.]example[.]com`,
    }));
    const card = shown(alertMessage(anAlertMessage({ indicators })));
    expect(card.filter((one) => one.includes('[.]'))).toHaveLength(10);
    expect(card).toContain('… and 2 more; all 12 are in the CSV file in the thread');
  });
});

describe('a card in a channel that may not show it', () => {
  const message = (tlp: Tlp) =>
    anAlertMessage({ tlp, state: { status: 'open', version: 0, lines: ['Words of people.'] } });

  it('says how urgent the case is and where to read it, and nothing else', () => {
    expect(shown(withheldMessage(message('AMBER'), 'GREEN', 'S0123456789'))).toMatchInlineSnapshot(`
      [
        "# P1 act now: case C-2, TLP:AMBER",
        "",
        "For @S0123456789",
        "",
        "This channel may show TLP:GREEN at most. 1 affected, 1 undecided, 1 not affected. Read it with \`wardwatch show C-2\`, or press "Details" if you have the right to.",
        "",
        "[ Acknowledge ]  [ Assign… ]  [ Snooze… ]  [ Not affected… ]  [ Resolve… ]  [ Details ]",
        "",
        "  TLP:AMBER",
      ]
    `);
  });

  it('of TLP:RED points to no window either', () => {
    const card = shown(withheldMessage(message('RED'), 'AMBER+STRICT')).join('\n');
    expect(card).toContain('never shown in Slack');
    expect(card).not.toContain('press "Details"');
  });
});

describe('a storm', () => {
  const row = (caseId: string, changes: Partial<StormRow> = {}): StormRow => ({
    ...{ caseId, priority: 'P3', title: `About ${caseId}`, assets: '1 affected', tlp: 'CLEAR' },
    ...changes,
  });

  it('is a table, most urgent first, without titles that the channel may not show', () => {
    const rows = [row('C-1'), row('C-2', { priority: 'P1', tlp: 'AMBER' })];
    expect(shown(stormMessage(rows, 'GREEN'))).toEqual([
      '# 2 alerts within minutes',
      '',
      'Case  Priority  Assets      What',
      'C-2   P1        1 affected  withheld, TLP:AMBER',
      'C-1   P3        1 affected  About C-1',
      '',
      '  Each stands in the thread of this message.',
    ]);
  });

  it('of 500 says how many it leaves out', () => {
    const rows = Array.from({ length: 500 }, (_, index) => row(`C-${index}`));
    expect(shown(stormMessage(rows, 'CLEAR')).at(-1)).toContain('… and 450 more');
  });
});

it('an update says what changed, for whom, and where the case stands now', () => {
  const update = updateMessage(anAlertMessage(), ['CISA lists it as exploited.'], 'S0123456789');
  expect(shown(update)).toEqual([
    'For @S0123456789',
    '',
    'C-2 updated',
    '',
    'What changed',
    '• CISA lists it as exploited.',
    '',
    'Now: P1 act now, 1 affected, 1 undecided, 1 not affected, due 2024-01-25.',
  ]);
  expect(update.text).toBe(
    'Case C-2: CISA lists it as exploited. Now P1 act now, 1 affected, 1 undecided, 1 not affected, due 2024-01-25.',
  );
});
