import { createInterface } from 'node:readline/promises';
import { WardwatchError } from '../errors.ts';
import { answerTo } from './question.ts';

/** Where a question is asked and answered. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
}

/** Asks at the terminal; anything but yes is no. Throws WardwatchError USAGE where nobody is there to answer. */
export async function confirm(
  question: string,
  { input, output }: Terminal = { input: process.stdin, output: process.stdout },
): Promise<boolean> {
  if (input.isTTY !== true)
    throw new WardwatchError(
      'USAGE',
      'Nothing was written: there is no terminal to ask at. --yes writes it without asking.',
    );
  const lines = createInterface({ input, output });
  try {
    return /^y(?:es)?$/i.test((await answerTo(lines, `${question} [y/N] `))?.trim() ?? '');
  } finally {
    lines.close();
  }
}
