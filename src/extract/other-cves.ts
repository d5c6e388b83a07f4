import type { FoundIndicator } from '../indicators/find.ts';
import { type Prose, sentenceAt, withSingleBlanks } from './prose.ts';

/** "This issue is not related to CVE-…": whatever else the text is about. */
const APART =
  /\b(?:not (?:related|connected|to be confused)|unrelated|separate|distinct|different|differs?|unlike|independent)\b[^.;]{0,80}$/i;
/** "Readers remember CVE-…, which gangs used two years ago": where another flaw is what the text is about. */
const BACK_BEFORE =
  /\b(?:remember|recall|reminiscent of|similar to|as with|like|after|following|previous(?:ly)?|earlier|past|last (?:week|month|year|spring|summer|autumn|fall|winter)|predecessor|history|years? ago|months? ago|weeks? (?:ago|after)|in (?:19|20)\d\d)\b[^.;]{0,80}$/i;
const BACK_AFTER =
  /^[^.;]{0,60}\b(?:(?:years?|months?|weeks?) (?:ago|earlier|before)|last (?:week|month|year|spring|summer|autumn|fall|winter)|in (?:\w+ )?(?:19|20)\d\d)\b/i;

/**
 * The CVE ids that a text names only to look back on an earlier flaw, or to say that it is another one. What is said of a flaw in
 * the title, or of the only flaw of a text, is no looking back.
 */
export function otherCves(
  prose: Prose,
  found: readonly FoundIndicator[],
  titleCves: readonly string[],
): readonly string[] {
  const mentions = found
    .filter(({ type }) => type === 'cve')
    .map((one) => ({ cve: one.value, way: wayOf(prose, one) }));
  const inTitle = new Set(titleCves);
  const all = [...new Set(mentions.map(({ cve }) => cve))].filter((cve) => !inTitle.has(cve));
  const waysOf = (cve: string) => mentions.filter((one) => one.cve === cve).map(({ way }) => way);
  const apart = all.filter((cve) => waysOf(cve).includes('apart'));
  const back = all.filter((cve) => waysOf(cve).every((way) => way === 'back'));
  const others = new Set([...apart, ...back]);
  const hasOwn = inTitle.size > 0 || all.some((cve) => !others.has(cve));
  return hasOwn ? [...others] : apart;
}

function wayOf(prose: Prose, { start, end }: FoundIndicator): 'apart' | 'back' | 'own' {
  const sentence = sentenceAt(prose, start);
  const from = Math.max(sentence?.start ?? 0, start - REACH);
  const before = withSingleBlanks(prose.text.slice(from, start));
  const after = withSingleBlanks(prose.text.slice(end, Math.min(sentence?.end ?? end, end + REACH)));
  if (APART.test(before)) return 'apart';
  return BACK_BEFORE.test(before) || BACK_AFTER.test(after) ? 'back' : 'own';
}

const REACH = 160;
