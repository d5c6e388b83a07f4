import { ImapFlow } from 'imapflow';
import { certificatesIn } from '../../certificates.ts';
import { messageOf } from '../../errors.ts';
import type { Mailbox } from '../../ports/source.ts';

/** How a mailbox is reached. */
export interface MailAccess {
  readonly mailbox: Mailbox;
  /** Its password, or a token where it is opened by one. */
  readonly secret: string;
  /** The file with the certificates of a private authority. */
  readonly caFile?: string;
}

/** That a mailbox cannot be read, in words that say what to do. */
export class MailboxAway extends Error {}

const CONNECT_MS = 15_000;
const SILENCE_MS = 60_000;
/** A server that drips must not hold the poll for ever. */
const WHOLE_POLL_MS = 600_000;
/** Larger than the largest mail that is asked for, so that no server can fill the memory. */
const LARGEST_ANSWER_BYTES = 60_000_000;

/**
 * Opens the folder of a mailbox for reading only (EXAMINE), lets the work be done in it and logs out. Nothing is marked as
 * read, moved or deleted. Throws MailboxAway.
 */
export async function inMailbox<Result>(
  access: MailAccess,
  work: (client: ImapFlow, uidValidity: string) => Promise<Result>,
): Promise<Result> {
  const { mailbox } = access;
  const client = new ImapFlow({ ...optionsOf(access), logger: false });
  // What breaks the connection also rejects what waits for it.
  client.on('error', () => undefined);
  const deadline = setTimeout(() => client.close(), WHOLE_POLL_MS);
  try {
    await client.connect();
    const opened = await client.mailboxOpen(mailbox.folder, { readOnly: true }).catch(async (error: unknown) => {
      throw new MailboxAway(await noFolderWords(client, mailbox, error));
    });
    const result = await work(client, String(opened.uidValidity));
    await client.logout().catch(() => undefined);
    return result;
  } catch (error) {
    throw error instanceof MailboxAway ? error : awayBecause(error, access);
  } finally {
    clearTimeout(deadline);
    client.close();
  }
}

function optionsOf({ mailbox, secret, caFile }: MailAccess): ConstructorParameters<typeof ImapFlow>[0] {
  const { host, port, user, tls, oauth } = mailbox;
  return {
    host,
    port,
    secure: tls === 'implicit',
    ...(tls !== 'implicit' && { doSTARTTLS: tls === 'starttls' }),
    auth: oauth === undefined ? { user, pass: secret } : { user, accessToken: secret },
    ...(caFile !== undefined && { tls: { ca: certificatesIn(caFile) } }),
    disableAutoIdle: true,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    maxLiteralSize: LARGEST_ANSWER_BYTES,
    maxResponseSize: 2 * LARGEST_ANSWER_BYTES,
  };
}

const MOST_FOLDERS_SHOWN = 30;

async function noFolderWords(client: ImapFlow, { folder }: Mailbox, error: unknown): Promise<string> {
  const folders = await client.list().catch(() => []);
  const names = folders.map(({ path }) => path).sort();
  if (folders.length === 0 || names.includes(folder))
    return `The folder "${folder}" cannot be opened: ${serverWords(error)}.`;
  const shown = names.slice(0, MOST_FOLDERS_SHOWN).join(', ');
  const more = names.length > MOST_FOLDERS_SHOWN ? ` and ${names.length - MOST_FOLDERS_SHOWN} more` : '';
  return `The mailbox has no folder "${folder}". It has: ${shown}${more}. Correct mailbox.folder.`;
}

/** Faults of the network and of the library carry a code; anything else is a mistake of ours and stays what it is. */
function awayBecause(error: unknown, { mailbox, secret, caFile }: MailAccess): unknown {
  if (!(error instanceof Error)) return error;
  const { host, port, user, oauth } = mailbox;
  const fault = error as Error & Fault;
  if (fault.authenticationFailed === true) {
    const said = serverWords(error).replaceAll(secret, '…');
    const advice =
      oauth === undefined
        ? 'Check the user and what secretEnv names; many servers want a password made for one app.'
        : 'The token was given, so the app may not read this mailbox: it needs leave for IMAP, and for this user.';
    return new MailboxAway(`${host} refused the login of ${user} (${said}). ${advice}`);
  }
  const certificate = CERTIFICATE_WORDS[fault.code ?? ''];
  if (certificate !== undefined) {
    const known =
      caFile === undefined || certificate !== PRIVATE_AUTHORITY
        ? ''
        : ` The certificates in ${caFile} do not vouch for it.`;
    return new MailboxAway(`The certificate of ${host} is not accepted: ${certificate}.${known}`);
  }
  if (fault.tlsFailed === true || /^(?:EPROTO$|ERR_SSL_)/.test(fault.code ?? '')) {
    return new MailboxAway(
      `${host}:${port} does not speak TLS the way it was asked to. Port 993 wants tls: implicit, port 143 tls: starttls.`,
    );
  }
  if (fault.code === undefined && fault.responseStatus === undefined) return error;
  const words = NETWORK_WORDS[fault.code ?? ''] ?? `answered with a fault: ${serverWords(error)}`;
  return new MailboxAway(`The mail server ${host}:${port} ${words.replaceAll(secret, '…')}.`);
}

/** What faults of the library may carry. */
interface Fault {
  readonly code?: string;
  readonly authenticationFailed?: boolean;
  readonly tlsFailed?: boolean;
  readonly responseStatus?: string;
}

function serverWords(error: unknown): string {
  const text =
    error instanceof Error && 'responseText' in error && typeof error.responseText === 'string'
      ? error.responseText
      : messageOf(error);
  return text.slice(0, 200).replace(/[.\s]+$/, '');
}

const PRIVATE_AUTHORITY =
  'it is signed by nobody whom this machine knows; give the file of your own authority as caFile';

const CERTIFICATE_WORDS: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: PRIVATE_AUTHORITY,
  SELF_SIGNED_CERT_IN_CHAIN: PRIVATE_AUTHORITY,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: PRIVATE_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT: PRIVATE_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: PRIVATE_AUTHORITY,
  CERT_HAS_EXPIRED: 'it has expired; the server has to be given a new one',
  CERT_NOT_YET_VALID: 'it is not valid yet; check the clock of this machine',
  ERR_TLS_CERT_ALTNAME_INVALID: 'it is for another name; write mailbox.host as the certificate names it',
};

const NETWORK_WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'takes no connections; check mailbox.host and mailbox.port',
  ENOTFOUND: 'is not known by that name; check mailbox.host',
  EAI_AGAIN: 'cannot be looked up now; the name service does not answer',
  CONNECT_TIMEOUT: 'did not answer in time; a firewall may stand between',
  GREETING_TIMEOUT: 'did not greet in time; check mailbox.port and mailbox.tls',
  ETIMEOUT: 'fell silent',
  NoConnection: 'closed the connection',
  EConnectionClosed: 'closed the connection',
  ECONNRESET: 'closed the connection',
};
