import { compareSemver } from './semver.ts';
import type { VersionScheme } from './types.ts';

/** NuGet: like Semantic Versioning, with a fourth number and without regard to case. */
export const nuget: VersionScheme = {
  id: 'nuget',
  orders: 'NuGet packages: 1.0.0-beta < 1.0.0 = 1.0 < 1.0.0.1',
  compare: (a, b) => compareSemver(a.toLowerCase(), b.toLowerCase(), 4),
};
