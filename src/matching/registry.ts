import { age } from './age.ts';
import { endOfLife } from './end-of-life.ts';
import { indicatorSeen } from './indicator-seen.ts';
import { platform } from './platform.ts';
import { product } from './product.ts';
import { supplier } from './supplier.ts';
import type { EvidenceAdder, Matcher } from './types.ts';

/** Every way in which an advisory touches an asset, in the order in which evidence is shown. */
export const MATCHERS: readonly Matcher[] = [product, supplier, indicatorSeen];

/** What is added to a match once there is one. */
export const EVIDENCE_ADDERS: readonly EvidenceAdder[] = [platform, age, endOfLife];
