import { TLP_LABELS, type Tlp } from '../../domain/tlp.ts';
import { readTlp } from '../../extract/tlp.ts';

/**
 * The title of what a mail brought, with the narrowest label that subject or body gives it, for a title's label goes before
 * a document's own. So a label wider than AMBER, which unlabelled mails have, is left to the document. `of` is the body, the
 * one document of the mail, or the guid of one of several: these keep their own titles, unless the mail's label has to stand in it.
 */
export function mailTitle(subject: string, words: string, of: string): string | undefined {
  const label = narrowest(readTlp(subject), readTlp(words));
  const bare = subject.replace(LABEL, ' ').replace(/\s+/g, ' ').trim() || subject;
  const isLabelled = label !== undefined && (of === 'the body' || TLP_LABELS.indexOf(label) >= AMBER);
  const mark = isLabelled ? ` (TLP:${label})` : '';
  if (of === 'the body' || of === 'the document') return `${bare}${mark}`;
  return isLabelled ? `${of.slice(of.lastIndexOf('/') + 1)}${mark}` : undefined;
}

const AMBER = TLP_LABELS.indexOf('AMBER');

const LABEL = /[[(]?\bTLP\s?[:\- ]\s?(?:CLEAR|WHITE|GREEN|AMBER(?:[+ ]STRICT)?|RED)\b[\])]?(?:\s?[-–:|])?/gi;

function narrowest(...labels: readonly (Tlp | undefined)[]): Tlp | undefined {
  return labels.filter((label) => label !== undefined).sort((a, b) => TLP_LABELS.indexOf(b) - TLP_LABELS.indexOf(a))[0];
}
