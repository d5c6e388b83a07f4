import path from 'node:path';
import type { Attachment } from 'mailparser';
import { visibleText } from '../../domain/visible-text.ts';
import type { RawItem, RefusedItem } from '../../ports/source.ts';
import { EXCEL, itemsOf } from '../formats/split-file.ts';

/** What the attachments of a mail hold. */
export interface AttachedDocuments {
  readonly items: readonly RawItem[];
  /** Mails within the mail, whole. */
  readonly mails: readonly Uint8Array[];
  readonly refused: readonly RefusedItem[];
}

const MOST_ATTACHMENTS = 50;
const LARGEST_ATTACHMENT_BYTES = 15_000_000;

/**
 * The documents attached to a mail. Pictures of signatures, calendar entries, business cards and signatures are no documents
 * and are passed over; what holds words that cannot be read is refused with what to do. A document that carries no id of its
 * own gets the mail's and its file's name.
 */
export function attachedDocuments(mailId: string, attachments: readonly Attachment[]): AttachedDocuments {
  const items: RawItem[] = [];
  const mails: Uint8Array[] = [];
  const refused: RefusedItem[] = [];
  const names = new Map<string, number>();
  const documents = attachments.filter((attachment) => !isPassedOver(attachment));
  for (const attachment of documents.slice(0, MOST_ATTACHMENTS)) {
    const name = nameOf(attachment, names);
    const because = refusalOf(attachment, name);
    if (because !== undefined) refused.push({ what: name, because });
    else if (attachment.contentType === 'message/rfc822' || /\.eml$/i.test(name)) mails.push(attachment.content);
    else {
      const found = itemsOf(name, attachment.content);
      items.push(...found.items.map((item) => (item.guid === name ? { ...item, guid: `${mailId}/${name}` } : item)));
      refused.push(...found.refused);
    }
  }
  if (documents.length > MOST_ATTACHMENTS) {
    const because = `A mail's first ${MOST_ATTACHMENTS} attachments are read; this one has ${documents.length}.`;
    refused.push({ what: `${documents.length - MOST_ATTACHMENTS} attachments`, because });
  }
  return { items, mails, refused };
}

function isPassedOver({ contentType, filename = '', related, contentDisposition }: Attachment): boolean {
  if (/^image\//.test(contentType)) return related || contentDisposition !== 'attachment';
  return (
    /^(?:text\/(?:calendar|x?-?vcard|directory)|application\/(?:ics|pgp-signature|(?:x-)?pkcs7-signature))$/.test(
      contentType,
    ) || /\.(?:ics|vcf|p7s|asc|sig)$/i.test(filename)
  );
}

/** The file's name as the sender wrote it, without a path; the same name twice is told apart by a number. */
function nameOf({ filename, contentType }: Attachment, taken: Map<string, number>): string {
  const written = visibleText(path.posix.basename((filename ?? '').replaceAll('\\', '/'))).slice(0, 150);
  const name = written === '' ? `attachment${/pdf/.test(contentType) ? '.pdf' : ''}` : written;
  const times = (taken.get(name) ?? 0) + 1;
  taken.set(name, times);
  return times === 1 ? name : `${name}#${times}`;
}

function refusalOf({ contentType, size }: Attachment, name: string): string | undefined {
  if (size > LARGEST_ATTACHMENT_BYTES) return `It is larger than ${LARGEST_ATTACHMENT_BYTES / 1e6} MB.`;
  if (/ms-tnef/.test(contentType) || /^winmail\.dat/i.test(name))
    return 'Outlook packed it in its own way (winmail.dat); ask the sender for mails in HTML or plain text.';
  if (/pkcs7-mime|pgp-encrypted/.test(contentType) || /\.(?:p7m|pgp|gpg)$/i.test(name))
    return 'It is encrypted; forward it decrypted, or ask the sender for an open one.';
  if (/\.csv$/i.test(name)) return undefined;
  if (/spreadsheetml|ms-excel/.test(contentType) || /\.xls[xmb]?$/i.test(name)) return EXCEL;
  if (/msword|officedocument|ms-powerpoint|opendocument|rtf/.test(contentType) || OFFICE.test(name))
    return 'An Office document; PDF, HTML, CSAF, CSV and plain text are read. Save it as PDF and forward that.';
  if (/^(?:image|video|audio)\//.test(contentType)) return 'A picture or recording; a person has to look.';
  return undefined;
}

const OFFICE = /\.(?:docx?|docm|pptx?|odt|ods|odp|rtf|msg|one)$/i;
