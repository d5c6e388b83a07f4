import { describe, expect, it } from 'vitest';
import { isWithdrawnTitle } from '../../src/domain/withdrawn-title.ts';

describe('a title', () => {
  it.each([
    '[WITHDRAWN] A flaw in Example Gateway',
    '[Rejected]: CVE-2099-0001',
    'WITHDRAWN: a flaw in Example Gateway',
    'Retracted – a flaw in Example Gateway',
    '** REJECT ** do not use this id',
    'A flaw in Example Gateway (withdrawn)',
  ])('says that its document was taken back: %s', (title) => {
    expect(isWithdrawnTitle(title)).toBe(true);
  });

  it.each([
    'Example Vendor withdrew its patch for Example Gateway',
    'Withdrawn patch leaves Example Gateway open',
    'Rejected claims of a breach at Example Pharmacy',
    'A flaw in Example Gateway was rejected by its maker',
  ])('speaks of something else: %s', (title) => {
    expect(isWithdrawnTitle(title)).toBe(false);
  });
});
