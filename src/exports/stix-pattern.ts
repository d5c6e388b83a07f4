import type { Indicator } from '../domain/indicator.ts';

/**
 * An indicator as a STIX pattern on the cyber-observable objects that would show it (STIX 2.1, sections 6 and 9); undefined
 * for what no object of the standard holds: coins, part hashes, accounts, and the ids of flaws and techniques.
 */
export function stixPattern({ type, value }: Pick<Indicator, 'type' | 'value'>): string | undefined {
  const comparison = comparisonFor({ type, value });
  return comparison === undefined ? undefined : `[${comparison}]`;
}

function comparisonFor({ type, value }: Pick<Indicator, 'type' | 'value'>): string | undefined {
  switch (type) {
    case 'ipv4':
      return `ipv4-addr:value = ${literal(value)}`;
    case 'ipv6':
      return `ipv6-addr:value = ${literal(value)}`;
    case 'cidr':
      return `${value.includes(':') ? 'ipv6' : 'ipv4'}-addr:value ISSUBSET ${literal(value)}`;
    case 'domain':
      return `domain-name:value = ${literal(value)}`;
    case 'url':
      return onAddress(value);
    case 'email':
      return `email-addr:value = ${literal(value)}`;
    case 'md5':
      return `file:hashes.MD5 = ${literal(value)}`;
    case 'sha1':
      return `file:hashes.'SHA-1' = ${literal(value)}`;
    case 'sha256':
      return `file:hashes.'SHA-256' = ${literal(value)}`;
    case 'sha512':
      return `file:hashes.'SHA-512' = ${literal(value)}`;
    case 'ssdeep':
      return `file:hashes.SSDEEP = ${literal(value)}`;
    case 'filename':
      return `file:name = ${literal(value)}`;
    case 'filepath':
      return onPath(value);
    case 'registry':
      return `windows-registry-key:key = ${literal(withWholeHive(value))}`;
    case 'mutex':
      return `mutex:name = ${literal(value)}`;
    case 'asn':
      return `autonomous-system:number = ${value.replace(/^AS/, '')}`;
    case 'btc':
    case 'cve':
    case 'attack':
    case 'other':
      return undefined;
  }
}

/** A string constant: in single quotes, with quote and backslash escaped by a backslash (section 9.1). */
function literal(value: string): string {
  return `'${value.replace(/['\\]/g, '\\$&')}'`;
}

/** A URL object needs its scheme; an address that was written without one may be reached by either. */
function onAddress(value: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(value)) return `url:value = ${literal(value)}`;
  return ['http', 'https'].map((scheme) => `url:value = ${literal(`${scheme}://${value}`)}`).join(' OR ');
}

/** A path that ends in its separator is a folder's; else the last segment is taken for a file's name. */
function onPath(value: string): string {
  const [, folder = '', separator = '', name = ''] = /^(.*)([\\/])([^\\/]*)$/s.exec(value) ?? [];
  if (name === '') return `directory:path = ${literal(folder === '' ? value : folder)}`;
  const isRoot = folder === '' || folder.endsWith(':');
  const parent = isRoot ? `${folder}${separator}` : folder;
  return `file:name = ${literal(name)} AND file:parent_directory_ref.path = ${literal(parent)}`;
}

/** The hive of a key must be written out (section 6.17): `HKLM` is HKEY_LOCAL_MACHINE. */
function withWholeHive(value: string): string {
  return value.replace(/^<?(\w+)>?:?(?=\\)/, (_, hive: string) => HIVES[hive.toUpperCase()] ?? hive.toUpperCase());
}

const HIVES: Readonly<Record<string, string>> = {
  HKLM: 'HKEY_LOCAL_MACHINE',
  HKCU: 'HKEY_CURRENT_USER',
  HKCR: 'HKEY_CLASSES_ROOT',
  HKU: 'HKEY_USERS',
  HKCC: 'HKEY_CURRENT_CONFIG',
};
