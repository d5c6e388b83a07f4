import type { types } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { SURFACES } from '../../src/slack/surfaces/registry.ts';
import { type SlackPayload, validateMessage, validateView } from '../../src/slack/validate/validate-payload.ts';

describe('everything that wardwatch draws in Slack', () => {
  it.each(SURFACES.map((each) => [`${each.surface} ${each.name}, ${each.form}`, each] as const))('%s', (_, one) => {
    const violations =
      one.surface === 'message'
        ? validateMessage(one.payload as SlackPayload)
        : validateView(one.payload as types.ModalView);
    expect(violations).toEqual([]);
  });

  it('has an ordinary and a maximal form', () => {
    const forms = (form: string) => SURFACES.filter((one) => one.form === form).map((one) => one.name);
    expect(forms('maximal')).toEqual(forms('ordinary'));
    expect(new Set(forms('ordinary')).size).toBe(forms('ordinary').length);
  });
});
