import type { ExportFormat } from '../domain/export.ts';
import { csv } from './csv.ts';
import { stix } from './stix.ts';
import type { Exporter } from './types.ts';
import { vex } from './vex.ts';

/** The exporter of every format. */
export const EXPORTERS: Readonly<Record<ExportFormat, Exporter>> = { csv, stix, vex };
