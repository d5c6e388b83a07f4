import type { FetchMessageObject, ImapFlow } from 'imapflow';
import type { Mailbox, MailSender, PollContext, PollOutcome, RawItem, RefusedItem } from '../../ports/source.ts';
import { textOf } from '../formats/json-access.ts';
import { accessToken } from './access-token.ts';
import { inMailbox, MailboxAway } from './connection.ts';
import { itemsOfMail } from './mail-items.ts';
import { senderOf } from './senders.ts';
import { forgedBecause } from './server-verdict.ts';

/** How far back the first reading goes. */
const FIRST_DAYS = 90;
const MOST_MAILS_A_POLL = 100;
/** With its attachments as they travel, a third larger than the files. */
const LARGEST_MAIL_BYTES = 40_000_000;
/** What one poll holds in memory; the rest waits for the next. */
const MOST_BYTES_A_POLL = 60_000_000;
const ENVELOPES_AT_ONCE = 500;

/** Reads a mailbox with its password, or with the token that the secret is exchanged for. Throws nothing that the server's faults bring about: they are refusals in words. */
export async function readMailbox(context: PollContext, mailbox: Mailbox, secret: string): Promise<PollOutcome> {
  const { caFile } = context.source;
  const login =
    mailbox.oauth === undefined
      ? { kind: 'token' as const, token: secret }
      : await accessToken(context, mailbox.oauth, secret);
  if (login.kind === 'refused') return login;
  const access = { mailbox, secret: login.token, ...(caFile !== undefined && { caFile }) };
  try {
    return await inMailbox(access, (client, uidValidity) => readFolder(client, uidValidity, context));
  } catch (error) {
    if (error instanceof MailboxAway) return { kind: 'refused', because: error.message };
    throw error;
  }
}

async function readFolder(client: ImapFlow, uidValidity: string, context: PollContext): Promise<PollOutcome> {
  const { source, cursor } = context;
  const place = `${source.mailbox?.user}@${source.mailbox?.host}/${source.mailbox?.folder}`;
  const isKnown = textOf(cursor?.place) === place && textOf(cursor?.uidValidity) === uidValidity;
  const before = isKnown ? Number(cursor?.lastUid) : undefined;
  const uidNext = client.mailbox === false ? 1 : client.mailbox.uidNext;
  const uids = await newUids(client, before, context.now);
  if (uids.length === 0 && before !== undefined) return { kind: 'unchanged' };
  const listed = await listedMails(client, uids, source.senders ?? []);
  // The newest first, where not all are read for good.
  const turn = await readMails(client, before === undefined ? listed.reverse() : listed, context);
  const isCut = before !== undefined && turn.read < listed.length;
  const lastUid = isCut ? (listed[turn.read - 1]?.uid ?? before) : Math.max(uidNext - 1, ...uids.slice(-1));
  const strangers = uids.filter((uid) => uid <= lastUid).length - (isCut ? turn.read : listed.length);
  const aside = [
    ...(strangers > 0 ? [`${strangers} of other senders left alone`] : []),
    ...(before === undefined && turn.read < listed.length ? [`only the newest ${turn.read} mails read`] : []),
  ].join(', ');
  return {
    kind: 'changed',
    items: turn.items,
    refused: turn.refused,
    cursor: { place, uidValidity, lastUid },
    ...(aside !== '' && { aside }),
  };
}

/** In ascending order. The first time: those of the last days only. */
async function newUids(client: ImapFlow, lastUid: number | undefined, now: string): Promise<number[]> {
  const query =
    lastUid === undefined
      ? { since: new Date(Date.parse(now) - FIRST_DAYS * 86_400_000) }
      : { uid: `${lastUid + 1}:*` };
  const found = await client.search(query, { uid: true });
  // "n:*" also answers the last mail there is, whatever its number.
  return (found || []).filter((uid) => uid > (lastUid ?? 0)).sort((a, b) => a - b);
}

interface ListedMail {
  readonly uid: number;
  readonly sender: MailSender;
  readonly envelope: FetchMessageObject;
}

async function listedMails(
  client: ImapFlow,
  uids: readonly number[],
  senders: readonly MailSender[],
): Promise<ListedMail[]> {
  const listed: ListedMail[] = [];
  const wanted = { uid: true, envelope: true, size: true, internalDate: true, headers: ['authentication-results'] };
  for (let at = 0; at < uids.length; at += ENVELOPES_AT_ONCE) {
    const range = uids.slice(at, at + ENVELOPES_AT_ONCE).join(',');
    for (const envelope of await client.fetchAll(range, wanted, { uid: true })) {
      const from = envelope.envelope?.from ?? [];
      const sender = from.length === 1 ? senderOf(from[0]?.address, senders) : undefined;
      if (sender !== undefined) listed.push({ uid: envelope.uid, sender, envelope });
    }
  }
  return listed.sort((a, b) => a.uid - b.uid);
}

interface Turn {
  readonly items: readonly RawItem[];
  readonly refused: readonly RefusedItem[];
  /** How many of the mails were read; the others wait. */
  readonly read: number;
}

async function readMails(client: ImapFlow, mails: readonly ListedMail[], context: PollContext): Promise<Turn> {
  const items: RawItem[] = [];
  const refused: RefusedItem[] = [];
  let bytes = 0;
  let read = 0;
  for (const mail of mails) {
    if (read >= MOST_MAILS_A_POLL || bytes > MOST_BYTES_A_POLL) break;
    const because = refusalOf(mail.envelope);
    const found =
      because === undefined
        ? await readMail(client, mail, context)
        : { items: [], refused: [{ what: mail.envelope.envelope?.subject ?? 'a mail', because }] };
    items.push(...found.items);
    refused.push(...found.refused);
    bytes += found.items.reduce((sum, item) => sum + item.bytes.byteLength, 0);
    read += 1;
  }
  return { items, refused, read };
}

function refusalOf({ size = 0, headers }: FetchMessageObject): string | undefined {
  if (size > LARGEST_MAIL_BYTES) return `The mail is larger than ${LARGEST_MAIL_BYTES / 1e6} MB and was not fetched.`;
  const lines = (headers?.toString('utf8') ?? '').replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  return forgedBecause(lines.map((line) => line.replace(/^authentication-results:/i, '').trim()).filter(Boolean));
}

async function readMail(client: ImapFlow, { uid, sender, envelope }: ListedMail, context: PollContext) {
  const fetched = await client.fetchOne(String(uid), { source: true }, { uid: true });
  // Whoever deletes a mail while it is read does not want it read.
  if (fetched === false || fetched.source === undefined) return { items: [], refused: [] };
  const { internalDate } = envelope;
  const receivedAt = internalDate === undefined ? undefined : new Date(internalDate).toISOString();
  return itemsOfMail(context, { bytes: fetched.source, sender, ...(receivedAt !== undefined && { receivedAt }) });
}
