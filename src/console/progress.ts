import { visibleText } from '../domain/visible-text.ts';
import { cutToWidth } from './text-width.ts';

/** Tells a person at a terminal what is being done. */
export interface Progress {
  /** What is being done now. */
  step(text: string): void;
  /** Ends the line with what was done; it stays. */
  done(text: string): void;
  /** Takes the line away so that something else can be printed; the next step draws it again. */
  clear(): void;
}

/** Says nothing: for output that a machine reads. */
export const silentProgress: Progress = { step() {}, done() {}, clear() {} };

/**
 * Draws progress on `out`: on a terminal as one line that is redrawn, elsewhere as plain lines, one every few seconds at most.
 */
export function createProgress(
  out: { write(text: string): unknown; readonly columns?: number },
  isTty: boolean,
  nowMs: () => number = Date.now,
): Progress {
  let lineStands = false;
  let lastPlainMs = Number.NEGATIVE_INFINITY;

  const clear = (): void => {
    if (lineStands) out.write(ERASE_LINE);
    lineStands = false;
  };
  const step = (text: string): void => {
    if (isTty) {
      out.write(`${ERASE_LINE}${oneLine(text, out.columns)}`);
      lineStands = true;
    } else if (nowMs() - lastPlainMs >= PLAIN_EVERY_MS) {
      lastPlainMs = nowMs();
      out.write(`${visibleText(text)}\n`);
    }
  };
  const done = (text: string): void => {
    clear();
    out.write(`${visibleText(text)}\n`);
  };
  return { step, done, clear };
}

const PLAIN_EVERY_MS = 3_000;

/** Carriage return, then erase to the end of the line (ECMA-48 EL). */
const ERASE_LINE = '\r\u001b[K';

/** One column is left free, so that the terminal does not wrap and the redraw stays on one line. */
function oneLine(text: string, columns = 80): string {
  return cutToWidth(visibleText(text), Math.max(columns - 1, 1));
}
