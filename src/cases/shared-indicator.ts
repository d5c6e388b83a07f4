import type { Advisory } from '../domain/advisory.ts';
import type { Indicator, IndicatorType } from '../domain/indicator.ts';
import { defang } from '../indicators/defang.ts';
import { hostIn } from '../indicators/host-in.ts';
import { cvesOf } from '../triage/standing-verdict.ts';

/** Types whose value belongs to one attack. */
const DISTINCTIVE: ReadonlySet<IndicatorType> = new Set([
  'ipv4',
  'ipv6',
  'cidr',
  'domain',
  'url',
  'email',
  'md5',
  'sha1',
  'sha256',
  'sha512',
  'ssdeep',
  'mutex',
  'btc',
] as const);

/** Types whose value many attacks share ("update.exe"). */
const TRACES: ReadonlySet<IndicatorType> = new Set(['filename', 'filepath', 'registry'] as const);

/** An indicator that an advisory and a case share, defanged. Services that many parties use do not count. */
export function sharedIndicator(advisory: Advisory, members: readonly Advisory[]): string | undefined {
  return shared(advisory, members, DISTINCTIVE);
}

/** A file or registry name that an advisory and a case share. It binds only where neither side names a CVE. */
export function sharedTrace(advisory: Advisory, members: readonly Advisory[]): string | undefined {
  if ([advisory, ...members].some((one) => cvesOf(one).length > 0)) return undefined;
  return shared(advisory, members, TRACES);
}

function shared(
  advisory: Advisory,
  members: readonly Advisory[],
  types: ReadonlySet<IndicatorType>,
): string | undefined {
  for (const [key, { type, value }] of namedOnce(advisory, types)) {
    if (members.some((member) => namedOnce(member, types).has(key))) return defang(type, value);
  }
  return undefined;
}

type Named = Pick<Indicator, 'type' | 'value'>;

/** Each advisory is compared with hundreds of cases. */
const KNOWN = new Map(
  [DISTINCTIVE, TRACES].map((types) => [types, new WeakMap<Advisory, ReadonlyMap<string, Named>>()]),
);

function namedOnce(advisory: Advisory, types: ReadonlySet<IndicatorType>): ReadonlyMap<string, Named> {
  const known = KNOWN.get(types)?.get(advisory);
  if (known !== undefined) return known;
  const found = new Map(named(advisory, types).map((indicator) => [`${indicator.type} ${indicator.value}`, indicator]));
  KNOWN.get(types)?.set(advisory, found);
  return found;
}

/** The indicators that count, and the hosts of the addresses among them. */
function named(advisory: Advisory, types: ReadonlySet<IndicatorType>): readonly Named[] {
  return advisory.indicators
    .filter((indicator) => types.has(indicator.type) && indicator.legitimate !== 'shared-service')
    .flatMap((indicator) => {
      const host = hostIn(indicator);
      return host === undefined ? [indicator] : [indicator, host];
    });
}
