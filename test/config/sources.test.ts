import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseSources } from '../../src/config/choose-sources.ts';
import { loadCatalogue, loadSources } from '../../src/config/sources.ts';
import { WardwatchError } from '../../src/errors.ts';

const SHIPPED = fileURLToPath(new URL('../../config/sources', import.meta.url));
const HEAD = 'publisher: { name: Example, kind: vendor }, checked: not tried';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'wardwatch-sources-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Writes a file of sources, each given as the keys of a YAML mapping. */
const write = (name: string, ...sources: readonly string[]) =>
  writeFileSync(
    path.join(folder, name),
    `sources:
${sources
  .map(
    (source) => `  - { ${source}, ${HEAD} }
`,
  )
  .join('')}`,
  );
const problemsOf = () => {
  try {
    return loadSources(folder);
  } catch (error) {
    if (!(error instanceof WardwatchError) || error.code !== 'CONFIG_INVALID') throw error;
    return error.message
      .replaceAll(`${folder}/`, '')
      .split('\n')
      .filter((line) => !/has (one|\d+) problems?:$/.test(line))
      .map((line) => line.trim().replace(/^line \d+, /, ''));
  }
};

describe('sources are loaded', () => {
  it('with defaults for what is not said', () => {
    write('a.yaml', 'id: example, kind: feed, url: https://example.com/feed.xml');
    expect(loadSources(folder)).toEqual([
      {
        id: 'example',
        kind: 'feed',
        publisher: { name: 'Example', kind: 'vendor' },
        trusted: false,
        tlp: 'CLEAR',
        everyMs: 3_600_000,
        url: 'https://example.com/feed.xml',
        internal: false,
      },
    ]);
  });

  it('with how its server is asked', () => {
    write(
      'a.yaml',
      'id: a, kind: feed, url: https://example.com/, largest: 50MB, caFile: ca.pem, robots: { ignore: "leave by mail" }',
    );
    expect(loadSources(folder)).toMatchObject([
      { maxBodyBytes: 50_000_000, caFile: 'ca.pem', robots: { ignore: 'leave by mail' } },
    ]);
  });

  it('from every file, by id, but for those that are switched off', () => {
    write('b.yaml', 'id: one, kind: drop, path: ./in');
    write('a.yml', 'id: two, kind: drop, path: ./in, every: 15m', 'id: three, kind: drop, path: ./in, enabled: false');
    expect(loadSources(folder).map(({ id, everyMs }) => [id, everyMs])).toEqual([
      ['one', 3_600_000],
      ['two', 900_000],
    ]);
    expect(loadCatalogue(folder).map(({ source, enabled, file }) => [source.id, enabled, file])).toEqual([
      ['one', true, 'b.yaml'],
      ['three', false, 'a.yml'],
      ['two', true, 'a.yml'],
    ]);
  });
});

