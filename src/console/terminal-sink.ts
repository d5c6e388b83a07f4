import { messageOf } from '../errors.ts';
import type { Delivery, Outgoing, Receipt, Sink } from '../ports/sink.ts';
import { alertCard } from './alert-card.ts';
import { drawCard } from './box.ts';
import { eventLine } from './event-line.ts';
import { createPaint, type Paint } from './paint.ts';
import { openReceipts, type Receipts } from './receipts.ts';
import { summaryText } from './summary.ts';
import { writeWhole } from './synchronous-write.ts';
import { updateCard } from './update-card.ts';

/** Where a terminal's text goes: `process.stdout` fits. With `fd` it is written there, synchronously. */
export interface TerminalOut {
  write(text: string): unknown;
  readonly columns?: number;
  readonly fd?: number;
}

export interface TerminalSinkOptions {
  readonly out: TerminalOut;
  readonly colour: boolean;
  /** `cards` for people; `json`: one line an alert or update, nothing for an edit or a summary. */
  readonly format: 'cards' | 'json';
  /** The file that remembers what has been said. */
  readonly receipts: string;
  /** Called before something is printed, e.g. to take a progress line away. */
  readonly beforePrint?: () => void;
}

/**
 * Tells people at a terminal. An edit prints nothing: a printed card cannot be redrawn, and what matters in it comes as an update.
 *
 * Each event is printed once, also over `kill -9`: its key goes into the receipts file, and the very next system call writes
 * the whole text, so that `find` knows after a crash what had been said. Whoever kills the process because of what it printed
 * finds the key written already. A kill between these two calls, some microseconds, leaves an event that the terminal never
 * showed; the case, `wardwatch cases` and every other channel have it all the same.
 */
export function createTerminalSink(options: TerminalSinkOptions): Sink {
  const receipts = openReceipts(options.receipts);
  const paint = createPaint(options.colour);
  return {
    id: 'terminal',
    paceMs: 0,
    async deliver(outgoing) {
      const text = options.format === 'json' ? jsonText(outgoing) : cardText(outgoing, options.out.columns, paint);
      if (text !== '') return print(options, receipts, outgoing.key, text);
      return delivered(outgoing.kind === 'edit' ? outgoing.root : { key: outgoing.key });
    },
    async find(outgoing) {
      try {
        return receipts.has(outgoing.key) ? { kind: 'found', receipt: { key: outgoing.key } } : { kind: 'absent' };
      } catch (fault) {
        return {
          kind: 'cannot-tell',
          because: `The receipts in ${options.receipts} cannot be read: ${messageOf(fault)}`,
        };
      }
    },
  };
}

function print({ out, beforePrint }: TerminalSinkOptions, receipts: Receipts, key: string, text: string): Delivery {
  try {
    beforePrint?.();
    receipts.beforeSaying(key, () => {
      if (out.fd === undefined) out.write(text);
      else writeWhole(out.fd, text);
    });
  } catch (fault) {
    return { kind: 'retry-later', because: `The terminal or its receipts file cannot be written: ${messageOf(fault)}` };
  }
  return delivered({ key });
}

function delivered(receipt: Receipt): Delivery {
  return { kind: 'delivered', receipt };
}

function cardText(outgoing: Outgoing, columns: number | undefined, paint: Paint): string {
  const width = Math.min(Math.max(columns ?? 80, NARROWEST), WIDEST);
  switch (outgoing.kind) {
    case 'alert':
      return `${drawCard(alertCard(outgoing.message, width), width, paint)}\n`;
    case 'update':
      return `${drawCard(updateCard(outgoing.message, outgoing.changes, width), width, paint)}\n`;
    case 'summary':
      return `${summaryText(outgoing.title, outgoing.lines, width, paint)}\n`;
    case 'edit':
    case 'file':
    case 'storm':
    case 'digest':
    case 'chart':
    case 'reminder':
      return '';
  }
}

const NARROWEST = 60;
const WIDEST = 110;

function jsonText(outgoing: Outgoing): string {
  switch (outgoing.kind) {
    case 'alert':
      return eventLine('alert', outgoing.message);
    case 'update':
      return eventLine('update', outgoing.message, outgoing.changes);
    case 'edit':
    case 'summary':
    case 'file':
    case 'storm':
    case 'digest':
    case 'chart':
    case 'reminder':
      return '';
  }
}
