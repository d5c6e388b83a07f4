import { describe, expect, it } from 'vitest';
import { alertMessage } from '../../src/alerts/message.ts';
import type { CaseAsset } from '../../src/domain/case.ts';
import {
  bulletin,
  kevEntry,
  matchOf,
  patchedMatchOf,
  patchedServer,
  remoteServer,
  researcher,
  sectorAlert,
  storyCase,
  vendorStatement,
} from '../cases/founding-story.ts';
import {
  aCase,
  aCaseAsset,
  aCaseMember,
  aMatch,
  anAdvisory,
  anAsset,
  anIndicator,
  aQuote,
  aTriageDecision,
  productEvidence,
  supplierEvidence,
} from '../helpers/builders.ts';

describe('alertMessage: the founding campaign', () => {
  const message = alertMessage(storyCase('C-1', researcher, vendorStatement, sectorAlert), {});

  it('says in one sentence why we hear of it, with the supplier under both names', () => {
    expect(message.headline).toBe(
      'Your supplier Outcomes (your inventory says Transaction Data Systems) is named as the way in, and you run ConnectWise ScreenConnect.',
    );
  });

  it('gives every reason as a sentence, most telling first', () => {
    expect(message.reasons).toEqual([
      'Supplier named as the way in: Outcomes (your inventory says Transaction Data Systems). It supplies hq-remote-01.',
      'Not updated since 2019: hq-remote-01.',
      'Unmanaged: hq-remote-01.',
      'Internet-facing: hq-remote-01.',
      'Health sector targeted, say Example Research and HC3.',
      'Attacks reported by Example Research, ConnectWise and HC3.',
      'Not settled whether affected: hq-remote-01, because the advisory names no version.',
      'Raised to P1: attacks are under way, and your asset is unmanaged, not updated since 2019, internet-facing.',
      'A person must verify the match: product or version is not settled.',
    ]);
  });

  it('shows no live indicator, not even where a source wrote one, and marks the legitimate host', () => {
    expect(JSON.stringify(message)).not.toMatch(/tdsclinical\.com/i);
    expect(message.quotes.map((quote) => quote.text).join(' ')).toContain('rs[.]tdsclinical[.]com');
    expect(message.indicators).toEqual([
      {
        type: 'domain',
        shown: 'rs[.]tdsclinical[.]com',
        note: 'legitimate but compromised: look for it in logs, and ask its owner before you block it',
      },
      { type: 'filename', shown: 'text.xml' },
    ]);
  });

  it('quotes what the reasons rest on, with who said it and when', () => {
    expect(message.quotes[0]).toEqual({
      text: 'The attackers came in through a server of Transaction Data Systems.',
      from: 'Example Research, 2023-11-10',
    });
  });

  it('says what to do first: its own suggestions labelled, the words of sources quoted', () => {
    expect(message.firstActions).toEqual([
      'wardwatch suggests: take hq-remote-01 (nobody manages it) off the internet now, and leave it switched on: its memory is evidence. Owner: Pharmacy IT.',
      'wardwatch suggests: look for the indicators below in DNS, proxy, firewall and endpoint logs.',
      'wardwatch suggests: call Outcomes: ask whether the access that it has to you was used, and close it until that is known.',
      'wardwatch suggests: look for remote-access tools and user accounts that nobody of yours set up.',
      'ConnectWise says: "Update each on-premises server to a current version."',
      'wardwatch suggests: find out: Which version runs on hq-remote-01?',
    ]);
  });

  it('names its sources in the order in which they spoke', () => {
    expect(message.sources.map((source) => source.publisher)).toEqual(['Example Research', 'ConnectWise', 'HC3']);
  });

  it('names no CVE, and is due three days after the first match', () => {
    expect([message.cves, message.due, message.priority]).toEqual([[], '2023-11-13', 'P1']);
  });
});

