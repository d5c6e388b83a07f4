import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { WardwatchError } from '../../errors.ts';
import { recordOf, textOf, textsOf } from './json-access.ts';
import type { PdfText } from './types.ts';

/** How much a PDF may cost before it is given up. */
export interface PdfLimits {
  readonly timeoutMs: number;
  /** Largest JavaScript heap of the child, in MB. */
  readonly heapMb: number;
  /** Largest memory of the child in all, in MB; watched where the system shows it (/proc). */
  readonly memoryMb: number;
}

const LIMITS: PdfLimits = { timeoutMs: 30_000, heapMb: 256, memoryMb: 700 };
const CHILD = fileURLToPath(new URL('./pdf-child.mjs', import.meta.url));
const WATCH_EVERY_MS = 100;
const PAGE_BYTES = 4096;

/**
 * The words of a PDF, read in a child process that is killed when it takes too long or too much memory. Throws WardwatchError
 * PDF_UNREADABLE for what is broken, locked by a password, too costly, or pictures only.
 */
export async function pdfText(bytes: Uint8Array, limits: PdfLimits = LIMITS): Promise<PdfText> {
  const answer = await askChild(bytes, limits);
  const fault = textOf(answer.fault);
  if (fault !== undefined) throw unreadable(sentenceFor(fault, textOf(answer.message) ?? ''));
  const title = textOf(answer.title);
  const read: PdfText = {
    text: typeof answer.text === 'string' ? answer.text : '',
    ...(title === undefined ? {} : { title }),
    links: textsOf(answer.links),
    pages: Number(answer.pages ?? 0),
    pagesWithoutText: Array.isArray(answer.pagesWithoutText) ? answer.pagesWithoutText.map(Number) : [],
  };
  if (read.text.trim() === '') {
    throw unreadable(
      read.pagesWithoutText.length > 0
        ? 'holds pictures and no words (a scan): it needs a person'
        : 'holds no words: it needs a person',
    );
  }
  return read;
}

function askChild(bytes: Uint8Array, limits: PdfLimits): Promise<Readonly<Record<string, unknown>>> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [`--max-old-space-size=${limits.heapMb}`, CHILD], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: {},
    });
    let killedBecause: string | undefined;
    const kill = (because: string) => {
      killedBecause ??= because;
      child.kill('SIGKILL');
    };
    const timer = setTimeout(() => kill(`took longer than ${limits.timeoutMs / 1000} s to read`), limits.timeoutMs);
    const watch = setInterval(async () => {
      if ((await residentMb(child.pid)) > limits.memoryMb) kill(`needs more than ${limits.memoryMb} MB to read`);
    }, WATCH_EVERY_MS);
    const output: Uint8Array[] = [];
    child.stdout.on('data', (part: Uint8Array) => output.push(part));
    child.stdin.on('error', () => undefined);
    child.on('error', (cause) => reject(unreadable('could not be given to the PDF reader', cause)));
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      clearInterval(watch);
      const answer = parsed(Buffer.concat(output).toString('utf8'));
      if (killedBecause !== undefined) reject(unreadable(killedBecause));
      else if (answer !== undefined) resolve(answer);
      else
        reject(
          unreadable(
            signal === 'SIGABRT' || code === 134
              ? `needs more than ${limits.heapMb} MB to read`
              : 'stopped the PDF reader',
          ),
        );
    });
    child.stdin.end(bytes);
  });
}

/** Memory of a process in MB; 0 where it is gone or the system does not show it. */
async function residentMb(pid: number | undefined): Promise<number> {
  try {
    const pages = (await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ')[1];
    return (Number(pages) * PAGE_BYTES) / 1e6;
  } catch {
    return 0;
  }
}

function parsed(output: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return recordOf(JSON.parse(output));
  } catch {
    return undefined;
  }
}

function sentenceFor(fault: string, message: string): string {
  if (fault === 'PasswordException') return 'is locked by a password: it needs a person';
  if (fault === 'InvalidPDFException') return 'is broken or cut off';
  return `could not be read (${message.slice(0, 200)})`;
}

function unreadable(because: string, cause?: unknown): WardwatchError {
  return new WardwatchError('PDF_UNREADABLE', `The PDF ${because}.`, { cause });
}
