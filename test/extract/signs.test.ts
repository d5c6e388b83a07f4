import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readActivity } from '../../src/extract/activity.ts';
import { readCampaign } from '../../src/extract/campaign.ts';
import { readExploitation } from '../../src/extract/exploitation.ts';
import { lexiconFinders } from '../../src/extract/lexicon-finders.ts';
import { readMitigations } from '../../src/extract/mitigations.ts';
import { readProducts } from '../../src/extract/products.ts';
import { type Prose, readProse } from '../../src/extract/prose.ts';
import { readSuppliers } from '../../src/extract/suppliers.ts';
import { lexicon } from './lexicon.ts';

const finders = lexiconFinders(lexicon);

const texts = [
  ...linesOf('../quality/products.cases.jsonl').map((line): string => JSON.parse(line).text),
  ...linesOf('./products.cases.txt').map((line) => line.split(' => ', 1)[0] ?? ''),
  'Attackers broke in through a ScreenConnect server of Outcomes. The vendor Outcomes was hacked in May 2024.',
  'Intruders misused ConnectWise Control, which Outcomes runs for its clinics, from 2024-03-01 to 2024-03-09.',
  'It is now known as Orrin Care. Ransomware groups leverage the flaw; a proof of concept exists.',
  'Block the addresses below. Hunt for new accounts. Rotate all passwords. Do not reboot the host.',
  'A relay operated by Outcomes on behalf of the hospital was taken over by unknown actors via an unpatched gateway.',
];

describe('families of words', () => {
  it.each(texts)('lose nothing of: %s', (text) => {
    const prose = readProse('doc-1', '', text);
    expect(all(prose)).toEqual(all(withEverySign(prose)));
  });
});

/** As if every sentence had a word of every family, so that each pattern looks at it. */
function withEverySign(prose: Prose): Prose {
  return { ...prose, sentences: prose.sentences.map((each) => ({ ...each, signs: -1 })) };
}

function all(prose: Prose) {
  const suppliers = readSuppliers(prose, finders, 'Example CERT');
  return {
    suppliers,
    products: readProducts(prose, finders, { cves: ['CVE-2024-0001'], suppliers, schemeFor: () => 'generic' }),
    exploitation: readExploitation(prose),
    campaign: readCampaign(prose),
    activity: readActivity(prose),
    mitigations: readMitigations(prose),
  };
}

function linesOf(file: string): readonly string[] {
  const lines = readFileSync(new URL(file, import.meta.url), 'utf8').split('\n');
  return lines.filter((line) => line !== '' && !line.startsWith('#'));
}
