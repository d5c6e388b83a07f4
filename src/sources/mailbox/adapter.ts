import type { SourceAdapter } from '../../ports/source.ts';

/**
 * The mails of listed senders in a folder of an IMAP server. Mails are neither marked, moved nor deleted; of others nothing
 * but sender and size is looked at. The cursor is UIDVALIDITY and the last UID that was read; where the server counts anew,
 * the folder is read again, and what is stored already is known by its Message-ID.
 */
export const mailbox: SourceAdapter = {
  kind: 'mailbox',
  async poll(context) {
    const { source, secret } = context;
    if (source.mailbox === undefined) return { kind: 'refused', because: `The source ${source.id} names no mailbox.` };
    if (secret === undefined) {
      const what = source.mailbox.oauth === undefined ? 'password' : 'secret for the token';
      const because = `The ${what} of ${source.mailbox.user} is not set. Put it into the variable ${source.secretEnv ?? 'that secretEnv names'} of the environment.`;
      return { kind: 'refused', because };
    }
    // The libraries for mail take long to load, so they are when there is mail to read.
    const { readMailbox } = await import('./read-mailbox.ts');
    return readMailbox(context, source.mailbox, secret);
  },
};
