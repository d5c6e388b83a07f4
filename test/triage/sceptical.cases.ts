// biome-ignore-all format: one case a line, to be read as a table
import type { Priority, TriageInput } from '../../src/domain/triage.ts';

/** A case in which a reader might expect something else, with what the rules say and what speaks against it. */
export interface ScepticalCase {
  readonly title: string;
  readonly input: TriageInput;
  readonly priority: Priority;
  readonly due?: string;
  /** What a sceptic would say, and why the rule stands all the same. */
  readonly doubt: string;
}

const SEEN = { match: 'exact', firstSeen: '2026-03-02' } as const;
const LOW = { safety: 'negligible', mission: 'degraded' } as const;

export const SCEPTICAL_CASES: readonly ScepticalCase[] = [
  { title: 'a brochure site, CVSS 9.8, no exploit known', input: { ...SEEN, exploitation: 'none', automatable: 'yes', technicalImpact: 'total', asset: { ...LOW, exposure: 'open' } }, priority: 'P1', due: '2026-03-05', doubt: 'P1 beside an exploited infusion pump: the federal row asks for 3 days whatever the asset is worth. It stands, since such hosts are scanned for within hours; the row is named a benchmark.' },
  { title: 'an internal device that keeps patients alive, exploit code public, only partial impact', input: { ...SEEN, exploitation: 'public poc', automatable: 'no', technicalImpact: 'partial', asset: { exposure: 'small', safety: 'catastrophic', mission: 'mission failure' } }, priority: 'P2', due: '2026-03-16', doubt: 'Less urgent than the brochure site above. Disagreement with the table: harm should weigh more than reach. Patching such a device in three days is rarely safe, so P2 with an owner is taken.' },
  { title: 'exploited, on an isolated kiosk', input: { ...SEEN, exploitation: 'active', automatable: 'no', technicalImpact: 'partial', asset: { ...LOW, exposure: 'small' } }, priority: 'P3', due: '2026-05-01', doubt: 'Sixty days for something that is exploited, while a row in KEV would make it P2. Disagreement: two words for one fact give two priorities. Without a catalogue the report may be one blog, so it stands.' },
  { title: 'in KEV on an isolated kiosk', input: { ...SEEN, kev: {}, automatable: 'no', technicalImpact: 'partial', asset: { ...LOW, exposure: 'small' } }, priority: 'P2', due: '2026-03-16', doubt: 'Nobody reaches the kiosk. The floor stands: an inventory that says "isolated" is often wrong.' },
  { title: 'nothing is known of the asset, nothing of the flaw', input: { ...SEEN }, priority: 'P3', due: '2026-05-01', doubt: 'SSVC would take "open" for an unknown exposure, which makes it P2. Disagreement with SSVC: every unknown asset would be internet-facing, and the noise would hide the real ones; it is listed as assumed.' },
  { title: 'a verified control before a flaw that is exploited and automatable', input: { ...SEEN, exploitation: 'active', automatable: 'yes', technicalImpact: 'total', asset: { exposure: 'open', safety: 'critical', mission: 'mef failure', compensating: true } }, priority: 'P2', due: '2026-03-16', doubt: 'A control lowers a P1 under attack where patients could come to harm. Disagreement: a control that was verified once is no proof today. It is one step only, and a person signed for it.' },
  { title: 'only the vendor agrees, and it is exploited', input: { ...SEEN, match: 'vendor', kev: {}, automatable: 'yes', technicalImpact: 'total', asset: { ...LOW, exposure: 'open' } }, priority: 'P1', due: '2026-03-05', doubt: 'P1 for a product that may not be installed. It stands: it asks for a check, and a missed one costs more.' },
  { title: 'EPSS of 0.49 on the internet', input: { ...SEEN, epss: 0.49, automatable: 'no', technicalImpact: 'partial', asset: { ...LOW, exposure: 'open' } }, priority: 'P3', due: '2026-05-01', doubt: 'A hundredth more is P2. Any threshold cuts somewhere; EPSS publishes none, so it is data of the policy.' },
  { title: "KEV's date passed two years ago", input: { ...SEEN, kev: { dateAdded: '2024-02-22', dueDate: '2024-02-29' }, automatable: 'no', technicalImpact: 'partial', asset: { ...LOW, exposure: 'controlled' } }, priority: 'P2', due: '2026-03-16', doubt: 'Two more weeks for what was due long ago. A date that passed before it was known here can only be missed; the reasons say that it passed.' },
  { title: 'a threat to hospitals without any match', input: { match: 'none', firstSeen: '2026-03-02', kind: 'threat', activeCampaign: true, healthTargeted: true }, priority: 'P3', due: '2026-05-01', doubt: 'There is nothing to patch by a date. As a case it is INFO, because it touches no asset; the row is for those who ask for it alone.' },
  { title: 'CISA reads "none", and EPSS says 0.97', input: { ...SEEN, exploitation: 'none', epss: 0.97, automatable: 'yes', technicalImpact: 'total', asset: { ...LOW, exposure: 'controlled' } }, priority: 'P3', due: '2026-05-01', doubt: 'EPSS this high mostly means that somebody saw attacks. Disagreement: it could be P2 inside too. EPSS is a forecast, and never makes exploitation active.' },
  { title: 'an indicator seen on an asset whose version is not affected', input: { ...SEEN, kind: 'threat', iocHit: true, asset: { verdict: 'not-affected', exposure: 'small' } }, priority: 'P1', due: '2026-03-05', doubt: 'A shared address is often harmless. It stands: whoever looks needs minutes, and the card says respond, not patch.' },
];