describe('a mailbox', () => {
  const MAILBOX =
    'id: mail, kind: mailbox, secretEnv: MAIL_PASSWORD, mailbox: { host: imap.Example.com, user: alerts@example.com }, senders: [{ from: "@Vendor.test", trusted: true }]';

  it('is read over TLS, from the inbox, and may go no further than AMBER where nobody says so', () => {
    write('a.yaml', MAILBOX);
    expect(loadSources(folder)).toEqual([
      {
        id: 'mail',
        kind: 'mailbox',
        publisher: { name: 'Example', kind: 'vendor' },
        trusted: false,
        tlp: 'AMBER',
        everyMs: 3_600_000,
        internal: false,
        secretEnv: 'MAIL_PASSWORD',
        mailbox: { host: 'imap.example.com', port: 993, user: 'alerts@example.com', folder: 'INBOX', tls: 'implicit' },
        senders: [{ from: '@vendor.test', trusted: true }],
      },
    ]);
  });

  it('has the usual port for STARTTLS, and may be plain on this machine', () => {
    const box = (more: string) => MAILBOX.replace('user: alerts@example.com', `user: alerts@example.com, ${more}`);
    write('a.yaml', box('tls: starttls'));
    write(
      'b.yaml',
      `${box('tls: none').replace('imap.Example.com', 'localhost').replace('mail', 'x')}, internal: true`,
    );
    expect(loadSources(folder).map(({ mailbox }) => [mailbox?.tls, mailbox?.port])).toEqual([
      ['starttls', 143],
      ['none', 143],
    ]);
  });

  it('may be opened by a token, for the secret of an app unless it says otherwise', () => {
    const oauth = 'oauth: { tokenUrl: "https://login.example.com/token", clientId: app-1, scope: mail.read }';
    write('a.yaml', MAILBOX.replace('user: alerts@example.com', `user: alerts@example.com, ${oauth}`));
    expect(loadSources(folder).map(({ mailbox }) => mailbox?.oauth)).toEqual([
      {
        tokenUrl: 'https://login.example.com/token',
        clientId: 'app-1',
        scope: 'mail.read',
        grant: 'client-credentials',
      },
    ]);
  });

  it.each([
    [
      MAILBOX.replace('user: alerts@example.com', 'user: a, tls: none'),
      ['mailbox: tls: none sends the password in the clear; it is only for localhost, with internal: true'],
    ],
    [
      MAILBOX.replace('user: alerts', 'oauth: { tokenUrl: "http://login.test/", clientId: a }, user: alerts'),
      ['mailbox: oauth.tokenUrl must be https, or the secret goes out in the clear'],
    ],
    [
      MAILBOX.replace('@Vendor.test', 'vendor.test'),
      ['senders[0].from: must be an address, or "@" and a domain, e.g. "@example.com"'],
    ],
    [`${MAILBOX}, followLinks: true`, ['linkHosts: followLinks: true and linkHosts go together']],
    [
      `${MAILBOX}, trusted: true`,
      ['trusted: a source of kind mailbox says of each of its senders whether it is trusted'],
    ],
    [
      'id: mail, kind: mailbox',
      [
        'mailbox: a source of kind mailbox needs a mailbox: its host and user',
        'senders: a source of kind mailbox needs senders, whose mails are read',
        'secretEnv: a source of kind mailbox needs secretEnv',
      ],
    ],
  ])('is refused with the fix: %s', (source, problems) => {
    write('a.yaml', source);
    expect(problemsOf()).toEqual(problems.map((problem) => `sources[0].${problem}`));
  });
});

describe('a mistake in a description is told with its place and its fix:', () => {
  it.each([
    ['id: x, kind: feed', ['sources[0].url: a source of kind feed needs a url']],
    [
      'id: x, kind: listing, url: https://example.com',
      ['sources[0].selectors: a source of kind listing needs selectors, at least `entry`'],
    ],
    ['id: x, kind: drop', ['sources[0].path: a source of kind drop needs the path of a folder']],
    ['id: x, kind: csaf', ['sources[0].url: a source of kind csaf needs either a url or a path']],
    [
      'id: x, kind: feed, url: ftp://example.com',
      ['sources[0].url: must be an address that starts with https:// or http://'],
    ],
    [
      'id: x, kind: feed, url: "https://user:secret@example.com/feed"',
      ['sources[0].url: must hold no login ("user:password@")'],
    ],
    [
      'id: x, kind: feed, url: https://example.com, largest: 50',
      ['sources[0].largest: must be a size with a unit, e.g. "50MB" (kB or MB)'],
    ],
    ['id: x, kind: feed, url: https://example.com, largest: 2000MB', ['sources[0].largest: must be at most 500MB']],
    [
      'id: x, kind: feed, url: https://example.com, robots: { ignore: "yes" }',
      ['sources[0].robots.ignore: must say why robots.txt is not heeded: who gave leave, and when'],
    ],
    [
      'id: x, kind: kev, url: https://example.com, robots: { ignore: "leave by mail" }',
      ['sources[0].robots: a source of kind kev does not use robots'],
    ],
    ['id: x, kind: drop, path: a, everry: 5m', ['sources[0]: unknown key "everry"; did you mean "every"?']],
    [
      'id: x, kind: drop, path: a, every: 5',
      ['sources[0].every: must be a duration with a unit, e.g. "15m" (s, m, h or d)'],
    ],
    ['id: x, kind: drop, path: a, every: 5s', ['sources[0].every: must be at least 1m: be polite']],
    ['id: Not This, kind: drop, path: a', ['sources[0].id: must be lower-case letters, digits and hyphens']],
    ['id: x, kind: drop, path: a, markers: [A]', ['sources[0].markers: a source of kind drop does not use markers']],
    [
      'id: x, kind: drop, path: a, followLinks: true',
      ['sources[0].followLinks: a source of kind drop does not use followLinks'],
    ],
  ])('%s', (source, problems) => {
    write('a.yaml', source);
    expect(problemsOf()).toEqual(problems);
  });

  it('all at once, over all files', () => {
    write('a.yaml', 'id: x, kind: drop, path: a', 'id: X, kind: drop, path: a');
    write('b.yaml', 'id: y, kind: mail');
    expect(problemsOf()).toEqual([
      'sources[1].id: must be lower-case letters, digits and hyphens',
      expect.stringMatching(/^sources\[0\]\.kind: must be "feed" or "listing" or .*, not "mail"$/),
    ]);
  });

  it('an id that is taken already', () => {
    write('a.yaml', 'id: x, kind: drop, path: a');
    write('b.yaml', 'id: x, kind: drop, path: b');
    expect(problemsOf()).toEqual([
      'b.yaml: the id "x" is taken already, in a.yaml; give each source an id of its own.',
    ]);
  });

  it('a folder that is not there', () => {
    expect(() => loadSources(path.join(folder, 'none'))).toThrow(expect.objectContaining({ code: 'CONFIG_NOT_FOUND' }));
  });
});

