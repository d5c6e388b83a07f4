import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadLexicon } from '../../src/config/lexicon.ts';
import { read } from './builders.ts';

const shipped = loadLexicon(join(import.meta.dirname, '../../config/lexicon'));

interface Story {
  readonly name: string;
  readonly text: string;
  /** "vendor product"; the vendor is left out where the text names none that the lexicon knows. */
  readonly products: readonly string[];
  /** "name (as written) role". */
  readonly suppliers: readonly string[];
  readonly indicators?: readonly string[];
  readonly legitimate?: readonly string[];
  readonly isAttack: boolean;
  readonly isHealth: boolean;
}

const stories: readonly Story[] = [
  {
    name: 'a blog on a reseller: the running version is no range, the role noun of the table no supplier',
    text: `Threat actors abuse SimpleHelp server of dental imaging reseller to reach clinics

By the research team, 12 March 2025

In late February 2025 we responded to intrusions at three dental clinics. In every case the initial access came through a self-hosted SimpleHelp remote support server operated by Quillmark Imaging Solutions, a reseller of dental imaging software. The server was running version 5.3.1 and had not been patched since 2021.

They used AnyDesk for persistence and certutil.exe to download a payload named update.hta.

Indicators of compromise

Type\tIndicator\tNote
Domain\tsupport.quillmark[.]example\tReseller's own host, abused by the attackers
IPv4\t203.0.113[.]77\tCommand and control
File\tupdate.hta\tpayload`,
    products: ['SimpleHelp SimpleHelp unstated'],
    suppliers: ['Quillmark Imaging Solutions (Quillmark Imaging Solutions) way-in'],
    indicators: ['filename update.hta', 'domain support.quillmark.example', 'ipv4 203.0.113.77'],
    legitimate: ['support.quillmark.example'],
    isAttack: true,
    isHealth: true,
  },
  {
    name: 'a wrapped alert: title lines end, an abbreviation stands for its name, ordinary words are no product',
    text: `HC3: Sector Alert
April 2, 2025     TLP:CLEAR     Report: 202504021200

Dental and Oral Health Providers Targeted Through Third-Party Remote Support Server

Executive Summary
Researchers identified attacks against multiple dental practices in the Healthcare and Public Health (HPH) sector. The
threat actor gained initial access using a SimpleHelp instance managed on behalf of the practices by Quillmark Imaging
Solutions (QIS). HC3 urges organizations to examine their systems.`,
    products: ['SimpleHelp SimpleHelp unstated'],
    suppliers: [
      'Quillmark Imaging Solutions (Quillmark Imaging Solutions) way-in',
      'Quillmark Imaging Solutions (QIS) way-in',
    ],
    isAttack: true,
    isHealth: true,
  },
  {
    name: 'a product that no lexicon knows, at a supplier with a former name',
    text: `Attackers reach pharmacies through Zyntrix RemoteBridge relay

Researchers observed attacks on two retail pharmacies between 12 and 28 December 2025. The attackers gained initial access via an internet-facing Zyntrix RemoteBridge relay belonging to Tallowmere Solutions (formerly Scriptmere Inc.), which supplies dispensing software.

relay.tallowmere[.]example – legitimate, abused
198.51.100[.]200 – C2`,
    products: ['Zyntrix RemoteBridge unstated'],
    suppliers: ['Tallowmere Solutions (Tallowmere Solutions) way-in', 'Tallowmere Solutions (Scriptmere Inc) way-in'],
    indicators: ['domain relay.tallowmere.example', 'ipv4 198.51.100.200'],
    legitimate: ['relay.tallowmere.example'],
    isAttack: true,
    isHealth: true,
  },
  {
    name: 'a flaw with an id in May: the month is no "may", the fix belongs to the attacked product',
    text: `Lab-system integrator compromised: MOVEit Transfer server leaks pathology results

CVE-2023-34362 still pays off. On 30 May 2025 the actors exploited an outdated MOVEit Transfer server operated by Ferrowick Integration GmbH (FIG), which integrates laboratory systems for hospitals. The server was running version 2022.1.2. Progress fixed the flaw in 2023.0.1.`,
    products: ['Progress MOVEit Transfer < 2023.0.1'],
    suppliers: [
      'Ferrowick Integration GmbH (Ferrowick Integration GmbH) way-in',
      'Ferrowick Integration GmbH (FIG) way-in',
    ],
    isAttack: true,
    isHealth: true,
  },
  {
    name: "a supplier's own statement",
    text: `Pallowby Systems: notice to customers

On 22 January 2025 we became aware that an unauthorized third party had accessed our remote
support appliance and, from there, systems of a small number of customers.`,
    products: [],
    suppliers: ['Pallowby Systems (Pallowby Systems) way-in'],
    isAttack: true,
    isHealth: false,
  },
  {
    name: 'a press piece: criminals took over the server of a provider',
    text: `Kaseya server abused to hit nursing homes

Ransomware struck seven nursing homes over the weekend after criminals took over the Kaseya VSA server of their managed service provider, Ostermoor IT Services, people familiar with the matter said.`,
    products: ['Kaseya VSA unstated'],
    suppliers: ['Ostermoor IT Services (Ostermoor IT Services) way-in'],
    isAttack: true,
    isHealth: true,
  },
  {
    name: 'a victim with a supplier that was not involved',
    text: `Ransomware hits Harrowgale Hospital

On 2 May 2025, attackers encrypted systems of Harrowgale Hospital. The hospital uses billing software from Fenmarsh Billing, which said that its systems were not affected. The attackers entered through a phishing mail.`,
    products: [],
    suppliers: [],
    isAttack: true,
    isHealth: true,
  },
  {
    name: 'news of a product whose name is made of ordinary words',
    text: `Central Manager update released

The new release of Acme Central Manager adds dark mode and improves the Remote Support screen and the
Mobile Connect client. No security fixes are included.`,
    products: [],
    suppliers: [],
    isAttack: false,
    isHealth: false,
  },
];

