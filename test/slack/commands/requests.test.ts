import { describe, expect, it } from 'vitest';
import { readAdvisoryRequest } from '../../../src/slack/commands/advisory-request.ts';
import { plainCommandText } from '../../../src/slack/commands/plain-command-text.ts';
import { readWardRequest } from '../../../src/slack/commands/ward-request.ts';
import { readWatchlistRequest } from '../../../src/slack/commands/watchlist-request.ts';

describe('what Slack made of a typed text', () => {
  it.each([
    { sent: 'ioc <https://evil.example.com/a?b=1&amp;c=2>', typed: 'ioc https://evil.example.com/a?b=1&c=2' },
    { sent: 'ioc <http://evil.example.com|evil.example.com>', typed: 'ioc evil.example.com' },
    { sent: 'ioc <https://evil.example.com|the new portal>', typed: 'ioc https://evil.example.com' },
    { sent: 'ioc <mailto:bad@example.com|bad@example.com>', typed: 'ioc bad@example.com' },
    { sent: 'ioc hxxps://evil[.]example[.]com', typed: 'ioc hxxps://evil[.]example[.]com' },
    { sent: 'ioc `192.0.2.1`', typed: 'ioc 192.0.2.1' },
    { sent: 'product:“Windows Server”', typed: 'product:"Windows Server"' },
    { sent: '<@U0DANA0001|dana.fox> in <#C0123456789|ward>', typed: '@dana.fox in #ward' },
    { sent: '<@U0DANA0001>', typed: '@U0DANA0001' },
    { sent: 'versions &lt; 23.9.8', typed: 'versions < 23.9.8' },
    { sent: '&amp;lt;', typed: '&lt;' },
  ])('$sent', ({ sent, typed }) => {
    expect(plainCommandText(sent)).toBe(typed);
  });
});

describe('/advisory', () => {
  it.each([
    { typed: '', read: { kind: 'help' } },
    { typed: 'HELP', read: { kind: 'help' } },
    { typed: 'latest', read: { kind: 'search', query: { words: '' } } },
    {
      typed: 'ransomware source:cisa-kev',
      read: { kind: 'search', query: { words: 'ransomware', source: 'cisa-kev' } },
    },
    { typed: 'CVE-2024-1709', read: { kind: 'search', query: { words: '', cve: 'CVE-2024-1709' } } },
    { typed: 'show c-12', read: { kind: 'show', what: 'C-12' } },
    { typed: 'show cve-2024-1709', read: { kind: 'show', what: 'CVE-2024-1709' } },
    { typed: 'show Example:Advisory-1', read: { kind: 'show', what: 'Example:Advisory-1' } },
    { typed: 'affected "Windows Server"', read: { kind: 'affected', what: 'Windows Server' } },
    { typed: 'affected Windows Server', read: { kind: 'affected', what: 'Windows Server' } },
    { typed: 'ioc hxxps://evil[.]example', read: { kind: 'ioc', what: 'hxxps://evil[.]example' } },
    { typed: 'export c-1 CSV', read: { kind: 'export', what: 'C-1', format: 'csv' } },
    { typed: 'export C-1 stix', read: { kind: 'export', what: 'C-1', format: 'stix' } },
    { typed: 'export C-1 vex', read: { kind: 'export', what: 'C-1', format: 'vex' } },
    {
      typed: 'afected ScreenConnect',
      read: {
        kind: 'search',
        query: { words: 'afected ScreenConnect' },
        perhaps: '/advisory affected ScreenConnect',
      },
    },
  ])('$typed', ({ typed, read }) => {
    expect(readAdvisoryRequest(typed)).toEqual(read);
  });

  it.each([
    { typed: 'show', words: '"/advisory show" needs the id of a case or an advisory, or a CVE id' },
    { typed: 'affected ""', words: '"/advisory affected" needs a CVE id or words of a product' },
    { typed: 'ioc', words: '"/advisory ioc" needs an address, a host or a hash' },
    { typed: 'export', words: '"/advisory export" needs the id of a case or an advisory' },
    { typed: 'export C-1', words: 'An export is csv, stix or vex, for instance "/advisory export C-1 csv".' },
    { typed: 'export C-1 sitx', words: 'Did you mean "stix"?' },
    { typed: 'latest news', words: '"/advisory latest" stands alone.' },
    { typed: 'prodcut:pump', words: 'did you mean product:?' },
  ])('a slip: $typed', ({ typed, words }) => {
    expect(readAdvisoryRequest(typed)).toEqual({ kind: 'slip', words: expect.stringContaining(words) });
  });
});

