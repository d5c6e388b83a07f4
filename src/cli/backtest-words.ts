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
  const part = (key: 'cards' | 'updates' | 'mentions', noun: string, shown: (count: number) => string) => {
    const total = PRIORITIES.reduce((sum, priority) => sum + tally[priority][key], 0);
    const each = PRIORITIES.filter((priority) => tally[priority][key] > 0);
    const split = each.map((priority) => `${shown(tally[priority][key])} ${priority}`).join(', ');
    return `${shown(total)} ${noun}${split === '' ? '' : ` (${split})`}`;
  };
  const whole = (count: number) => `${count}`;
  const daily = (count: number) => (count / days).toFixed(2);
  return `${part('cards', 'cards', whole)}, ${part('updates', 'updates', whole)}, ${part('mentions', 'mentions a day', daily)}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
