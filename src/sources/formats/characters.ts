/** What is known of a text's encoding beside its bytes. */
export interface EncodingHints {
  /** The `content-type` header, when a server sent one. */
  readonly contentType?: string;
}

/**
 * Reads bytes as characters. A byte order mark wins over the server's charset, that over the document's own declaration
 * (XML declaration, HTML meta), that over a look at the bytes. A declared UTF-8 that mostly is not UTF-8 is read as
 * windows-1252, and UTF-8 that is declared as an alphabet of single bytes, which hardly ever makes such sequences, as UTF-8. Never throws: what cannot be read becomes U+FFFD.
 */
export function charactersOf(bytes: Uint8Array, hints: EncodingHints = {}): string {
  const mark = BYTE_ORDER_MARKS.find(({ bytes: signature }) => signature.every((byte, at) => bytes[at] === byte));
  if (mark !== undefined) return decode(bytes.subarray(mark.bytes.length), mark.label);
  const wide = wideEncodingOf(bytes);
  if (wide !== undefined) return decode(bytes, wide);
  const declared = charsetOf(hints.contentType) ?? declaredIn(bytes);
  return declared === undefined || isUtf8(declared) || isWide(declared) || (isSingleByte(declared) && isUtf8Text(bytes))
    ? utf8OrWestern(bytes)
    : decode(bytes, declared);
}

/** The text of a stored document: UTF-8, whatever the document declares of the bytes that it came in. */
export function storedText(bytes: Uint8Array): string {
  return charactersOf(bytes, { contentType: 'text/plain; charset=utf-8' });
}

const BYTE_ORDER_MARKS = [
  { bytes: [0xff, 0xfe, 0x00, 0x00], label: 'utf-32le' },
  { bytes: [0x00, 0x00, 0xfe, 0xff], label: 'utf-32be' },
  { bytes: [0xef, 0xbb, 0xbf], label: 'utf-8' },
  { bytes: [0xff, 0xfe], label: 'utf-16le' },
  { bytes: [0xfe, 0xff], label: 'utf-16be' },
] as const;

/** UTF-16 and UTF-32 without a mark, told by the zero bytes around the first character, which is ASCII in every format we read. */
function wideEncodingOf(bytes: Uint8Array): string | undefined {
  const zeros = [0, 1, 2, 3].map((at) => (bytes[at] === 0 ? '0' : 'x')).join('');
  return { '000x': 'utf-32be', x000: 'utf-32le', '0x0x': 'utf-16be', x0x0: 'utf-16le' }[zeros];
}

function charsetOf(contentType: string | undefined): string | undefined {
  return contentType?.match(/charset\s{0,5}=\s{0,5}["']?([\w.:-]{2,40})/i)?.[1];
}

/** The charset in an XML declaration or an HTML meta element, looked for in the first 2,048 bytes. */
function declaredIn(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 2048));
  const declaration = head.match(/^\s{0,50}<\?xml[^>]{0,200}?encoding\s{0,5}=\s{0,5}["']([\w.:-]{2,40})["']/)?.[1];
  return declaration ?? head.match(/<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}["']?([\w.:-]{2,40})/i)?.[1];
}

function isUtf8(label: string): boolean {
  return /^(utf-?8|us-ascii|ascii)$/i.test(label);
}

/** A document whose declaration can be read byte by byte is not UTF-16 or UTF-32, whatever it says. */
function isWide(label: string): boolean {
  return /^(utf-?(16|32)|ucs-?[24]|u(16|32)|iso-10646-ucs-[24])/i.test(label.replace('_', '-'));
}

function isSingleByte(label: string): boolean {
  return /^(windows-?|cp-?)125\d$|^iso-?8859-?\d+$|^latin-?\d$|^(koi8|macintosh)/i.test(label.replaceAll('_', '-'));
}

/** Whether the bytes are UTF-8 from end to end, with characters beyond ASCII. */
function isUtf8Text(bytes: Uint8Array): boolean {
  return bytes.some((byte) => byte > 0x7f) && !new TextDecoder('utf-8').decode(bytes).includes('\ufffd');
}

function utf8OrWestern(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8').decode(bytes);
  if (!text.includes('\ufffd')) return text;
  const unreadable = text.split('\ufffd').length - 1;
  const readable = [...text.matchAll(/[^\u0000-\u007f\ufffd]/gu)].length;
  return unreadable > readable ? decode(bytes, 'windows-1252') : text;
}

function decode(bytes: Uint8Array, label: string): string {
  if (label === 'utf-32le' || label === 'utf-32be') return decodeUtf32(bytes, label === 'utf-32le');
  try {
    const decoder = new TextDecoder(label);
    const text = decoder.decode(bytes);
    return decoder.encoding === 'windows-1252' ? text.replace(/[\u0080-\u009f]/g, westernCharacter) : text;
  } catch {
    return utf8OrWestern(bytes);
  }
}

/** What windows-1252 has where Latin-1 has control characters; Node 20 reads the one as the other. */
const WESTERN = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function westernCharacter(control: string): string {
  return WESTERN.charAt(control.charCodeAt(0) - 0x80);
}

function decodeUtf32(bytes: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: string[] = [];
  for (let at = 0; at + 4 <= bytes.byteLength; at += 4) {
    const code = view.getUint32(at, littleEndian);
    parts.push(code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd');
  }
  return parts.join('');
}
