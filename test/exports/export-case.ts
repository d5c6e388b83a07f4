import type { AlertFile } from '../../src/domain/alert.ts';
import type { Case } from '../../src/domain/case.ts';
import type { ExportFormat } from '../../src/domain/export.ts';
import { EXPORTERS } from '../../src/exports/registry.ts';
import type { ExportContext } from '../../src/exports/types.ts';
import { uuidv5 } from '../../src/uuidv5.ts';

export const NOW = '2024-02-22T10:00:00.000Z';

/** The file of a case, exported by Example Clinics at `NOW` unless the test says else. */
export function fileOf(one: Case, format: ExportFormat, changes: Partial<ExportContext> = {}): AlertFile {
  const outcome = EXPORTERS[format].export(one, { now: NOW, organisation: 'Example Clinics', uuidv5, ...changes });
  if (outcome.kind === 'nothing') throw new Error(outcome.because);
  return outcome.file;
}
