import type { AlertAsset, AlertMessage } from '../../src/domain/alert.ts';
import type { Outgoing } from '../../src/ports/sink.ts';

/** An ordinary P1 alert about a made-up remote-support product, as rich as a real one. */
export function anAlertMessage(changes: Partial<AlertMessage> = {}): AlertMessage {
  return {
    caseId: 'C-2',
    priority: 'P1',
    title: 'Attackers enter clinics through the remote-support server of an imaging supplier',
    headline:
      'You run Example Remote Desk on 2 servers that Example Imaging Ltd supplies, and attackers come in through that supplier.',
    reasons: [
      'The supplier of rd-lab-01, Example Imaging Ltd, is named as the way in (written as "Imaging of Example").',
      'rd-lab-01 faces the internet and was last updated on 2019-06-03, more than four years ago.',
      'rd-lab-01 is not managed by anybody in the inventory.',
      'The advisory says that the health sector is targeted and that attacks are going on.',
    ],
    quotes: [
      {
        text: 'The intruders reached both clinics through a self-hosted instance that had not been updated since 2019.',
        from: 'Example Health Watch, sector alert, 22 January 2024',
      },
    ],
    assets: [
      anAlertAsset({
        id: 'A-031',
        name: 'rd-lab-02',
        verdict: 'not-affected',
        version: '23.9.8',
        because: 'Version 23.9.8 lies outside "before 23.9.8".',
      }),
      anAlertAsset({
        id: 'A-014',
        name: 'rd-lab-01',
        verdict: 'affected',
        version: '19.2.24',
        owner: 'Imaging team',
        because: 'Version 19.2.24 lies inside "before 23.9.8".',
      }),
      withoutVersion(
        anAlertAsset({
          id: 'A-022',
          name: 'rd-store-12',
          site: 'Store 12',
          verdict: 'undecided',
          because: 'The inventory gives no version: which one runs on rd-store-12?',
        }),
      ),
    ],
    cves: [{ id: 'CVE-2024-99901', cvss: { version: '3.1', score: 9.8 } }, { id: 'CVE-2024-99902' }],
    benchmarks: ['Federal benchmark, BOD 26-04: 3 days.'],
    indicators: [
      {
        type: 'domain',
        shown: 'relay.imaging.example[.]com',
        note: 'Belongs to the supplier, legitimate but compromised: ask before you block it.',
      },
      { type: 'filename', shown: 'text.xml' },
      { type: 'ipv4', shown: '192.0.2[.]77' },
    ],
    firstActions: [
      'Take rd-lab-01 off the internet, or stop its service, until it is updated to 23.9.8 or later.',
      'Search its logs for accounts created since 28 October 2023.',
      'Ask Imaging team which version runs on rd-store-12.',
    ],
    due: '2024-01-25',
    sources: [
      {
        advisoryId: 'watch:7',
        publisher: 'Example Health Watch',
        title: 'Sector alert: remote support of a supplier abused',
        link: 'https://watch.example.com/alerts/7.pdf',
        publishedAt: '2024-01-22T00:00:00.000Z',
      },
      {
        advisoryId: 'lab:hunt',
        publisher: 'Example Research',
        title: 'How two clinics were entered',
        link: 'https://research.example.org/blog/two-clinics',
        publishedAt: '2023-11-10T00:00:00.000Z',
      },
    ],
    tlp: 'CLEAR',
    state: { status: 'open', version: 0, lines: [] },
    ...changes,
  };
}

/** One affected asset, at home in the lab. */
export function anAlertAsset(changes: Partial<AlertAsset> = {}): AlertAsset {
  return {
    id: 'A-001',
    name: 'rd-lab-00',
    product: 'Example Remote Desk Server',
    version: '1.0',
    site: 'Main campus lab',
    verdict: 'affected',
    because: 'Version 1.0 lies inside "before 23.9.8".',
    ...changes,
  };
}

/** An alert event for a channel. */
export function anAlertEvent(changes: { key?: string; channel?: string; message?: AlertMessage } = {}): Outgoing {
  return { kind: 'alert', key: 'alert:C-2:1', channel: 'C0WARD', message: anAlertMessage(), ...changes };
}

function withoutVersion({ version: _, ...asset }: AlertAsset): AlertAsset {
  return asset;
}
