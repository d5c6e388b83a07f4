/** What is known of a product when its version scheme is sought. */
export interface SchemeHint {
  readonly vendor?: string;
  readonly product?: string;
  readonly versions: readonly string[];
}

/**
 * The id of the version scheme (`src/versions/registry.ts`) in which these versions are ordered: by vendor and product,
 * then by the shape of the versions; `generic` when nothing says more.
 */
export function schemeFor(hint: SchemeHint): string {
  const name = `${hint.vendor ?? ''} ${hint.product ?? ''}`.toLowerCase().replaceAll('_', ' ');
  for (const version of hint.versions) {
    const type = /^vers:([a-z]+)\//i.exec(version.trim())?.[1]?.toLowerCase() ?? '';
    const named = VERS_TYPES.get(type);
    if (named !== undefined) return named;
  }
  for (const [id, names] of BY_NAME) if (names.test(name)) return id;
  for (const [id, shape] of BY_SHAPE) if (hint.versions.some((version) => shape.test(version))) return id;
  return 'generic';
}

/** Types of `vers:` addresses that say their scheme (VERS specification); `all` and `generic` say none. */
const VERS_TYPES: ReadonlyMap<string, string> = new Map([
  ['alpine', 'apk'],
  ['alpm', 'alpm'],
  ['apk', 'apk'],
  ['arch', 'alpm'],
  ['cargo', 'semver'],
  ['composer', 'composer'],
  ['conan', 'conan'],
  ['cran', 'cran'],
  ['datetime', 'datetime'],
  ['deb', 'deb'],
  ['ebuild', 'gentoo'],
  ['gem', 'gem'],
  ['gentoo', 'gentoo'],
  ['golang', 'semver'],
  ['hex', 'semver'],
  ['intdot', 'numeric'],
  ['lexicographic', 'lexicographic'],
  ['maven', 'maven'],
  ['npm', 'npm'],
  ['nuget', 'nuget'],
  ['openssl', 'openssl'],
  ['pypi', 'pypi'],
  ['rpm', 'rpm'],
  ['semver', 'semver'],
]);

/** The first that fits wins; products before vendors. */
const BY_NAME: readonly (readonly [string, RegExp])[] = [
  ['citrix', /\b(?:netscaler|citrix (?:adc|gateway|application delivery)|citrix-adc)\b/],
  ['java', /\b(?:java(?: se)?|jdk|jre|openjdk|graalvm|java-\w+)\b(?!script)/],
  ['windows', /\bwindows(?: server| 7| 8| 10| 11|-\w+)/],
  ['panos', /\bpan-?os\b/],
  ['junos', /\bjunos\b/],
  ['cisco-ios', /\bcisco\b.*\bios\b|\bios[ -]?xe\b|\bnx-?os\b|\bcisco-ios/],
  [
    'cisco-asa',
    /\bcisco\b.*\basa\b|\badaptive security appliance\b|\b(?:firepower|firewall) threat defense\b|\bcisco[ -]ftd\b/,
  ],
  ['fortios', /\bforti(?:os|gate|proxy)\b/],
  ['zyxel', /\bzyxel\b/],
  ['oracle', /\boracle (?:database|weblogic|fusion middleware)\b|\bweblogic\b/],
  ['sql-server', /\bsql server\b|\bsqlserver\b/],
  ['openssl', /\bopenssl\b/],
  ['pypi', /\b(?:python|pypi)\b/],
  ['npm', /\bnpm\b/],
];

const BY_SHAPE: readonly (readonly [string, RegExp])[] = [
  ['citrix', /\bNS\d+\.\d+|(?<![\d.])\d+\.\d+:? build \d{1,3}\.\d+(?!\.\d)/i],
  ['java', /(?:^|[^\d.])[5-8]u\d{1,3}\b|\b1\.[5-8]\.0_\d+|\bjava \d+ update \d+/i],
  ['windows', /(?:^|[<>=\s])(?:1[5-9]|2\d)H[12]\b/i],
  ['zyxel', /\d\([A-Z]{4}\.\d+\)(?:[bC]\d)?/],
  ['rpm', /\.(?:el|fc)\d+(?:[._]\d+)?$/],
];
