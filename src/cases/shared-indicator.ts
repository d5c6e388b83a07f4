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
  const ours = named(advisory, types);
  const theirs = new Set(members.flatMap((member) => named(member, types).map(keyOf)));
  const found = ours.find((indicator) => theirs.has(keyOf(indicator)));
  return found === undefined ? undefined : defang(found.type, found.value);
}

/** The indicators that count, and the hosts of the addresses among them. */
function named(advisory: Advisory, types: ReadonlySet<IndicatorType>): readonly Pick<Indicator, 'type' | 'value'>[] {
  return advisory.indicators
    .filter((indicator) => types.has(indicator.type) && indicator.legitimate !== 'shared-service')
    .flatMap((indicator) => {
      const host = hostIn(indicator);
      return host === undefined ? [indicator] : [indicator, host];
    });
}

function keyOf({ type, value }: Pick<Indicator, 'type' | 'value'>): string {
  return `${type} ${value}`;
}
