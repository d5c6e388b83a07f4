import type { AlertMessage } from '../domain/alert.ts';
import { visibleText } from '../domain/visible-text.ts';

/**
 * One alert event as one line of JSON: `{event, case, priority, title, reasons, assets, indicators, sources, due}`, for an
 * update with `changes`. Indicators are defanged, sources are publishers, `due` is null where there is no deadline.
 */
export function eventLine(event: 'alert' | 'update', message: AlertMessage, changes?: readonly string[]): string {
  const line = {
    event,
    case: message.caseId,
    priority: message.priority,
    title: visibleText(message.title),
    ...(changes === undefined ? {} : { changes: changes.map(visibleText) }),
    reasons: message.reasons.map(visibleText),
    assets: message.assets.map(({ id, verdict }) => ({ id: visibleText(id), verdict })),
    indicators: message.indicators.map(({ shown }) => visibleText(shown)),
    sources: [...new Set(message.sources.map(({ publisher }) => visibleText(publisher)))],
    due: message.due ?? null,
  };
  return `${JSON.stringify(line)}\n`;
}
