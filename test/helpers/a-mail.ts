/** A part of a mail: its head lines, and its content as it travels. */
export interface MailPart {
  readonly head: readonly string[];
  readonly content: string;
}

export interface MailWords {
  readonly from?: string;
  readonly subject?: string;
  readonly date?: string;
  /** Without angle brackets. */
  readonly id?: string;
  /** More lines of the head, above all others. */
  readonly head?: readonly string[];
  readonly text?: string;
  readonly html?: string;
  readonly parts?: readonly MailPart[];
}

/** A mail as it travels (RFC 5322, RFC 2045). */
export function aMail(words: MailWords = {}): string {
  const { from = 'alerts@example.com', subject = 'Alert', date = 'Mon, 22 Jan 2024 10:00:00 +0000' } = words;
  const head = [
    ...(words.head ?? []),
    `From: ${from}`,
    'To: security@hospital.test',
    `Subject: ${subject}`,
    `Date: ${date}`,
    ...(words.id === undefined ? [] : [`Message-ID: <${words.id}>`]),
    'MIME-Version: 1.0',
  ];
  const body = [
    ...(words.text === undefined ? [] : [utf8Part('text/plain', words.text)]),
    ...(words.html === undefined ? [] : [utf8Part('text/html', words.html)]),
  ];
  const parts = words.parts ?? [];
  const alternatives = body.length === 2 ? [multipart('alternative', body)] : body;
  const whole = multipart('mixed', [...alternatives, ...parts]);
  return crlf([...head, ...whole.head, '', whole.content].join('\n'));
}

/** A file attached to a mail. */
export function aFile(name: string, type: string, bytes: string | Uint8Array): MailPart {
  return {
    head: [
      `Content-Type: ${type}`,
      `Content-Disposition: attachment; filename="${name}"`,
      'Content-Transfer-Encoding: base64',
    ],
    content: base64(bytes),
  };
}

function utf8Part(type: string, words: string): MailPart {
  return {
    head: [`Content-Type: ${type}; charset=utf-8`, 'Content-Transfer-Encoding: base64'],
    content: base64(words),
  };
}

/** Boundaries differ by what they part, so that a mail can hold another. */
function multipart(kind: string, parts: readonly MailPart[]): MailPart {
  const boundary = `---${kind}-${parts.reduce((sum, { content }) => sum + content.length, parts.length)}`;
  const written = parts.map(({ head, content }) => `--${boundary}\n${head.join('\n')}\n\n${content}\n`);
  return {
    head: [`Content-Type: multipart/${kind}; boundary="${boundary}"`],
    content: `${written.join('')}--${boundary}--\n`,
  };
}

function base64(bytes: string | Uint8Array): string {
  return (
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  ).join('\n');
}

function crlf(text: string): string {
  return text.replace(/\r?\n/g, '\r\n');
}
