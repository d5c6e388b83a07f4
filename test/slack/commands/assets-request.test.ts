import { describe, expect, it } from 'vitest';
import { type AssetsRequest, readAssetsRequest } from '../../../src/slack/commands/assets-request.ts';

const READ: readonly (readonly [typed: string, request: AssetsRequest])[] = [
  ['', { kind: 'help' }],
  ['HELP', { kind: 'help' }],
  ['add', { kind: 'add' }],
  ['history', { kind: 'history' }],
  ['export', { kind: 'export' }],
  ['find windows server', { kind: 'find', words: 'windows server' }],
  ['show LP-001', { kind: 'show', id: 'LP-001' }],
  ['edit "Pump 7"', { kind: 'edit', id: 'Pump 7' }],
  ['remove A-1, A-2 A-1 "Pump 7"', { kind: 'remove', ids: ['A-1', 'A-2', 'Pump 7'] }],
  ['stale', { kind: 'stale', days: 365 }],
  ['stale 30 days', { kind: 'stale', days: 30 }],
  ['undo', { kind: 'undo' }],
  ['undo #7', { kind: 'undo', number: 7 }],
];

const SLIPS: readonly (readonly [typed: string, said: string])[] = [
  ['fnid pump', 'Did you mean "find"?'],
  ['find', '"/assets find" needs words'],
  ['show', 'needs the id of an asset'],
  ['remove', 'needs ids of assets'],
  [`remove ${Array.from({ length: 21 }, (_, index) => `A-${index}`).join(' ')}`, 'At most 20 assets'],
  ['stale soon', '"soon" is no number of days'],
  ['stale 99999', 'is no number of days'],
  ['undo the last', '"the last" is no number of a change'],
  ['export csv', '"/assets export" stands alone.'],
];

describe('what stands behind /assets', () => {
  it.each(READ)('%j is read', (typed, request) => {
    expect(readAssetsRequest(typed)).toEqual(request);
  });

  it.each(SLIPS)('%j is answered in plain words', (typed, said) => {
    expect(readAssetsRequest(typed)).toEqual({ kind: 'slip', words: expect.stringContaining(said) });
  });
});
