import type { ExportFormat, ExportOutcome } from '../domain/export.ts';
import { advisoryCsv } from '../exports/csv.ts';
import { EXPORTERS } from '../exports/registry.ts';
import type { ExportContext } from '../exports/types.ts';
import type { PipelineDeps } from '../pipeline/deps.ts';
import { readAdvisoryView } from './advisory-view.ts';

/** A case in any format, or an advisory as a table; undefined where nothing has this id. */
export async function exportCase(
  { uuidv5, ...deps }: PipelineDeps & Pick<ExportContext, 'uuidv5'>,
  id: string,
  format: ExportFormat,
): Promise<ExportOutcome | undefined> {
  const known = /^C-\d+$/i.test(id) ? await deps.store.caseById(id.toUpperCase()) : undefined;
  if (known) {
    const { clock, organisation } = deps;
    return EXPORTERS[format].export(known, {
      now: clock.now(),
      uuidv5,
      ...(organisation !== undefined && { organisation }),
    });
  }
  const view = await readAdvisoryView(deps, id);
  if (!view) return undefined;
  if (format === 'csv') return { kind: 'file', file: advisoryCsv(view.advisory, view.affected, view.caseId) };
  const whole = view.caseId === undefined ? '' : ` Its case can be exported as ${format}: ${view.caseId}.`;
  return { kind: 'nothing', because: `"${id}" is an advisory, which is exported as csv only.${whole}` };
}