describe('sources that stand by for others', () => {
  const choose = (...use: readonly string[]) =>
    chooseSources({ sources: { folder, ...(use.length > 0 && { use }) } }).map(({ id, standsBy }) => [id, standsBy]);
  const feed = (id: string, more = '') => `id: ${id}, kind: feed, url: https://example.com/${id}${more}`;

  it('are chosen with them, each with those before it, unless they are switched on by themselves', () => {
    write(
      'a.yaml',
      feed('my-first', ', fallbacks: [my-second, my-third, my-own]'),
      feed('my-second', ', enabled: false, fallbacks: [my-third]'),
      feed('my-third', ', enabled: false'),
      feed('my-own'),
      feed('my-off', ', enabled: false'),
    );
    expect(choose('my-first', 'my-own')).toEqual([
      ['my-first', undefined],
      ['my-own', undefined],
      ['my-second', [['my-first']]],
      ['my-third', [['my-first', 'my-second'], ['my-second']]],
    ]);
    expect(choose().filter(([id]) => String(id).startsWith('my-')).length).toBe(4);
  });

  it('have to be there', () => {
    write('a.yaml', feed('my-first', ', fallbacks: [my-secnd]'), feed('my-second'));
    expect(() => choose()).toThrow(
      'a.yaml: the fallbacks of my-first: no source is called "my-secnd"; did you mean "my-second"?',
    );
  });

  it('may not stand by for one another in a circle', () => {
    write('a.yaml', feed('a1', ', fallbacks: [b1]'), feed('b1', ', fallbacks: [c1]'), feed('c1', ', fallbacks: [a1]'));
    expect(() => choose()).toThrow(
      'Sources stand by for one another in a circle: a1 → b1 → c1 → a1. Take one of these fallbacks away.',
    );
  });
});

describe('the shipped catalogue', () => {
  it('loads, says of each source on what it was tried, and asks by https only', () => {
    const catalogue = loadCatalogue(SHIPPED);
    expect(catalogue.length).toBeGreaterThanOrEqual(12);
    for (const { source, checked } of catalogue) {
      expect(checked).not.toBe('');
      expect(source.url ?? 'https://').toMatch(/^https:\/\//);
    }
  });

  it('has on what most hospitals need: HC3 and its mirror, CISA, vendors, the databases of flaws, one researcher, the drop folder', () => {
    const on = loadCatalogue(SHIPPED).flatMap(({ enabled, source }) => (enabled ? [source.id] : []));
    expect(on).toEqual(
      expect.arrayContaining([
        'aha-government-intelligence',
        'broadcom-vmware',
        'cisa-advisories',
        'cisa-csaf',
        'cisa-kev',
        'cisa-medical-advisories',
        'cisco',
        'connectwise',
        'connectwise-disclosures',
        'cve-list',
        'drop',
        'epss',
        'fortinet',
        'hhs-hc3',
        'huntress',
        'ivanti',
        'msrc',
        'nvd',
        'paloalto',
      ]),
    );
  });
});
