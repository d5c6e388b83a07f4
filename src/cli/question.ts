import type { Interface } from 'node:readline/promises';

/** What a person answers; undefined where they leave instead (Ctrl-C, Ctrl-D, the end of the input), which rejects the question or leaves it unsettled. */
export function answerTo(lines: Interface, question: string): Promise<string | undefined> {
  const ended = new Promise<undefined>((resolve) => lines.once('close', () => resolve(undefined)));
  return Promise.race([lines.question(question), ended]).catch(() => undefined);
}
