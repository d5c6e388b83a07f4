import { describe, expect, it } from 'vitest';
import { compareTellings, type Said, type ToldCase, tallyOf } from '../../src/alerts/compare-tellings.ts';
import type { Priority } from '../../src/domain/triage.ts';

const said = (kind: Said['kind'], day: number, priority: Priority, more: Partial<Said> = {}): Said => ({
  at: `2029-02-0${day}T08:00:00.000Z`,
  kind,
  priority,
  hasMention: false,
  tlp: 'CLEAR',
  event: `${kind} of day ${day}`,
  ...more,
});
const told = (caseId: string, advisoryIds: readonly string[], ...all: readonly Said[]): ToldCase => ({
  caseId,
  title: `Case ${caseId}`,
  advisoryIds,
  said: all,
});
const changes = (really: readonly ToldCase[], would: readonly ToldCase[]) =>
  compareTellings(really, would).map(({ change, really: then, would: now }) => [change, then.caseIds, now.caseIds]);

describe('two tellings of the past', () => {
  const card = said('alert', 1, 'P2');

  it.each<[string, readonly ToldCase[], readonly ToldCase[], unknown]>([
    ['say the same', [told('C-1', ['a'], card)], [told('C-7', ['a'], card)], [['same', ['C-1'], ['C-7']]]],
    ['gain an alert', [], [told('C-1', ['a'], card)], [['gained', [], ['C-1']]]],
    ['lose an alert', [told('C-1', ['a'], card)], [told('C-1', ['a'])], [['lost', ['C-1'], ['C-1']]]],
    [
      'raise one',
      [told('C-1', ['a'], card)],
      [told('C-1', ['a'], said('alert', 1, 'P1'))],
      [['raised', ['C-1'], ['C-1']]],
    ],
    [
      'lower one',
      [told('C-1', ['a'], card)],
      [told('C-1', ['a'], said('alert', 1, 'P3'))],
      [['lowered', ['C-1'], ['C-1']]],
    ],
    ['leave out what neither told', [told('C-1', ['a'])], [told('C-1', ['a'])], []],
    [
      'put beside a case the two that it was before',
      [told('C-1', ['a'], card), told('C-2', ['b'], card)],
      [told('C-1', ['a', 'b'], card)],
      [['same', ['C-1', 'C-2'], ['C-1']]],
    ],
  ])('%s', (_, really, would, expected) => {
    expect(changes(really, would)).toEqual(expected);
  });

  it('count a card and an update once, however many channels were told', () => {
    const inTwo = [
      card,
      { ...card, hasMention: true },
      said('update', 3, 'P1', { tlp: 'RED' }),
      said('update', 3, 'P1', { tlp: 'RED' }),
    ];
    const [story] = compareTellings([], [told('C-1', ['a'], ...inTwo)]);
    expect(story?.would).toEqual({ caseIds: ['C-1'], cards: 1, updates: 1, mentions: 1, priority: 'P1', tlp: 'RED' });
    const none = { cards: 0, updates: 0, mentions: 0 };
    expect(tallyOf([told('C-1', ['a'], ...inTwo)])).toEqual({
      P1: { ...none, updates: 1 },
      P2: { ...none, cards: 1, mentions: 1 },
      P3: none,
      P4: none,
      INFO: none,
    });
  });

  it('come in the order of time', () => {
    const late = told('C-1', ['a'], said('alert', 5, 'P2'));
    const early = told('C-2', ['b'], said('alert', 2, 'P2'));
    expect(compareTellings([], [late, early]).map(({ would }) => would.caseIds)).toEqual([['C-2'], ['C-1']]);
  });
});