describe('alertMessage: the flaws of February 2024', () => {
  it('leads with the version verdict', () => {
    const message = alertMessage(storyCase('C-2', bulletin), {});
    expect(message.headline).toBe('You run ConnectWise ScreenConnect: hq-remote-01 (internet-facing) is affected.');
    expect(message.reasons).toContain('Affected: hq-remote-01, because version 19.2.24707 lies before 23.9.8.');
    expect(message.cves).toEqual([
      { id: 'CVE-2024-1708', cvss: { version: '3.1', score: 8.4 } },
      { id: 'CVE-2024-1709', cvss: { version: '3.1', score: 10 } },
    ]);
  });

  it('names the fixed version among the first steps', () => {
    expect(alertMessage(storyCase('C-2', bulletin), {}).firstActions).toContain(
      'wardwatch suggests: update ConnectWise ScreenConnect to 23.9.8 on hq-remote-01, or to a later version.',
    );
  });

  it('quotes the advice for what concerns us, and not what is for other products', () => {
    const advised = (text: string, product: string) => ({
      ...{ kind: 'patch' as const, text, quote: aQuote('\\n'), products: [product] },
    });
    const both = {
      ...bulletin,
      mitigations: [advised('Relay: 2.1.', 'ConnectWise Relay'), advised('Server: 23.9.8.', 'ScreenConnect')],
    };
    expect(
      alertMessage(storyCase('C-2', both), {}).firstActions.filter((action) => action.includes(' says: ')),
    ).toEqual(['ConnectWise says: "Server: 23.9.8."']);
  });

  it('adds KEV, ransomware and the forensic clock', () => {
    const message = alertMessage(storyCase('C-2', bulletin, kevEntry), {});
    expect(message.reasons).toContain(
      'CISA lists CVE-2024-1709 as exploited since 2024-02-22, with known ransomware use (KEV).',
    );
    expect(message.firstActions.filter((action) => action.startsWith('Forensic triage'))).toHaveLength(3);
  });

  it('leaves out what is patched where something is affected', () => {
    const one = storyCase('C-2', bulletin);
    const patched = aCaseAsset({
      asset: patchedServer,
      matches: [patchedMatchOf(bulletin)],
      triage: aTriageDecision({ priority: 'INFO' }),
    });
    const message = alertMessage({ ...one, assets: [...one.assets, patched] }, {});
    expect(message.assets.map((asset) => [asset.id, asset.verdict])).toEqual([['LP-001', 'affected']]);
  });
});

