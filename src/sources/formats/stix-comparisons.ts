import type { IndicatorType } from '../../domain/indicator.ts';

/** What a STIX pattern looks for. */
export interface ReadPattern {
  readonly values: readonly { readonly type: IndicatorType; readonly value: string }[];
  /** Every part of it could be read. */
  readonly isWhole: boolean;
}

/**
 * The values that a STIX pattern compares for equality (STIX 2.1, section 9), in their order. What it excludes, matches by an
 * expression, or looks for in objects that wardwatch has no type for is left out, and then it is not whole.
 */
export function readPattern(pattern: string): ReadPattern {
  if (/\bNOT\b|!=/.test(pattern.replace(LITERAL, ''))) return { values: [], isWhole: false };
  const found = [...pattern.matchAll(COMPARISON)];
  const values = found.flatMap(([, object = '', path = '', operator, literal, number]) => {
    const value = literal === undefined ? number : literal.replace(/\\(.)/g, '$1');
    const type = typeOf(`${object}:${path}`.replaceAll("'", '').toLowerCase(), value ?? '');
    if (value === undefined || type === undefined || (operator !== '=' && type !== 'cidr')) return [];
    return [{ type, value: type === 'asn' ? `AS${value}` : value }];
  });
  const compared = pattern.replace(LITERAL, '').match(/[a-z0-9-]{2,50}:[a-z_]/gi)?.length ?? 0;
  return { values, isWhole: values.length > 0 && values.length === compared };
}

const LITERAL = /'(?:[^'\\]|\\.){0,4000}'/g;
const COMPARISON =
  /([a-z0-9-]{2,50}):([\w-]{1,50}(?:\.(?:[\w-]{1,50}|'[^']{1,50}')){0,5}) {0,5}(=|ISSUBSET) {0,5}(?:'((?:[^'\\]|\\.){0,4000})'|(\d{1,10}))/gi;

function typeOf(path: string, value: string): IndicatorType | undefined {
  if (path === 'ipv4-addr:value' || path === 'ipv6-addr:value')
    return value.includes('/') ? 'cidr' : path.startsWith('ipv4') ? 'ipv4' : 'ipv6';
  return TYPES.get(path);
}

const TYPES: ReadonlyMap<string, IndicatorType> = new Map([
  ['domain-name:value', 'domain'],
  ['url:value', 'url'],
  ['email-addr:value', 'email'],
  ['email-message:from_ref.value', 'email'],
  ['email-message:sender_ref.value', 'email'],
  ['file:hashes.md5', 'md5'],
  ['file:hashes.sha-1', 'sha1'],
  ['file:hashes.sha1', 'sha1'],
  ['file:hashes.sha-256', 'sha256'],
  ['file:hashes.sha256', 'sha256'],
  ['file:hashes.sha-512', 'sha512'],
  ['file:hashes.sha512', 'sha512'],
  ['file:hashes.ssdeep', 'ssdeep'],
  ['file:name', 'filename'],
  ['directory:path', 'filepath'],
  ['windows-registry-key:key', 'registry'],
  ['mutex:name', 'mutex'],
  ['autonomous-system:number', 'asn'],
]);
