import type { NewOutboxRow, OutboxRow } from '../ports/outbox.ts';
import type { Outgoing, Receipt } from '../ports/sink.ts';

/** A row of the outbox as the database gives it. */
export interface Row {
  id: number;
  key: string;
  sink: string;
  channel: string;
  kind: Outgoing['kind'];
  case_number: number | null;
  storm_id: number | null;
  digest_key: string | null;
  payload: unknown;
  state: OutboxRow['state'];
  attempts: number;
  because: string | null;
  attempted_at: Date | null;
}

/** The row as the port names it; `root` is the message below or over which it is said. */
export function outboxRowOf(row: Row, root: Receipt | undefined): OutboxRow {
  const outgoing = {
    ...(row.payload as object),
    key: row.key,
    channel: row.channel,
    kind: row.kind,
    ...(row.kind === 'digest' && { digestKey: row.digest_key }),
    ...(root && { root }),
  } as Outgoing;
  return {
    id: row.id,
    sink: row.sink as OutboxRow['sink'],
    outgoing,
    state: row.state,
    attempts: row.attempts + 1,
    ...(row.because !== null && { because: row.because }),
    ...(row.attempted_at && { attemptedAt: row.attempted_at.toISOString() }),
  };
}

/** What a row carries, as JSON: everything but its key and where it goes. */
export function payloadOf(row: NewOutboxRow): unknown {
  switch (row.kind) {
    case 'alert':
      return { message: row.message, ...(row.mention !== undefined && { mention: row.mention }) };
    case 'edit':
      return { message: row.message };
    case 'update':
      return {
        message: row.message,
        changes: row.changes,
        ...(row.mention !== undefined && { mention: row.mention }),
      };
    case 'file':
      return { file: row.file };
    case 'summary':
      return { title: row.title, lines: row.lines };
    case 'storm':
      return { rows: row.rows };
    case 'digest':
      return { digest: row.digest };
    case 'chart':
      return { chart: row.chart };
    case 'reminder':
      return { reminder: row.reminder };
  }
}
