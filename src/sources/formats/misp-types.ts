import type { IndicatorType } from '../../domain/indicator.ts';

/** What a MISP attribute names: one value, or two that stand together ("filename|md5"). */
export function valuesOf(
  type: string,
  value: string,
): readonly { readonly type: IndicatorType; readonly value: string }[] {
  const types = type.split('|');
  const parts = types.length === 1 ? [value] : value.split('|');
  return types.flatMap((each, at) => {
    const part = parts[at]?.trim() ?? '';
    const known = part === '' ? undefined : typeOf(each, part);
    return known === undefined ? [] : [{ type: known, value: known === 'asn' ? withPrefix(part) : part }];
  });
}

function typeOf(type: string, value: string): IndicatorType | undefined {
  if (type === 'ip' || type === 'ip-src' || type === 'ip-dst')
    return value.includes('/') ? 'cidr' : value.includes(':') ? 'ipv6' : 'ipv4';
  return TYPES.get(type);
}

function withPrefix(number: string): string {
  return number.replace(/^(?:AS)?(?=\d)/i, 'AS');
}

/** MISP's own types (misp-project.org/datamodels) that wardwatch has a type for. */
const TYPES: ReadonlyMap<string, IndicatorType> = new Map([
  ['domain', 'domain'],
  ['hostname', 'domain'],
  ['url', 'url'],
  ['uri', 'url'],
  ['email', 'email'],
  ['email-src', 'email'],
  ['email-dst', 'email'],
  ['email-reply-to', 'email'],
  ['md5', 'md5'],
  ['sha1', 'sha1'],
  ['sha256', 'sha256'],
  ['sha512', 'sha512'],
  ['ssdeep', 'ssdeep'],
  ['filename', 'filename'],
  ['regkey', 'registry'],
  ['mutex', 'mutex'],
  ['AS', 'asn'],
  ['btc', 'btc'],
]);
