import type { Evidence, Match } from '../domain/match.ts';
import { defang } from '../indicators/defang.ts';

/** One reason why an advisory touches an asset, as a sentence without a live indicator. */
export function evidenceSentence(evidence: Evidence): string {
  switch (evidence.kind) {
    case 'product':
      return `product: ${evidence.because}`;
    case 'version':
      return `version: ${evidence.assetVersion ?? 'not known'} is ${evidence.verdict.kind} "${evidence.range}"${
        evidence.verdict.kind === 'undecided' ? `: ${evidence.verdict.because}` : ''
      }`;
    case 'supplier':
      return `supplier: ${evidence.because}`;
    case 'indicator-seen':
      return `indicator seen on the asset: ${defang(evidence.type, evidence.value)}`;
    case 'platform':
      return `platform: ${evidence.because}`;
    case 'age':
      return `age: ${evidence.because}`;
    case 'end-of-life':
      return `end of life: ${evidence.because}`;
  }
}

/** A match without live indicators, for output. */
export function safeMatch(match: Match): Match {
  const [first, ...rest] = match.evidence;
  return { ...match, evidence: [safeEvidence(first), ...rest.map(safeEvidence)] };
}

function safeEvidence(evidence: Evidence): Evidence {
  return evidence.kind === 'indicator-seen' ? { ...evidence, value: defang(evidence.type, evidence.value) } : evidence;
}
