import { describe, expect, it } from 'vitest';
import { confirmVersionButton } from '../../src/slack/blocks/confirm-version.ts';

describe('the button that confirms versions', () => {
  it('names every asset on a line of its own', () => {
    expect(confirmVersionButton(['gw-01', 'gw-02'])).toEqual({
      type: 'button',
      action_id: 'assets:confirm',
      text: { type: 'plain_text', text: 'Confirm these 2 versions', emoji: false },
      value: 'gw-01\ngw-02',
    });
  });

  it('names the asset that it is for alone', () => {
    expect(confirmVersionButton(['gw-01'])?.text.text).toBe('Confirm the version of gw-01');
  });

  it('carries whole ids only, as many as fit', () => {
    const ids = Array.from({ length: 20 }, (_, index) => `${String(index).padStart(2, '0')}${'x'.repeat(297)}`);
    const { text, value = '' } = confirmVersionButton(ids) ?? {};
    expect(value.split('\n')).toEqual(ids.slice(0, 6));
    expect(text?.text).toBe('Confirm the first 6 versions');
  });

  it.each([
    ['nothing is named', []],
    ['the first id is longer than Slack takes', ['x'.repeat(2_001)]],
    ['the first id holds a line break', ['two\nlines']],
  ])('is absent where %s', (_, ids) => {
    expect(confirmVersionButton(ids)).toBeUndefined();
  });
});
