import type { Advisory, PublisherKind } from '../domain/advisory.ts';
import type { Change } from './change.ts';
import { isMirror } from './mirror.ts';

/** Publishers whose first word on a case is told however many others spoke before. */
const ALWAYS_HEARD: ReadonlySet<PublisherKind> = new Set(['health-body', 'government', 'vendor'] as const);

/**
 * A publisher speaks in this case for the first time: the first one beside the one that opened it, and always a health or
 * government body or the vendor. A mirror is nobody's own word, and a KEV entry is told as such.
 */
export function newVoice(change: Change): readonly string[] {
  const { before, newcomer } = change;
  const voices = new Set(before.members.map((member) => member.advisory.publisher.name));
  const { name, kind } = newcomer.publisher;
  if (newcomer.withdrawn || newcomer.kev.length > 0 || voices.has(name)) return [];
  const repeats = mirroredMember(change) !== undefined;
  if (kind === 'health-body' || kind === 'government') {
    return [`First warning by ${name}: "${newcomer.title}"${repeats ? ', which it passes on' : ''}.`];
  }
  const isFirstOther = voices.size === 1;
  if (repeats || !(isFirstOther || ALWAYS_HEARD.has(kind))) return [];
  return [`${name} reports it independently: "${newcomer.title}".`];
}

/** The advisory of the case that the newcomer only repeats. */
export function mirroredMember({ before, newcomer }: Change): Advisory | undefined {
  return before.members.map((member) => member.advisory).find((advisory) => isMirror(newcomer, advisory));
}
