import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSettings, type Settings } from '../../src/config/settings.ts';
import { WardwatchError } from '../../src/errors.ts';

const BAD = fileURLToPath(new URL('bad/', import.meta.url));
const SLACK_DEFAULTS: Settings['slack'] = {
  routes: [],
  escalateAfterMs: 1_800_000,
  digests: [],
  remindAt: { at: '09:00', timeZone: 'UTC' },
  roles: { viewers: [], analysts: [], admins: [] },
  owners: new Map(),
  port: 3_000,
};
const DEFAULTS: Omit<Settings, 'file'> = {
  ownObservables: [],
  alertFrom: 'P3',
  staleAfterDays: 365,
  slack: SLACK_DEFAULTS,
  sources: {},
  webhook: { port: 3_001, bind: '127.0.0.1' },
  http: {},
  inventory: { watch: [], pull: [] },
};

describe('a mistake in the config', () => {
  it.each(readdirSync(BAD).filter((name) => name.endsWith('.yaml')))('%s', (name) => {
    const text = readFileSync(join(BAD, name), 'utf8');
    const expected = [...text.matchAll(/^# expect: (.*)$/gm)].map(([, line]) => line).join('\n');
    expect(faultOf(() => loadSettings(join(BAD, name), {}))).toEqual({
      code: 'CONFIG_INVALID',
      message: expected.replace(name, join(BAD, name)),
    });
  });
});

describe('settings', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'wardwatch-settings-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const written = (text: string) => {
    const file = join(folder, 'wardwatch.yaml');
    writeFileSync(file, text);
    return file;
  };

  it('hold what the file says', () => {
    const file = written(`
organisation: Larkspur Pharmacies
own:
  domains: [Pharm.example.com, ward.test]
  networks: [192.0.2.7, 198.51.100.0/24, "2001:db8::/32"]
  hashes: [0123456789ABCDEF0123456789abcdef]
alerts: { from: P2 }
assets: { staleAfter: 180d }
slack:
  channel: C0123456789
  routes: [{ channel: C0123456780, from: P2, suppliers: [Outcomes], mention: S0123456789 }]
  quietHours: { from: "22:00", to: "07:00", timeZone: America/New_York }
  escalateAfter: 1h
  digests:
    - { to: C0123456789, every: day, at: "07:30", timeZone: America/New_York }
    - { to: U0123456789, every: week, at: "08:00", timeZone: UTC }
    - { to: W0123456789, every: week, on: friday, at: "08:00", timeZone: UTC }
  roles: { analysts: [S0123456784], admins: [U0123456789, W0123456789] }
sources: { use: [cisa-kev, drop], folder: config/my-sources }
http: { contact: security@example.com }
inventory:
  mappings: config/my-inventory
  watch: [{ folder: exports, pattern: "*.csv", mapping: servicenow-devices, sync: true }]
  pull:
    - { url: "https://cmdb.example.com/export", tokenEnv: CMDB_TOKEN, every: 12h, internal: true }
    - { url: "https://other.example.com/export", tokenEnv: OTHER_TOKEN }
`);
    expect(
      loadSettings(file, {
        CMDB_TOKEN: ' secret-1 ',
        HTTPS_PROXY: 'http://proxy.example.com:3128',
        no_proxy: 'example.org',
      }),
    ).toEqual({
      file,
      organisation: 'Larkspur Pharmacies',
      ownObservables: [
        ...['pharm.example.com', 'ward.test', '192.0.2.7', '198.51.100.0/24', '2001:db8::/32'],
        '0123456789abcdef0123456789abcdef',
      ],
      alertFrom: 'P2',
      staleAfterDays: 180,
      webhook: { port: 3_001, bind: '127.0.0.1' },
      slack: {
        ...SLACK_DEFAULTS,
        channel: 'C0123456789',
        routes: [{ channel: 'C0123456780', from: 'P2', suppliers: ['Outcomes'], mention: 'S0123456789' }],
        quietHours: { from: '22:00', to: '07:00', timeZone: 'America/New_York' },
        escalateAfterMs: 3_600_000,
        digests: [
          { to: 'C0123456789', every: 'day', at: '07:30', timeZone: 'America/New_York' },
          { to: 'U0123456789', every: 'week', on: 'monday', at: '08:00', timeZone: 'UTC' },
          { to: 'W0123456789', every: 'week', on: 'friday', at: '08:00', timeZone: 'UTC' },
        ],
        remindAt: { at: '07:30', timeZone: 'America/New_York' },
        roles: { viewers: [], analysts: ['S0123456784'], admins: ['U0123456789', 'W0123456789'] },
      },
      sources: { use: ['cisa-kev', 'drop'], folder: 'config/my-sources' },
      http: {
        contact: 'security@example.com',
        proxy: { https: 'http://proxy.example.com:3128', except: 'example.org' },
      },
      inventory: {
        mappings: 'config/my-inventory',
        watch: [{ folder: 'exports', pattern: '*.csv', mapping: 'servicenow-devices', sync: true }],
        pull: [
          {
            url: 'https://cmdb.example.com/export',
            tokenEnv: 'CMDB_TOKEN',
            token: 'secret-1',
            sync: false,
            everyMs: 43_200_000,
            internal: true,
          },
          {
            url: 'https://other.example.com/export',
            tokenEnv: 'OTHER_TOKEN',
            sync: false,
            everyMs: 86_400_000,
            internal: false,
          },
        ],
      },
    });
  });

  it.each([
    ['an empty file', ''],
    ['a file of comments', '# nothing is set yet\n'],
    [
      'blocks whose keys are all commented out',
      'organisation:\nalerts:\nslack:\n  # channel: C0123456789\nsources:\n  use:\n',
    ],
  ])('are the defaults for %s', (_, text) => {
    const file = written(text);
    expect(loadSettings(file, {})).toEqual({ file, ...DEFAULTS });
  });

  it.each([
    ['operatorChannel: C0123456789', { at: '08:00', timeZone: 'UTC' }],
    [
      'operatorChannel: C0123456789, quietHours: { from: "22:00", to: "07:00", timeZone: Europe/Berlin }, heartbeat: "09:30"',
      { at: '09:30', timeZone: 'Europe/Berlin' },
    ],
    ['operatorChannel: C0123456789, heartbeat: off', undefined],
    ['heartbeat: "09:30"', undefined],
  ])('tell the operator once a day that wardwatch works: %s', (slack, heartbeatAt) => {
    expect(loadSettings(written(`slack: { ${slack} }`), {}).slack.heartbeatAt).toEqual(heartbeatAt);
  });

  it.each(['proxy.example.com:3128', 'socks5://proxy.example.com', 'http://'])(
    'refuse %s as a proxy, without showing what may hold a login',
    (value) => {
      expect(faultOf(() => loadSettings(written(''), { HTTP_PROXY: value }))).toEqual({
        code: 'CONFIG_INVALID',
        message:
          'HTTP_PROXY must be the address of a proxy that starts with http:// or https://, e.g. "http://proxy.example.com:3128".',
      });
    },
  );

  it('take secrets and addresses from the environment; an empty variable is none', () => {
    const env = {
      SLACK_BOT_TOKEN: ' xoxb-not-a-real-token\n',
      SLACK_API_URL: 'http://127.0.0.1:9999/api/',
      DATABASE_URL: 'postgres://db.example/wardwatch',
      REDIS_URL: '',
    };
    const file = written('');
    expect(loadSettings(file, env)).toEqual({
      file,
      ...DEFAULTS,
      slack: { ...SLACK_DEFAULTS, token: 'xoxb-not-a-real-token', apiUrl: 'http://127.0.0.1:9999/api/' },
      databaseUrl: 'postgres://db.example/wardwatch',
    });
  });

  it('refuse a Slack address that the SDK would read otherwise than it is written', () => {
    expect(faultOf(() => loadSettings(written(''), { SLACK_API_URL: 'https://slack.com/api' }))).toEqual({
      code: 'CONFIG_INVALID',
      message: 'SLACK_API_URL must be an http(s) address that ends in "/api/", e.g. "https://slack.com/api/".',
    });
  });

  it('want a file that is named to be there', () => {
    const file = join(folder, 'absent.yaml');
    expect(faultOf(() => loadSettings(file, {}))).toEqual({
      code: 'CONFIG_NOT_FOUND',
      message: `There is no config file ${file}. "wardwatch init" writes one.`,
    });
  });
});

function faultOf(work: () => unknown): { code: string; message: string } {
  try {
    work();
  } catch (fault) {
    if (fault instanceof WardwatchError) return { code: fault.code, message: fault.message };
    throw fault;
  }
  throw new Error('The settings were accepted.');
}
