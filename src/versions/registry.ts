import { alpm } from './alpm.ts';
import { apk, gentoo } from './apk.ts';
import { citrix } from './citrix.ts';
import { composer } from './composer.ts';
import { deb } from './deb.ts';
import { gem } from './gem.ts';
import { generic } from './generic.ts';
import { java } from './java.ts';
import { maven } from './maven.ts';
import { npm } from './npm.ts';
import { conan, cran } from './part-by-part.ts';
import { datetime, lexicographic } from './plain-text.ts';
import { pypi } from './pypi.ts';
import { rpm } from './rpm.ts';
import { nuget, semver } from './semver.ts';
import type { VersionScheme } from './types.ts';
import { windows } from './windows.ts';

/** Every version scheme, one line each. */
export const VERSION_SCHEMES: readonly VersionScheme[] = [
  generic,
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
  datetime,
  lexicographic,
];

const BY_ID = new Map(VERSION_SCHEMES.map((scheme) => [scheme.id, scheme]));

/** The scheme of that id; `undefined` when there is none. */
export function versionScheme(id: string): VersionScheme | undefined {
  return BY_ID.get(id);
}
