import type { IndicatorType } from '../domain/indicator.ts';
import { asn } from './asn.ts';
import { attack } from './attack.ts';
import { btc } from './btc.ts';
import { cidr } from './cidr.ts';
import { cve } from './cve.ts';
import { domain } from './domain.ts';
import { email } from './email.ts';
import { filename } from './filename.ts';
import { filepath } from './filepath.ts';
import { ipv4 } from './ipv4.ts';
import { ipv6 } from './ipv6.ts';
import { md5 } from './md5.ts';
import { mutex } from './mutex.ts';
import { other } from './other.ts';
import { registry } from './registry-key.ts';
import { sha1 } from './sha1.ts';
import { sha256 } from './sha256.ts';
import { sha512 } from './sha512.ts';
import { ssdeep } from './ssdeep.ts';
import type { IndicatorKind } from './types.ts';
import { url } from './url.ts';

/** Every indicator type. The order is precedence: where two want the same characters, the earlier one has them. */
export const INDICATOR_KINDS: readonly IndicatorKind[] = [
  url,
  email,
  registry,
  filepath,
  mutex,
  cidr,
  ipv6,
  ipv4,
  domain,
  other,
  sha512,
  sha256,
  sha1,
  md5,
  ssdeep,
  cve,
  attack,
  asn,
  btc,
  filename,
];

const BY_ID: ReadonlyMap<IndicatorType, IndicatorKind> = new Map(INDICATOR_KINDS.map((kind) => [kind.id, kind]));

/** The kind of a type; `undefined` only where a type was added to the domain and not here. */
export function indicatorKind(type: IndicatorType): IndicatorKind | undefined {
  return BY_ID.get(type);
}
