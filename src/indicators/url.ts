import { dottedNames } from './dotted-names.ts';
import { canonicalHost } from './host.ts';
import { canonicalIpv4 } from './ipv4.ts';
import { canonicalIpv6 } from './ipv6.ts';
import type { Candidate, IndicatorKind } from './types.ts';
import { unwrapped } from './unwrap.ts';

const SCHEME = /(?<![a-z0-9])(?:https?|s?ftps?|tcp|udp|wss?|ldaps?|smb|ssh|rtsp|gopher|telnet|file)$/i;
/** What follows `://`. Brackets stand in it only around an IPv6 host, and as the name of a list in a query: `a[]=1`. */
const AFTER_SCHEME = /(?:\[[0-9a-f:.]{2,45}\])?(?:[^\s"<>`\u2018-\u201d\u3000|^[\]]{1,2000}|\[\w{0,20}\](?==)){1,40}/iy;

/** What follows the host of an address without scheme: perhaps a port, and a path that is more than a fraction or a date. */
const PATH = /(?::\d{1,5})?\/(?!\d{1,2}(?![\w./?=-]))[^\s"<>`\u2018-\u201d|^,;[\]]{0,2000}/y;

/** Addresses (WHATWG URL) with or without their scheme; what a mail gateway wrapped is given as it was. */
export const url: IndicatorKind = {
  id: 'url',
  find: (text, wasDefanged = () => false) =>
    text.includes('/')
      ? [...withScheme(text), ...withoutScheme(text)].flatMap((place) => readPlace(text, place, wasDefanged))
      : [],
  canonical: (written) => readUrl(written, true)?.value,
  defang: (value) => value.replace(/^h(tt)(ps?)(?=:)/i, 'hxx$2').replaceAll('.', '[.]'),
};

/** An address as it stands, with whatever follows it without a blank. */
interface Place {
  readonly start: number;
  readonly written: string;
}

function withScheme(text: string): readonly Place[] {
  const places: Place[] = [];
  /** Where the last address ended: the next may be glued to it. */
  let free = 0;
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', Math.max(at + 3, free))) {
    const scheme = SCHEME.exec(text.slice(Math.max(free, at - 8), at))?.[0];
    AFTER_SCHEME.lastIndex = at + 3;
    const rest = scheme === undefined ? undefined : AFTER_SCHEME.exec(text)?.[0];
    if (scheme === undefined || rest === undefined) continue;
    const written = withoutNext(`${scheme}://${rest}`);
    places.push({ start: at - scheme.length, written });
    free = at - scheme.length + written.length;
  }
  return places;
}

function withoutScheme(text: string): readonly Place[] {
  return dottedNames(text).flatMap(({ start, end }) => {
    const next = text[end];
    if ((next !== '/' && next !== ':') || /[\w@.:/\\%-]/.test(text[start - 1] ?? '')) return [];
    PATH.lastIndex = end;
    const path = PATH.exec(text)?.[0];
    const glue = /^[^.]*[\u3040-\u9fff\uac00-\ud7af](?=[a-z0-9])/i.exec(text.slice(start, end))?.[0].length ?? 0;
    return path === undefined ? [] : [{ start: start + glue, written: text.slice(start + glue, end) + path }];
  });
}

function readPlace(
  text: string,
  { start, written: whole }: Place,
  wasDefanged: (start: number, end: number) => boolean,
): readonly Candidate[] {
  const written = trimmedUrl(inQuotes(text, start, inCell(text, start, whole)));
  const end = start + written.length;
  const read = readUrl(written, wasDefanged(start, end));
  if (read === undefined) return [];
  const inner = unwrapped(read.value);
  const innerRead = inner === undefined ? undefined : readUrl(inner, false);
  const { value, part } = innerRead ?? read;
  return [{ value, start, end, part }];
}

/** A value of a comma-separated table ends at the comma: it begins the line or follows a comma itself. After a cell that names its type any comma ends it. */
function inCell(text: string, start: number, written: string): string {
  const isCell = start === 0 || /[\n,]/.test(text[start - 1] ?? '');
  const isTyped =
    isCell && /(?:^|\n)[ \t]{0,12}"?(?:ur[il]s?|c2)"?,$/i.test(text.slice(Math.max(0, start - 12), start));
  const comma = isCell ? written.search(isTyped ? /,/ : /,(?=[A-Z"]|$)/) : -1;
  return comma < 0 ? written : written.slice(0, comma);
}

/** An address in single quotes ends where they close. */
function inQuotes(text: string, start: number, written: string): string {
  return text[start - 1] === "'" ? (written.split("'", 1)[0] ?? written) : written;
}

/** Two addresses glued together: the next begins with its scheme, where neither a path, nor a query, nor a list could hold one. */
function withoutNext(written: string): string {
  const next = written.slice(8).search(/(?<=[a-z0-9])https?:\/\//i);
  return next < 0 || written.slice(0, next + 8).includes('?') ? written : written.slice(0, next + 8);
}

/** Without what the sentence around it adds: final punctuation, and closing brackets that nothing in it opens. */
function trimmedUrl(written: string): string {
  let end = written.length;
  for (;;) {
    const last = written[end - 1];
    if (last === undefined) return '';
    const opening = last === ')' ? '(' : last === ']' ? '[' : last === '}' ? '{' : undefined;
    if (opening !== undefined) {
      const body = written.slice(0, end - 1);
      if (count(body, opening) > count(body, last)) return written.slice(0, end);
    } else if (!/[.,;:!?'*\\+&]/.test(last)) {
      return cutAtStrayBracket(written.slice(0, end));
    }
    end--;
  }
}

/** A closing bracket that nothing opens, followed by more, ends the address too: `https://a.example/about/), b`. */
function cutAtStrayBracket(written: string): string {
  const stray = /[)\]](?=[,;:.)\](]|$)/.exec(written);
  if (stray === null) return written;
  const body = written.slice(0, stray.index);
  const [opening, closing] = stray[0] === ')' ? ['(', ')'] : ['[', ']'];
  return count(body, opening ?? '(') > count(body, closing ?? ')') ? written : body;
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}

/** The parts that have a canonical form (scheme, host, default port) made so, the rest as written. */
function readUrl(written: string, reserved: boolean): Required<Pick<Candidate, 'value' | 'part'>> | undefined {
  const split =
    /^(?:([a-z][a-z0-9+.-]*):\/\/)?(?:([^\s/?#@]*)@)?(\[[0-9a-f:.%]+\]|[^\s/?#:[\]\\]+)(?::(\d{1,5}))?(.*)$/is.exec(
      written,
    );
  if (split === null) return undefined;
  const [, scheme, user, host, port, tail] = split;
  const part = hostPart(host ?? '', reserved);
  if (part === undefined) return undefined;
  const lowScheme = scheme?.toLowerCase();
  const isDefaultPort = (lowScheme === 'http' && port === '80') || (lowScheme === 'https' && port === '443');
  const shownHost = part.type === 'ipv6' ? `[${part.value}]` : part.value;
  const rest = (tail ?? '').replace(/^:[^/?#]*/, '');
  const value = [
    lowScheme === undefined ? '' : `${lowScheme}://`,
    user === undefined ? '' : `${user}@`,
    shownHost,
    port === undefined || isDefaultPort ? '' : `:${port}`,
    rest,
  ].join('');
  return { value, part };
}

function hostPart(host: string, reserved: boolean): Candidate['part'] {
  const asIpv4 = canonicalIpv4(host);
  if (asIpv4 !== undefined) return { type: 'ipv4', value: asIpv4 };
  if (host.startsWith('[')) {
    const asIpv6 = canonicalIpv6(host.slice(1, -1));
    return asIpv6 === undefined ? undefined : { type: 'ipv6', value: asIpv6 };
  }
  const asHost = canonicalHost(host, reserved);
  return asHost === undefined ? undefined : { type: 'domain', value: asHost };
}
