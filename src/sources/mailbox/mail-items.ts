import { createHash } from 'node:crypto';
import { type ParsedMail, simpleParser } from 'mailparser';
import type { Instant } from '../../domain/time.ts';
import { messageOf } from '../../errors.ts';
import type { MailSender, PollContext, RawItem, RefusedItem } from '../../ports/source.ts';
import { readDate } from '../formats/dates.ts';
import { plausible } from '../formats/feed-item.ts';
import { attachedDocuments } from './attachments.ts';
import { bareSubject, forwardedIn } from './forwarded.ts';
import { linkedDocuments } from './linked-documents.ts';
import { mailBody } from './mail-body.ts';
import { mailTitle } from './mail-title.ts';
import { speakerOf } from './senders.ts';

/** A mail of somebody who is listed, as the server gave it. */
export interface ReceivedMail {
  readonly bytes: Uint8Array;
  readonly sender: MailSender;
  /** When the server took it in. */
  readonly receivedAt?: Instant;
  /** How many mails it lies within: it was attached to another. */
  readonly depth?: number;
}

/** What a mail holds. */
export interface MailItems {
  readonly items: readonly RawItem[];
  readonly refused: readonly RefusedItem[];
}

/**
 * A mail as documents. One alert is one story: what is attached or linked is the document, and the body is one of its own only
 * where it says more than that something is attached. The mail's id is made from its Message-ID, so that it is known again in
 * another folder. Never throws for what a mail holds.
 */
export async function itemsOfMail(context: PollContext, received: ReceivedMail): Promise<MailItems> {
  let mail: ParsedMail;
  try {
    mail = await simpleParser(Buffer.from(received.bytes), PARSER);
  } catch (error) {
    return { items: [], refused: [{ what: 'a mail', because: `It is not built like a mail: ${messageOf(error)}.` }] };
  }
  try {
    return await documentsOf(context, received, mail);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { items: [], refused: [{ what: subjectOf(mail), because: `Its body cannot be read: ${error.message}.` }] };
  }
}

const PARSER = { skipHtmlToText: true, skipImageLinks: true, skipTextLinks: true };

async function documentsOf(context: PollContext, received: ReceivedMail, mail: ParsedMail): Promise<MailItems> {
  const letter = letterOf(mail, received, context.now);
  const mailId = idOf(mail, received.bytes);
  const attached = attachedDocuments(mailId, mail.attachments);
  const within = await mailsWithin(context, received, attached.mails);
  const linked = await linkedDocuments(context, letter.links);
  const documents = [...attached.items, ...linked.items];
  const words = letter.lines.join('\n').trim();
  const isCover = isCoverNote(words, [...documents, ...within.items]);
  const speaker = speakerOf(context.source, received.sender, letter.from);
  const shared = { publisherName: speaker, ...(letter.sentAt !== undefined && { publishedAt: letter.sentAt }) };
  const items = documents.map((item): RawItem => {
    const title = mailTitle(letter.subject, words, documents.length === 1 ? 'the document' : item.guid);
    const isTitled = title !== undefined && TITLED.has(item.format);
    return { ...item, ...shared, ...(isTitled && { title }) };
  });
  if (words !== '' && !isCover) {
    const title = mailTitle(letter.subject, words, 'the body') ?? letter.subject;
    items.push({ ...shared, guid: mailId, title, format: 'text', bytes: new TextEncoder().encode(words) });
  }
  const refused = [...attached.refused, ...linked.refused, ...within.refused].map(({ what, because }) => ({
    what: `${letter.subject}: ${what}`,
    because,
  }));
  if (items.length + within.items.length + refused.length === 0)
    refused.push({ what: letter.subject, because: 'The mail holds neither words nor a document that can be read.' });
  return { items: [...items, ...within.items], refused };
}

/** Documents that tell their own title and label are left to it. */
const TITLED: ReadonlySet<string> = new Set(['pdf', 'html', 'text', 'markdown', 'csv']);

/** What a mail says, or the one that it sends on. */
interface Letter {
  readonly subject: string;
  readonly lines: readonly string[];
  readonly links: readonly string[];
  readonly sentAt?: Instant;
  /** Who wrote it first, where that is not its sender. */
  readonly from?: string;
}

function letterOf(mail: ParsedMail, { receivedAt, depth = 0 }: ReceivedMail, now: Instant): Letter {
  const body = mailBody(mail);
  const forwarded = forwardedIn(mail.subject ?? '', body.lines);
  const header = mail.headerLines.find(({ key }) => key === 'date')?.line.replace(/^date:/i, '');
  const sentAt = plausible(forwarded?.sentAt, now) ?? plausible(readDate(header), now) ?? receivedAt;
  const from = forwarded?.from ?? (depth > 0 ? mail.from?.value[0]?.address : undefined);
  return {
    subject: forwarded?.subject === undefined ? subjectOf(mail) : bareSubject(forwarded.subject),
    lines: forwarded?.lines ?? body.lines,
    links: body.links,
    ...(sentAt !== undefined && { sentAt }),
    ...(from !== undefined && { from }),
  };
}

function subjectOf({ subject }: ParsedMail): string {
  const bare = bareSubject(subject ?? '');
  return bare === '' ? 'A mail without a subject' : bare;
}

function idOf({ messageId }: ParsedMail, bytes: Uint8Array): string {
  return `mail-${createHash('sha256')
    .update(messageId ?? bytes)
    .digest('hex')
    .slice(0, 12)}`;
}

const DEEPEST = 3;

async function mailsWithin(
  context: PollContext,
  { sender, receivedAt, depth = 0 }: ReceivedMail,
  mails: readonly Uint8Array[],
): Promise<MailItems> {
  const items: RawItem[] = [];
  const refused: RefusedItem[] = [];
  for (const bytes of mails) {
    if (depth >= DEEPEST) {
      refused.push({ what: 'a mail within the mail', because: `It lies more than ${DEEPEST} mails deep.` });
      continue;
    }
    const received = { bytes, sender, depth: depth + 1, ...(receivedAt !== undefined && { receivedAt }) };
    const found = await itemsOfMail(context, received);
    items.push(...found.items);
    refused.push(...found.refused);
  }
  return { items, refused };
}

/** What a few lines above a document say stands in it; what names a flaw, or is longer, may stand nowhere else. */
const LONGEST_COVER_NOTE = 1_500;
/** The same above tables, which leave the story to the mail. */
const LONGEST_COVER_NOTE_OF_TABLES = 300;

function isCoverNote(words: string, documents: readonly RawItem[]): boolean {
  if (documents.length === 0 || /\bCVE-\d{4}-\d{4,}/i.test(words)) return false;
  const isOfTables = documents.every(({ format }) => format === 'csv');
  return words.length < (isOfTables ? LONGEST_COVER_NOTE_OF_TABLES : LONGEST_COVER_NOTE);
}
