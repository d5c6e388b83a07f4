import { textDefanger } from '../alerts/defang-text.ts';
import { statementWords } from '../alerts/handling-lines.ts';
import { strictestTlp } from '../alerts/routing.ts';
import type { Advisory } from '../domain/advisory.ts';
import type { AlertFile } from '../domain/alert.ts';
import type { Asset } from '../domain/asset.ts';
import { csvText } from '../domain/csv-text.ts';
import type { Verdict } from '../domain/match.ts';
import { defang } from '../indicators/defang.ts';
import { statementOn } from '../triage/declared.ts';
import { standingVerdict } from '../triage/standing-verdict.ts';
import { describeVersions } from '../versions/range.ts';
import type { Exporter } from './types.ts';

/** A case's products, assets and indicators as one table that no spreadsheet runs; indicators are defanged. */
export const csv: Exporter = {
  id: 'csv',
  export: (one) => {
    const advisories = one.members.map((member) => member.advisory);
    const rows = one.assets.map(({ asset, matches }): AssetRow => {
      const statement = statementOn(asset, one.handling.statements, advisories);
      return {
        asset,
        verdict: standingVerdict(advisories, matches),
        ...(statement !== undefined && { note: statementWords(statement) }),
      };
    });
    return { kind: 'file', file: table(one.id, one.id, advisories, rows) };
  },
};

/** An asset with what is to be said of it. */
export interface AssetRow {
  readonly asset: Asset;
  readonly verdict: Verdict;
  /** A person's statement about it, in words. */
  readonly note?: string;
}

/** The same table for a single advisory; `caseId` is absent for one that is in no case. */
export function advisoryCsv(advisory: Advisory, assets: readonly AssetRow[], caseId = ''): AlertFile {
  const name = advisory.id.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 80);
  return table(caseId, name, [advisory], assets);
}

function table(caseId: string, name: string, advisories: readonly Advisory[], assets: readonly AssetRow[]): AlertFile {
  const safe = textDefanger(advisories.flatMap((advisory) => advisory.indicators));
  const content = csvText([
    ['record', 'id', 'name', 'type', 'verdict', 'version', 'because', 'note', 'source'],
    ...assets.map(({ asset, verdict, note }) => [
      'asset',
      asset.id,
      asset.hostname,
      asset.product,
      verdict.kind,
      asset.version,
      safe(verdict.because),
      note,
      '',
    ]),
    ...advisories.flatMap((advisory) =>
      advisory.affected.map((product) => [
        'product',
        product.cves.join(' '),
        product.product,
        product.vendor,
        product.status,
        describeVersions(product.versions),
        safe(product.quote.text),
        product.fixedVersion === undefined ? '' : `fixed in ${product.fixedVersion}`,
        advisory.id,
      ]),
    ),
    ...advisories.flatMap((advisory) =>
      advisory.indicators.map(({ type, value, because, legitimate }) => [
        'indicator',
        '',
        defang(type, value),
        type,
        '',
        '',
        safe(because),
        legitimate,
        advisory.id,
      ]),
    ),
  ]);
  return { caseId, name: `${name}.csv`, title: `${name} as a table`, content, tlp: strictestTlp(advisories) };
}
