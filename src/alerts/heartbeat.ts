import { counted } from '../cases/listed.ts';
import { isInTrouble } from '../domain/source-condition.ts';
import { conditionWords, type ToldSource } from './source-words.ts';

/** What the operator is told once a day: that wardwatch works, and what it cannot read. */
export function heartbeat(
  sources: readonly (ToldSource & { readonly id: string })[],
  news: { readonly documents: number; readonly advisories: number; readonly alerts: number },
): { readonly title: string; readonly lines: readonly string[] } {
  const troubled = sources.filter(isInTrouble);
  const count = (condition: ToldSource['condition']) => sources.filter((one) => one.condition === condition).length;
  const [quiet, standingBy] = [count('quiet'), count('standing-by')];
  const read = [
    `${counted(count('healthy'), 'source')} read well`,
    ...(quiet === 0 ? [] : [`${quiet} quiet`]),
    ...(standingBy === 0 ? [] : [`${standingBy} standing by`]),
  ];
  const documents = counted(news.documents, 'document');
  const advisories = `${counted(news.advisories, 'advisory', 'advisories')} new or changed`;
  return {
    title: troubled.length === 0 ? 'wardwatch works' : `wardwatch works, but for ${counted(troubled.length, 'source')}`,
    lines: [
      `${read.join(', ')}.`,
      `In the last 24 hours: ${documents} read, ${advisories}, ${counted(news.alerts, 'alert')}.`,
      ...troubled.slice(0, MOST_NAMED).map((source) => `${source.id}: ${conditionWords(source)}`),
      ...(troubled.length > MOST_NAMED ? [`and ${troubled.length - MOST_NAMED} more: "wardwatch sources list"`] : []),
    ],
  };
}

const MOST_NAMED = 10;