describe('alertMessage: other situations', () => {
  it('calls an indicator seen on an asset an incident, before everything else', () => {
    const seen = {
      kind: 'indicator-seen',
      type: 'domain',
      value: 'relay.example.test',
      quote: aQuote('relay.example[.]test'),
    } as const;
    const match = matchOf(researcher, { evidence: [...matchOf(researcher).evidence, seen] });
    const one = aCase({
      members: [aCaseMember(researcher)],
      assets: [aCaseAsset({ asset: remoteServer, matches: [match] })],
    });
    const message = alertMessage(one, {});
    expect(message.headline).toBe(
      'An indicator of this threat was seen on hq-remote-01: treat it as an incident and respond now.',
    );
    expect(message.reasons[0]).toBe('Indicator seen on hq-remote-01: relay[.]example[.]test.');
    expect(message.firstActions[0]).toContain('start your incident response for hq-remote-01 now');
  });

  describe('what it suggests to take off the internet', () => {
    const relay = (id: string, changes: object = {}) =>
      aCaseAsset({
        asset: anAsset({ id, hostname: id, exposure: 'open', ...changes }),
        matches: [aMatch({ assetId: id, evidence: [productEvidence()] })],
        triage: aTriageDecision({ priority: 'P1' }),
      });
    const supplied = (id: string, changes: object = {}) =>
      aCaseAsset({
        ...relay(id, changes),
        matches: [aMatch({ assetId: id, evidence: [supplierEvidence()] })],
      });
    const rows: readonly [string, readonly CaseAsset[], string][] = [
      ['one', [relay('a')], 'take a off the internet now, and leave it switched on: its memory is evidence.'],
      [
        'one of two is unmanaged',
        [relay('a', { managed: false }), relay('b')],
        'take b and a (nobody manages it) off the internet now, and leave them switched on: their memory is evidence.',
      ],
      [
        'two unmanaged ones with owners',
        [relay('a', { managed: false, owner: 'IT' }), relay('b', { managed: false, owner: 'Lab' })],
        'take a and b (nobody manages them) off the internet now, and leave them switched on: their memory is evidence. Owners: IT and Lab.',
      ],
      [
        'what only has the supplier is left alone, unless nobody manages it',
        [supplied('a', { managed: false }), supplied('b', { managed: true })],
        'take a (nobody manages it) off the internet now, and leave it switched on: its memory is evidence.',
      ],
    ];

    it.each(rows)('%s', (_, assets, action) => {
      const { firstActions } = alertMessage(aCase({ assets, triage: aTriageDecision({ priority: 'P1' }) }), {});
      expect(firstActions[0]).toBe(`wardwatch suggests: ${action}`);
    });
  });

  it('says so when nothing is affected, and asks nobody to do anything', () => {
    const message = alertMessage(aCase({ assets: [], triage: aTriageDecision({ priority: 'INFO' }) }), {
      organisation: 'Example Health',
    });
    expect(message.headline).toBe('Nothing that Example Health runs is affected.');
    expect(message.firstActions).toEqual([]);
  });

  it('says what is not settled, and how much of it faces the internet', () => {
    const undecided = { kind: 'undecided', because: 'the advisory names no version' } as const;
    const assets = [anAsset({ exposure: 'open' }), anAsset({ id: 'gw-02' })].map((asset) =>
      aCaseAsset({ asset, matches: [aMatch({ assetId: asset.id, verdict: undecided })] }),
    );
    const message = alertMessage(aCase({ assets }), {});
    expect(message.headline).toBe(
      'You run Example Gateway: it is not settled whether gw-01 and gw-02 (1 internet-facing) are affected.',
    );
    expect(message.reasons[0]).toBe(
      'Not settled whether affected: gw-01 and gw-02, because the advisory names no version.',
    );
  });

  it('asks before it cuts off what care depends on', () => {
    const asset = anAsset({ exposure: 'open', clinicalUse: 'Dispensing', owner: 'Pharmacy IT' });
    const one = aCase({ assets: [aCaseAsset({ asset, triage: aTriageDecision({ priority: 'P1' }) })] });
    expect(alertMessage(one, {}).firstActions[0]).toContain('Tell Pharmacy IT first: it is used for "Dispensing".');
  });

  it('counts verdicts that are too many to tell', () => {
    const assets = Array.from({ length: 6 }, (_, at) =>
      aCaseAsset({
        asset: anAsset({ id: `gw-0${at}` }),
        matches: [
          aMatch({ assetId: `gw-0${at}`, verdict: { kind: 'affected', because: `version 1.${at} lies before 2.0` } }),
        ],
      }),
    );
    expect(alertMessage(aCase({ assets }), {}).reasons).toContain('Affected too: 3 more assets.');
  });

  it('keeps the narrowest audience of its sources', () => {
    const members = [aCaseMember(), aCaseMember(anAdvisory({ id: 'b:2', tlp: 'AMBER' }))];
    expect(alertMessage(aCase({ members }), {}).tlp).toBe('AMBER');
  });

  it('defangs in titles, addresses and mixed case too, the longest first', () => {
    const indicators = [
      anIndicator({ value: 'example.test' }),
      anIndicator({ value: 'example.test.invalid' }),
      anIndicator({ type: 'url', value: 'http://example.test/a' }),
      anIndicator({ type: 'ipv4', value: '192.0.2.7' }),
    ];
    const members = [
      aCaseMember(anAdvisory({ indicators, title: 'Beware of http://example.test/a and example.test.invalid' })),
    ];
    const message = alertMessage(aCase({ members, title: 'EXAMPLE.TEST at 192.0.2.7 and 192.0.2.77' }), {});
    expect(message.title).toBe('EXAMPLE[.]TEST at 192[.]0[.]2[.]7 and 192.0.2.77');
    expect(message.sources[0]?.title).toBe('Beware of hxxp://example[.]test/a and example[.]test[.]invalid');
  });

  it('defangs the host of an address where it stands by itself', () => {
    const indicators = [anIndicator({ type: 'url', value: 'http://example.test/a' })];
    const members = [aCaseMember(anAdvisory({ indicators }))];
    expect(alertMessage(aCase({ members, title: 'Beware of example.test' }), {}).title).toBe(
      'Beware of example[.]test',
    );
  });

  it('lists assumptions and counts what is too much to name', () => {
    const assets = Array.from({ length: 8 }, (_, at) =>
      aCaseAsset({
        asset: anAsset({ id: `gw-0${at}` }),
        matches: [aMatch({ assetId: `gw-0${at}`, evidence: [productEvidence()] })],
      }),
    );
    const message = alertMessage(aCase({ assets, triage: aTriageDecision({ assumed: ['exposure=controlled'] }) }), {});
    expect(message.headline).toBe(
      'You run Example Gateway: gw-00, gw-01, gw-02, gw-03, gw-04 and 3 more are affected.',
    );
    expect(message.reasons[0]).toBe(
      'Affected: gw-00, gw-01, gw-02, gw-03, gw-04 and 3 more, because version 1.0 lies before 2.0.',
    );
    expect(message.reasons.at(-1)).toBe('Assumed, because nothing is known: exposure=controlled.');
    expect(message.assets).toHaveLength(8);
  });
});
