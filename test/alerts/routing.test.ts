import { describe, expect, it } from 'vitest';
import { routesFor } from '../../src/alerts/routing.ts';
import type { SinkRoute } from '../../src/pipeline/deps.ts';
import { aCase, aCaseAsset, aCaseMember, anAdvisory, anAsset, aTriageDecision } from '../helpers/builders.ts';

const CASE = aCase({
  members: [aCaseMember(anAdvisory({ tlp: 'AMBER' }))],
  assets: [
    aCaseAsset({
      asset: anAsset({
        vendor: 'Example',
        product: 'Relay Desk',
        supplier: 'Example Imaging Ltd',
        site: 'Main campus',
      }),
    }),
  ],
  triage: aTriageDecision({ priority: 'P2' }),
});

const EVERYTHING: SinkRoute = { sink: 'slack', channel: 'C-ALL', from: 'P3' };
const route = (channel: string, conditions: Partial<SinkRoute>): SinkRoute => ({
  sink: 'slack',
  channel,
  from: 'P3',
  ...conditions,
});
const channels = (...routes: SinkRoute[]) => routesFor(CASE, routes).map((each) => each.channel);

describe('a case goes', () => {
  it('to every route whose conditions fit, and then not to the one without any', () => {
    const site = route('C-SITE', { sites: ['main'] });
    const supplier = route('C-SUPPLIER', { suppliers: ['imaging'], products: ['relay desk'] });
    const elsewhere = route('C-ELSEWHERE', { sites: ['north'] });
    expect(channels(EVERYTHING, site, supplier, elsewhere)).toEqual(['C-SITE', 'C-SUPPLIER']);
  });

  it('to the route without a condition when no other one takes it', () => {
    expect(channels(EVERYTHING, route('C-SITE', { sites: ['north'] }))).toEqual(['C-ALL']);
    expect(channels(EVERYTHING, route('C-URGENT', { sites: ['main'], from: 'P1' }))).toEqual(['C-ALL']);
  });

  it('nowhere when only some of the conditions of a route fit', () => {
    expect(channels(route('C-BOTH', { sites: ['main'], owners: ['Imaging team'] }))).toEqual([]);
  });

  it('by its TLP', () => {
    expect(channels(EVERYTHING, route('C-PRIVATE', { tlp: ['AMBER', 'AMBER+STRICT'] }))).toEqual(['C-PRIVATE']);
    expect(channels(EVERYTHING, route('C-CLEAR', { tlp: ['CLEAR'] }))).toEqual(['C-ALL']);
  });

  it('in each sink by itself: a route in Slack takes nothing away from the terminal', () => {
    const terminal: SinkRoute = { sink: 'terminal', channel: 'terminal', from: 'P3' };
    expect(channels(terminal, EVERYTHING, route('C-SITE', { sites: ['main'] }))).toEqual(['terminal', 'C-SITE']);
  });

  it('by what concerns it only: an asset that is not affected routes nothing', () => {
    const settled = aCase({
      ...CASE,
      assets: [aCaseAsset({ asset: anAsset({ site: 'North' }), triage: aTriageDecision({ priority: 'INFO' }) })],
    });
    expect(routesFor(settled, [route('C-NORTH', { sites: ['north'] })])).toEqual([]);
  });
});
