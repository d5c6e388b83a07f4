import { expect, it } from 'vitest';
import { flawsOf } from '../../src/alerts/flaws.ts';
import { cveWords, dueWords } from '../../src/domain/alert-words.ts';
import { anAdvisory } from '../helpers/builders.ts';

const CVE = 'CVE-2024-9001';
const VECTOR = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';

it('a flaw is shown with who scored it, its EPSS, and every catalogue that lists it', () => {
  const advisory = anAdvisory({
    aliases: [CVE],
    cvss: [
      { version: '3.1', score: 9.8, vector: VECTOR, cve: CVE, from: 'NVD' },
      { version: '3.1', score: 7.5, vector: VECTOR, cve: CVE, from: 'CNA' },
    ],
  });
  const row = { cve: CVE, dateAdded: '2024-02-22', ransomware: false, forensicTriage: false } as const;
  const facts = {
    cve: CVE,
    kev: [
      { ...row, catalogue: 'CISA' as const },
      { ...row, catalogue: 'ENISA' as const },
    ],
    epss: { score: 0.942 },
  };
  expect(flawsOf([advisory], [facts]).map(cveWords)).toEqual([
    `${CVE}: CVSS 7.5 (3.1, CNA) as published, but its vector gives 9.8, EPSS 94.2 %, in KEV since 2024-02-22, listed as exploited by ENISA`,
  ]);
});

it('the date of an incident is for the clean-up alone', () => {
  expect([dueWords({}), dueWords({ isIncident: true })]).toEqual(['Due', 'Respond now; clean-up due']);
});