describe('/ward', () => {
  it.each([
    { typed: '', read: { kind: 'help' } },
    { typed: 'status', read: { kind: 'status' } },
    { typed: 'sources', read: { kind: 'sources' } },
    { typed: 'sources pause CISA-KEV', read: { kind: 'pause', sourceId: 'cisa-kev' } },
    { typed: 'sources resume cisa-kev', read: { kind: 'resume', sourceId: 'cisa-kev' } },
    { typed: 'Sources Poll cisa-kev', read: { kind: 'poll', sourceId: 'cisa-kev' } },
    { typed: 'audit', read: { kind: 'audit' } },
  ])('$typed', ({ typed, read }) => {
    expect(readWardRequest(typed)).toEqual(read);
  });

  it.each([
    { typed: 'satus', words: '"/ward" does not know this command. Did you mean "status"? It knows' },
    { typed: 'frobnicate', words: '"/ward" does not know this command. It knows status, sources, audit, help.' },
    { typed: 'sources puase', words: 'Did you mean "pause"?' },
    { typed: 'sources pause', words: '"/ward sources pause" needs the id of one source' },
    { typed: 'sources pause one two', words: '"/ward sources pause" needs the id of one source' },
    { typed: 'status please', words: '"/ward status" stands alone.' },
  ])('a slip: $typed', ({ typed, words }) => {
    expect(readWardRequest(typed)).toEqual({ kind: 'slip', words: expect.stringContaining(words) });
  });
});

describe('/watchlist', () => {
  const desk = { product: 'Relay Desk', version: '19.2' };

  it.each([
    { typed: '', read: { kind: 'help' } },
    { typed: 'list', read: { kind: 'list' } },
    { typed: 'show Imaging', read: { kind: 'show', name: 'imaging' } },
    { typed: 'Create "imaging"', read: { kind: 'create', name: 'imaging' } },
    { typed: 'undo imaging', read: { kind: 'undo', name: 'imaging' } },
    { typed: 'add imaging Relay Desk 19.2', read: { kind: 'add', name: 'imaging', watched: desk } },
    { typed: 'add Imaging "Relay Desk" 19.2', read: { kind: 'add', name: 'imaging', watched: desk } },
    {
      typed: 'remove imaging Relay Desk',
      read: { kind: 'remove', name: 'imaging', watched: { product: 'Relay Desk' } },
    },
    { typed: 'test "Windows Server 2019"', read: { kind: 'test', watched: { product: 'Windows Server 2019' } } },
  ])('$typed', ({ typed, read }) => {
    expect(readWatchlistRequest(typed)).toEqual(read);
  });

  it.each([
    { typed: 'lsit', words: '"/watchlist" does not know this command. Did you mean "list"?' },
    { typed: 'list all', words: '"/watchlist list" stands alone' },
    { typed: 'edit', words: '"/watchlist edit" needs the name of a list' },
    { typed: 'add imaging', words: '"/watchlist add" needs the name of a list and a product' },
    { typed: 'add imaging "Relay', words: 'The quotes do not fit.' },
    { typed: 'test', words: 'Name a product' },
  ])('a slip: $typed', ({ typed, words }) => {
    expect(readWatchlistRequest(typed)).toEqual({ kind: 'slip', words: expect.stringContaining(words) });
  });
});
