import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { confirm } from '../../src/cli/confirm.ts';

/** What the question comes to where a person at the terminal types this, and what they saw. */
async function asked(typed: string) {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const output = new PassThrough();
  input.end(typed);
  const answer = await confirm('Write this?', { input, output });
  return { answer, saw: String(output.read()) };
}

describe('a question at the terminal', () => {
  it.each(['y\n', 'Y\n', 'yes\n', ' Yes \n'])('takes %j for yes', async (typed) => {
    expect(await asked(typed)).toEqual({ answer: true, saw: 'Write this? [y/N] ' });
  });

  it.each(['\n', 'n\n', 'no\n', 'yesterday\n', 'ja\n'])('takes %j for no', async (typed) => {
    expect(await asked(typed)).toEqual({ answer: false, saw: 'Write this? [y/N] ' });
  });

  it('takes an end of the input for no', async () => {
    expect(await asked('')).toEqual({ answer: false, saw: 'Write this? [y/N] ' });
  });

  it('is not asked where there is no terminal', async () => {
    await expect(confirm('Write this?', { input: new PassThrough(), output: new PassThrough() })).rejects.toMatchObject(
      {
        code: 'USAGE',
        message: 'Nothing was written: there is no terminal to ask at. --yes writes it without asking.',
      },
    );
  });
});
