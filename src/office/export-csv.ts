import { textDefanger } from '../alerts/defang-text.ts';
import { statementWords } from '../alerts/handling-lines.ts';
import { strictestTlp } from '../alerts/routing.ts';
import type { Advisory } from '../domain/advisory.ts';
import type { AlertFile } from '../domain/alert.ts';
import { csvText } from '../domain/csv-text.ts';
import { defang } from '../indicators/defang.ts';
import type { PipelineDeps } from '../pipeline/deps.ts';
import type { AffectedLine } from '../ports/store.ts';
import { statementOn } from '../triage/declared.ts';
import { standingVerdict } from '../triage/standing-verdict.ts';
import { describeVersions } from '../versions/range.ts';
import { readAdvisoryView } from './advisory-view.ts';

/** A case's or an advisory's products, assets and indicators as one table; undefined where nothing has this id. */
export async function exportCsv(deps: PipelineDeps, id: string): Promise<AlertFile | undefined> {
  const known = /^C-\d+$/i.test(id) ? await deps.store.caseById(id.toUpperCase()) : undefined;
  if (known) {
    const advisories = known.members.map((member) => member.advisory);
    const rows = known.assets.map(({ asset, matches }): AssetRow => {
      const statement = statementOn(asset, known.handling.statements, advisories);
      return {
        asset,
        verdict: standingVerdict(advisories, matches),
        note: statement === undefined ? '' : statementWords(statement),
      };
    });
    return file(known.id, known.id, advisories, rows);
  }
  const view = await readAdvisoryView(deps, id);
  if (!view) return undefined;
  const name = view.advisory.id.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 80);
  const rows = view.affected.map((line): AssetRow => ({ ...line, note: '' }));
  return file(view.caseId ?? '', name, [view.advisory], rows);
}

interface AssetRow extends Pick<AffectedLine, 'asset' | 'verdict'> {
  readonly note: string;
}

function file(caseId: string, name: string, advisories: readonly Advisory[], assets: readonly AssetRow[]): AlertFile {
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