describe('stories told in other words', () => {
  it.each(stories)('$name', (story) => {
    const advisory = read(story.text, { publisher: { name: 'Example Publisher', kind: 'researcher' } }, shipped);
    const { affected, suppliers, indicators, campaign, sectors } = advisory;
    expect(affected.map(written)).toEqual(story.products);
    expect(suppliers.map(({ name, writtenAs, role }) => `${name} (${writtenAs}) ${role}`)).toEqual(story.suppliers);
    expect(indicators.map(({ type, value }) => `${type} ${value}`)).toEqual(story.indicators ?? []);
    expect(indicators.filter((each) => each.legitimate !== undefined).map(({ value }) => value)).toEqual(
      story.legitimate ?? [],
    );
    expect(campaign.length > 0).toBe(story.isAttack);
    expect(sectors.length > 0).toBe(story.isHealth);
  });

  it('ends the quote of a title at the end of its line', () => {
    const [first] = stories;
    const advisory = read(first?.text ?? '', {}, shipped);
    expect(advisory.affected[0]?.quote.text).toBe(
      'Threat actors abuse SimpleHelp server of dental imaging reseller to reach clinics',
    );
  });

  it('says that an attack through a flaw is exploitation', () => {
    const flaw = stories.find((story) => story.text.includes('CVE-2023-34362'));
    expect(read(flaw?.text ?? '', {}, shipped).exploitation.status).toBe('active');
  });
});

function written({ vendor, product, versions }: ReturnType<typeof read>['affected'][number]): string {
  const range =
    typeof versions === 'string'
      ? versions
      : versions.map(({ intervals }) => `< ${intervals[0].upper?.version}`).join();
  return [vendor, product, range].filter((part) => part !== undefined).join(' ');
}
