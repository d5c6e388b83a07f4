import type { MailSender, SourceConfig } from '../../ports/source.ts';

/** The sender of the list that an address belongs to: the address itself goes before its domain. Undefined: its mails are left alone. */
export function senderOf(address: string | undefined, senders: readonly MailSender[]): MailSender | undefined {
  const written = address?.trim().toLowerCase() ?? '';
  const domain = written.slice(written.lastIndexOf('@'));
  return senders.find(({ from }) => from === written) ?? senders.find(({ from }) => from === domain);
}

/**
 * The name of the publisher who speaks in a mail. A mail that was sent on speaks for its first sender only where that one is
 * listed and the one who sent it on is trusted; else anybody could speak for anybody.
 */
export function speakerOf(source: SourceConfig, sender: MailSender, firstSender: string | undefined): string {
  const first = sender.trusted ? senderOf(firstSender, source.senders ?? []) : undefined;
  return ((first ?? sender).publisher ?? source.publisher).name;
}
