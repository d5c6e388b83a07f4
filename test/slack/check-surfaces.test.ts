import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkSurfaces, type SurfaceCheck } from '../../src/slack/check-surfaces.ts';
import { SURFACES } from '../../src/slack/surfaces/registry.ts';
import type { Surface } from '../../src/slack/surfaces/surface.ts';
import { FakeSlack, type SlackFault } from '../helpers/fake-slack.ts';

const BROKEN: Surface = {
  surface: 'message',
  name: 'broken',
  form: 'ordinary',
  payload: { text: 'Words.', blocks: [{ type: 'header', text: { type: 'plain_text', text: 'h'.repeat(151) } }] },
};
const GOOD: Surface = { ...BROKEN, name: 'good', payload: { text: 'Words.', blocks: [{ type: 'divider' }] } };

describe('asking Slack about what wardwatch draws', () => {
  let slack: FakeSlack;
  beforeEach(async () => {
    slack = await FakeSlack.start();
  });
  afterEach(() => slack.stop());

  async function checked(surfaces: readonly Surface[], apiUrl = slack.apiUrl): Promise<SurfaceCheck[]> {
    const found: SurfaceCheck[] = [];
    for await (const check of checkSurfaces(surfaces, { apiUrl, log: () => undefined })) found.push(check);
    return found;
  }

  it('finds that every message and window would be taken', async () => {
    expect((await checked(SURFACES)).flatMap(({ errors }) => errors)).toEqual([]);
    expect(slack.calls.filter(({ method }) => method === 'blocks.validate')).toHaveLength(SURFACES.length);
  });

  it('names the place of what would be refused, and goes on', async () => {
    expect(await checked([BROKEN, GOOD])).toEqual([
      { surface: BROKEN, errors: [expect.stringContaining('/blocks/0/text')] },
      { surface: GOOD, errors: [] },
    ]);
  });

  const silent: readonly [why: string, fault: SlackFault][] = [
    ['a proxy answers in its place', { kind: 'html' }],
    ['it knows no such method', { kind: 'error', error: 'unknown_method' }],
  ];
  it.each(silent)('does not take it for a verdict when %s', async (_why, fault) => {
    slack.fail('blocks.validate', fault);
    await expect(checked([GOOD])).rejects.toMatchObject({ code: 'HTTP_FAILED' });
  });
});
