import type { Mitigation } from '../domain/advisory.ts';
import { type Prose, quoteOf, withSingleBlanks } from './prose.ts';
import { has, SIGN } from './signs.ts';

const NONE =
  /\bno (?:patch|fix|update|workaround|mitigation|remediation)(?:es|s)?\b[^.]{0,40}\b(?:available|planned|exists?|known)\b|\bwill not be (?:fixed|patched)\b|\bno longer supported\b/i;
const PATCH =
  /\b(?:updat(?:e|es|ing)|upgrad(?:e|es|ing)|patch(?:es|ing)?|hotfix|install the (?:latest|fix)|fixed (?:version|release))\b/i;
const DETECT =
  /\b(?:monitor|review|search|hunt|examine|check|look for|scan|audit|detect|investigate|inspect|verify whether|identify)\b/i;
const ORDER =
  /^(?:\W*(?:immediately|please|then|also|first|at once|where possible|if possible),? )?\W*(?:update|upgrade|apply|patch|block|disable|isolate|monitor|review|examine|restrict|search|hunt|rotate|reset|enable|ensure|remove|uninstall|disconnect|implement|contact|verify|audit|check|scan|segment|limit|change|revoke|inspect|investigate|look for|identify|install|use|deploy|report|follow|preserve|stop|take|shut down|enforce|replace|minimi[sz]e|locate|consider|keep|notify|inform|train|remind|back up|configure|require|turn off|close|move|test)\b(?! of\b)/i;
const ADVICE =
  /\b(?:should|must|(?:is|are) (?:strongly )?(?:urged|advised|encouraged|recommended)|we (?:strongly )?(?:recommend|urge|advise)|recommends?|urges?|advises?|need to)\b/i;
const ADVICE_DEED =
  /\b(?:update|updat|upgrad|appl|patch|block|disabl|isolat|monitor|review|examin|restrict|search|hunt|rotat|reset|ensur|remov|uninstall|disconnect|contact|verif|audit|check|scan|segment|limit|chang|revok|inspect|investigat|identif|install|preserv|shut)/i;
/** The bullet or number of a list's item. */
const LIST_SIGN = /^\s*(?:[-*•‣▪+–]|\d{1,2}[.)]|\(?[a-z]\))\s+/;
/** What stands before an order in a form: "Required action: Update …". */
const LABEL = /^(?:required )?(?:actions?|remediations?|mitigations?|solutions?|workarounds?|recommendations?): /i;

/** What a text tells its readers to do, in its own order: orders in lists, advice in sentences, and that nothing can be done yet. */
export function readMitigations(prose: Prose): readonly Mitigation[] {
  const found: Mitigation[] = [];
  for (const sentence of prose.sentences) {
    if (sentence.isHeading || sentence.text.length > 600 || !has(sentence, SIGN.order)) continue;
    const words = withSingleBlanks(sentence.text.replace(LIST_SIGN, '')).replace(LABEL, '');
    const kind = kindOf(words);
    if (kind !== undefined) found.push({ kind, text: words.trim(), quote: quoteOf(prose, sentence) });
  }
  return found.slice(0, 40);
}

/** "If you cannot patch, disable …": what to do stands behind it. */
const CONDITION = /^(?:if|where|when|until|after|before) [^,.]{3,80}, /i;

function kindOf(sentence: string): Mitigation['kind'] | undefined {
  if (NONE.test(sentence)) return 'none-available';
  const words = sentence.replace(CONDITION, '');
  const isOrder = ORDER.test(words) && words.split(/\s+/).length >= 3;
  if (!isOrder && !(ADVICE.test(words) && ADVICE_DEED.test(words))) return undefined;
  if (PATCH.test(words)) return 'patch';
  return DETECT.test(words) ? 'detect' : 'mitigate';
}
