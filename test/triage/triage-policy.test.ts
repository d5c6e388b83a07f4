import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseTriagePolicy, loadTriagePolicy } from '../../src/config/triage-policy.ts';
import { WardwatchError } from '../../src/errors.ts';
import { decide } from '../../src/triage/decide.ts';
import { shippedPolicy } from './policy-for-tests.ts';

const SHIPPED = fileURLToPath(new URL('../../config/triage.yaml', import.meta.url));
const shipped = readFileSync(SHIPPED, 'utf8');
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wardwatch-policy-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('loadTriagePolicy', () => {
  it('reads the shipped policy', () => {
    expect(shippedPolicy.version).toBe('ward-triage/1');
    expect(shippedPolicy.sla.profiles.default).toEqual({ P1: 3, P2: 14, P3: 60 });
    expect(shippedPolicy.tables.ssvcDeployer.rows.active.open.yes['very high']).toBe('immediate');
  });

  it.each([
    ['a misspelt key', 'epssLift:', 'epsLift:', 'thresholds: unknown key "epsLift"; did you mean "epssLift"?'],
    [
      'a row that is gone',
      '"no": { low: defer, medium: defer, high: scheduled, very high: scheduled }',
      '"no": { low: defer }',
      'tables.ssvcDeployer.rows.none.small.no.medium: must be "defer" or "scheduled"',
    ],
    [
      'an unknown decision',
      'immediate: P1',
      'immediate: P0',
      'priorities.ssvcDeployer.immediate: must be "P1" or "P2"',
    ],
    [
      'a profile that is not there',
      'profile: default',
      'profile: fast',
      'sla.profile: must be one of the names under sla.profiles',
    ],
    ['a zone that is none', 'timeZone: UTC', 'timeZone: Mars/Olympus', 'timeZone: must be the name of a time zone'],
    [
      'a due date before the match',
      '{ P1: 3,',
      '{ P1: -3,',
      'sla.profiles.default.P1: must be a whole number of days above 0',
    ],
  ])('names path and fix of %s', (_, right, wrong, message) => {
    expect(shipped).toContain(right);
    expect(faultOf(shipped.replace(right, wrong))).toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining(message),
    });
  });

  it('names every problem at once', () => {
    const { message } = faultOf(
      shipped.replace('timeZone: UTC', 'timeZone: Nowhere').replace('immediate: P1', 'immediate: P0'),
    );
    expect(message.split('\n')).toHaveLength(3);
  });

  it('says so when the file is no YAML, or is not there', () => {
    expect(faultOf('a: [').code).toBe('CONFIG_INVALID');
    expect(() => loadTriagePolicy(join(folder, 'absent.yaml'))).toThrowError(
      expect.objectContaining({ code: 'CONFIG_NOT_FOUND' }),
    );
  });
});

describe('chooseTriagePolicy', () => {
  const own = join(tmpdir(), `wardwatch-own-policy-${process.pid}.yaml`);
  const choose = (text: string) => {
    writeFileSync(own, text);
    return chooseTriagePolicy(SHIPPED, own);
  };
  afterAll(() => rmSync(own, { force: true }));

  it('takes the policy of the operator, with its deadlines', () => {
    const text = shipped
      .replace('version: ward-triage/1', 'version: ward-triage/1+larkspur')
      .replace('profile: default', 'profile: hipaa-nprm-proposed');
    const policy = choose(text);
    expect([policy.version, decide({ match: 'exact', firstSeen: '2026-03-02', epss: 0.9 }, policy)]).toMatchObject([
      'ward-triage/1+larkspur',
      { priority: 'P3', due: '2026-05-01', slaProfile: 'hipaa-nprm-proposed', policyVersion: 'ward-triage/1+larkspur' },
    ]);
  });

  it('refuses one that differs under the version of the shipped one', () => {
    expect(() => choose(shipped.replace('epssRaise: 0.5', 'epssRaise: 0.3'))).toThrowError(
      /differs from the shipped triage policy, but its version is "ward-triage\/1" too\. Give it one of its own/,
    );
  });

  it('takes a copy that changes only comments', () => {
    expect(choose(`# Ours\n${shipped}`).version).toBe('ward-triage/1');
  });
});

function faultOf(text: string): WardwatchError {
  const file = join(folder, 'triage.yaml');
  writeFileSync(file, text);
  try {
    loadTriagePolicy(file);
  } catch (fault) {
    if (fault instanceof WardwatchError) return fault;
    throw fault;
  }
  throw new Error('The policy was accepted.');
}
