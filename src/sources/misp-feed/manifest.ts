import { WardwatchError } from '../../errors.ts';
import { parsedJson, recordOf } from '../formats/json-access.ts';

/** An event of a feed, as its manifest names it. */
export interface ListedEvent {
  readonly uuid: string;
  /** When it was changed last, in seconds since 1970. */
  readonly changedAt: number;
}

/** The events of a feed's `manifest.json`. Throws WardwatchError DOCUMENT_UNREADABLE for what is none, or an empty one. */
export function readManifest(text: string): readonly ListedEvent[] {
  const entries = Object.entries(parsedJson('The manifest of the feed', text));
  const events = entries.flatMap(([uuid, entry]): ListedEvent[] => {
    const changedAt = Number(recordOf(entry).timestamp);
    return UUID.test(uuid) && Number.isSafeInteger(changedAt) ? [{ uuid, changedAt }] : [];
  });
  if (events.length > 0 && events.length === entries.length) return events;
  throw new WardwatchError(
    'DOCUMENT_UNREADABLE',
    'JSON, but not the manifest of a MISP feed: events by their UUID, each with its timestamp, were expected.',
  );
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
