import { describe, expect, it } from 'vitest';
import { seedPlan } from '../../src/alerts/seeding.ts';
import type { CaseStatus } from '../../src/domain/handling.ts';
import type { Priority } from '../../src/domain/triage.ts';

const one = (id: string, priority: Priority, status: CaseStatus = 'open') => ({ id, priority, status });

describe('seedPlan', () => {
  it('tells open P1 and P2 cases one by one, P1 first, and sums up the rest', () => {
    const cases = [
      one('a', 'P3'),
      one('b', 'P2'),
      one('c', 'P1'),
      one('d', 'P1', 'resolved-patched'),
      one('e', 'INFO'),
    ];
    expect(seedPlan(cases)).toEqual({ single: ['c', 'b'], summarised: ['a', 'd', 'e'] });
  });

  it('tells at most ten one by one, and loses none', () => {
    const cases = Array.from({ length: 25 }, (_, at) => one(`C-${at}`, at < 20 ? 'P2' : 'P1'));
    const { single, summarised } = seedPlan(cases);
    expect(single).toEqual(['C-20', 'C-21', 'C-22', 'C-23', 'C-24', 'C-0', 'C-1', 'C-2', 'C-3', 'C-4']);
    expect(single.length + summarised.length).toBe(25);
  });

  it('has nothing to tell of an empty source', () => {
    expect(seedPlan([])).toEqual({ single: [], summarised: [] });
  });
});
