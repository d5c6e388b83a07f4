import { expect, it } from 'vitest';
import { tryVersions } from '../../src/versions/try-versions.ts';

it('answers inside, outside, and cannot be told, each with its reason', () => {
  const ask = (range: string, version: string, scheme = 'example-monitor') =>
    tryVersions({ id: 'q', scheme, range, version });
  expect(ask('<7.4.5', '7.4.4')).toEqual({
    id: 'q',
    result: true,
    because: '7.4.4 is inside before 7.4.5 (generic order)',
  });
  expect(ask('<7.4.5', '7.4.9')).toEqual({
    id: 'q',
    result: false,
    because: '7.4.9 is outside before 7.4.5 (generic order)',
  });
  expect(ask('<7.4.5', 'TBD')).toEqual({ id: 'q', result: null, because: 'the version is not known' });
  expect(ask('vers:all/*', '1').result).toBe(true);
  expect(ask('serial numbers up to 23121', '1').result).toBe(null);
  expect(ask('<1.0-2', '1.0-1', 'deb')).toEqual({
    id: 'q',
    result: true,
    because: '1.0-1 is inside before 1.0-2 (deb order)',
  });
});
