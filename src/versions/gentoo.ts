import { apk } from './apk.ts';
import type { VersionScheme } from './types.ts';

/** Gentoo packages (Package Manager Specification, Algorithm 3.1), which Alpine took over. */
export const gentoo: VersionScheme = {
  id: 'gentoo',
  orders: 'Gentoo packages: 1.0_alpha < 1.0_rc1 < 1.0 < 1.0-r1 < 1.0_p1 < 1.0a < 1.0.1',
  compare: apk.compare,
};
