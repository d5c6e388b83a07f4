import type { Case } from '../domain/case.ts';
import type { ExportFormat, ExportOutcome } from '../domain/export.ts';
import type { Instant } from '../domain/time.ts';

/** What an export needs beside the case. */
export interface ExportContext {
  /** When the file is made. */
  readonly now: Instant;
  /** Who speaks in it; absent: wardwatch itself. */
  readonly organisation?: string;
  /** The UUID of a name in a namespace (RFC 9562, version 5). */
  readonly uuidv5: (namespace: string, name: string) => string;
}

/** One format in which a case goes out to other tools. */
export interface Exporter {
  readonly id: ExportFormat;
  export(one: Case, context: ExportContext): ExportOutcome;
}
