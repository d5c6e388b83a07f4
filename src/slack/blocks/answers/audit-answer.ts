import { minuteOf } from '../../../cases/apply-action.ts';
import type { AuditEntry } from '../../../domain/audit.ts';
import { bold, context, glue, line, richText, titledList, words } from '../elements.ts';
import { esc, mrkdwn } from '../safe-text.ts';
import type { SlackMessage } from '../slack-message.ts';
import { typed } from './typed.ts';

/** So many entries are asked for and shown. */
export const AUDIT_ENTRIES = 20;

/** Who changed what, newest first, and whether the whole chain is intact. */
export function auditAnswer(entries: readonly AuditEntry[], intact: boolean): SlackMessage {
  const chain = intact
    ? 'The chain of the audit is intact.'
    : 'The chain of the audit is broken: an entry was changed or taken out. "wardwatch audit export" names the first that does not fit.';
  const sentence = entries.length === 0 ? `Nobody has changed anything yet. ${chain}` : chain;
  return {
    text: esc(sentence),
    blocks: [
      ...richText([
        ...line(words(sentence)),
        ...titledList('Newest first', 'bullet', entries, AUDIT_ENTRIES, auditLine),
      ]),
      context(mrkdwn`\`wardwatch audit export\` gives every entry with its hash`),
    ],
  };
}

function auditLine({ number, at, actor, action, subject }: AuditEntry) {
  return line(
    glue(`${number} · ${minuteOf(at)} · `),
    bold(actor.name, 60),
    glue(' · '),
    words(action, 60),
    glue(' · '),
    typed(subject, 80),
  );
}
