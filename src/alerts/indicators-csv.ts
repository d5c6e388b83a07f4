import type { AlertFile, AlertMessage } from '../domain/alert.ts';
import { csvText } from '../domain/csv-text.ts';

/** An alert shows so many indicators; with more, all of them come as a file. */
export const INDICATORS_SHOWN = 10;

/** All indicators of an alert as CSV, defanged; nothing where the alert itself shows them all. `digest` names the content. */
export function indicatorsFile(message: AlertMessage, digest: (content: string) => string): AlertFile | undefined {
  const { indicators, caseId, tlp } = message;
  if (indicators.length <= INDICATORS_SHOWN) return undefined;
  const content = csvText([
    ['type', 'indicator_defanged', 'note'],
    ...indicators.map(({ type, shown, note }) => [type, shown, note ?? '']),
  ]);
  const name = `${caseId}-indicators-${digest(content).slice(0, 12)}.csv`;
  return { caseId, name, title: `All ${indicators.length} indicators of ${caseId}, defanged`, content, tlp };
}
