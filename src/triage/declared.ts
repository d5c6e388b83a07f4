import type { Advisory } from '../domain/advisory.ts';
import type { Asset } from '../domain/asset.ts';
import type { VexStatement } from '../domain/handling.ts';
import { productName } from '../domain/product-name.ts';
import { cvesOf } from './standing-verdict.ts';

/**
 * A person's statement that an asset is not affected, as long as it names every flaw that the advisories have by now: what
 * was settled for one flaw settles nothing for the next.
 */
export function statementOn(
  asset: Asset,
  statements: readonly VexStatement[],
  advisories: readonly Advisory[],
): VexStatement | undefined {
  if (statements.length === 0) return undefined;
  const cves = advisories.flatMap(cvesOf);
  return statements.find(
    (one) =>
      (one.about.kind === 'asset' ? one.about.assetId === asset.id : one.about.product === productName(asset)) &&
      cves.every((cve) => one.cves.includes(cve)),
  );
}
