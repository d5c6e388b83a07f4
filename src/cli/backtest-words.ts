import type { SaidOfStory, Tally } from '../alerts/compare-tellings.ts';
import { PRIORITIES } from '../domain/triage.ts';

/** What was said of a story: "1 card, 2 updates". */
export function saidWords({ cards, updates, mentions }: SaidOfStory): string {
  const parts = [
    ...(cards > 0 ? [counted(cards, 'card')] : []),
    ...(updates > 0 ? [counted(updates, 'update')] : []),
    ...(mentions > 0 ? [counted(mentions, 'mention')] : []),
  ];
  return parts.length === 0 ? 'no' : parts.join(', ');
}

/** What was said in so many days: "3 cards (1 P1, 2 P3), 2 updates (2 P1), 0.01 mentions a day (0.01 P1)". */
export function tallyWords(tally: Tally, days: number): string {
  const cards = (priority: keyof Tally) => tally[priority].cards;
  const updates = (priority: keyof Tally) => tally[priority].updates;
  const daily = (priority: keyof Tally) => tally[priority].mentions / days;
  const whole = (count: number) => `${count}`;
  const perDay = (count: number) => count.toFixed(2);
  return [
    `${counted(sum(cards), 'card')}${split(cards, whole)}`,
    `${counted(sum(updates), 'update')}${split(updates, whole)}`,
    `${perDay(sum(daily))} mentions a day${split(daily, perDay)}`,
  ].join(', ');
}

/** "1 card", "2 cards". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function sum(of: (priority: keyof Tally) => number): number {
  return PRIORITIES.reduce((total, priority) => total + of(priority), 0);
}

function split(of: (priority: keyof Tally) => number, shown: (count: number) => string): string {
  const each = PRIORITIES.filter((priority) => of(priority) > 0).map(
    (priority) => `${shown(of(priority))} ${priority}`,
  );
  return each.length === 0 ? '' : ` (${each.join(', ')})`;
}
