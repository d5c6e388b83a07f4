import { alpm } from './alpm.ts';
import { apk } from './apk.ts';
import { ciscoAsa } from './cisco-asa.ts';
import { ciscoIos } from './cisco-ios.ts';
import { citrix } from './citrix.ts';
import { composer } from './composer.ts';
import { conan } from './conan.ts';
import { cran } from './cran.ts';
import { datetime } from './datetime.ts';
import { deb } from './deb.ts';
import { fortios } from './fortios.ts';
import { gem } from './gem.ts';
import { generic } from './generic.ts';
import { gentoo } from './gentoo.ts';
import { java } from './java.ts';
import { junos } from './junos.ts';
import { lexicographic } from './lexicographic.ts';
import { maven } from './maven.ts';
import { npm } from './npm.ts';
import { nuget } from './nuget.ts';
import { numeric } from './numeric.ts';
import { openssl } from './openssl.ts';
import { oracle } from './oracle.ts';
import { panos } from './panos.ts';
import { pypi } from './pypi.ts';
import { rpm } from './rpm.ts';
import { semver } from './semver.ts';
import { sqlServer } from './sql-server.ts';
import type { VersionScheme } from './types.ts';
import { windows } from './windows.ts';
import { zyxel } from './zyxel.ts';

/** Every version scheme, one line each. */
export const VERSION_SCHEMES: readonly VersionScheme[] = [
  generic,
  numeric,
  semver,
  npm,
  nuget,
  pypi,
  gem,
  composer,
  maven,
  deb,
  rpm,
  apk,
  alpm,
  gentoo,
  cran,
  conan,
  java,
  windows,
  citrix,
  panos,
  junos,
  ciscoIos,
  ciscoAsa,
  fortios,
  zyxel,
  oracle,
  sqlServer,
  openssl,
  datetime,
  lexicographic,
];

const BY_ID = new Map(VERSION_SCHEMES.map((scheme) => [scheme.id, scheme]));

/** The scheme of that id; `undefined` when there is none. */
export function versionScheme(id: string): VersionScheme | undefined {
  return BY_ID.get(id);
}
