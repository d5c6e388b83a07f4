import { type CommandUsage, didYouMean, splitVerb } from './command-usage.ts';

/** What is asked with `/ward`. */
export type WardRequest =
  | { readonly kind: 'help' | 'status' | 'sources' | 'audit' }
  | { readonly kind: 'pause' | 'resume' | 'poll'; readonly sourceId: string }
  /** Not understood; `words` say why and what would be right. */
  | { readonly kind: 'slip'; readonly words: string };

/** Reads what stands behind `/ward`. */
export function readWardRequest(text: string): WardRequest {
  const { verb, rest } = splitVerb(text);
  switch (verb) {
    case '':
    case 'help':
      return { kind: 'help' };
    case 'status':
    case 'audit':
      return rest === '' ? { kind: verb } : slip(`"/ward ${verb}" stands alone.`);
    case 'sources':
      return sourcesRequest(rest);
    default:
      return slip(`"/ward" does not know this command.${didYouMean(verb, VERBS)} It knows ${VERBS.join(', ')}.`);
  }
}

/** Everything that `/ward` can do, in the order in which help names it. */
export const WARD_USAGE: readonly CommandUsage[] = [
  { usage: '/ward status', does: 'Says how wardwatch is: sources, what waits, what was told last. Stops a re-match.' },
  {
    usage: '/ward sources',
    does: 'Lists the sources with their last success, those in trouble first.',
  },
  {
    usage: '/ward sources pause ID',
    does: 'Stops polling a source until "resume"; "poll" polls it at once. For admins.',
  },
  { usage: '/ward audit', does: 'Shows who changed what, newest first. For admins.' },
  { usage: '/ward help', does: 'Shows this.' },
];

const VERBS = ['status', 'sources', 'audit', 'help'] as const;
const SOURCE_VERBS = ['pause', 'resume', 'poll'] as const;

function slip(words: string): WardRequest {
  return { kind: 'slip', words };
}

function sourcesRequest(rest: string): WardRequest {
  const { verb, rest: sourceId } = splitVerb(rest);
  if (verb === '') return { kind: 'sources' };
  const kind = SOURCE_VERBS.find((known) => known === verb);
  if (kind === undefined) {
    return slip(
      `"/ward sources" takes nothing, or ${SOURCE_VERBS.join(', ')} and an id.${didYouMean(verb, SOURCE_VERBS)}`,
    );
  }
  if (!/^\S+$/.test(sourceId))
    return slip(`"/ward sources ${kind}" needs the id of one source; "/ward sources" lists them.`);
  return { kind, sourceId: sourceId.toLowerCase() };
}
