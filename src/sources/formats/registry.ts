import type { FormatId } from '../../ports/source.ts';
import { broadcomEntry } from './broadcom-entry.ts';
import { csaf } from './csaf.ts';
import { csv } from './csv.ts';
import { cve } from './cve.ts';
import { cvrf } from './cvrf.ts';
import { fdaRecall } from './fda-recall.ts';
import { html } from './html.ts';
import { kevEntry } from './kev-entry.ts';
import { markdown } from './markdown.ts';
import { misp } from './misp.ts';
import { nvd } from './nvd.ts';
import { osv } from './osv.ts';
import { pdf } from './pdf.ts';
import { stix } from './stix.ts';
import { text } from './text.ts';
import type { Format } from './types.ts';

/** Every way to read a document, by its id. */
export const FORMATS: Readonly<Record<FormatId, Format>> = {
  html,
  text,
  markdown,
  pdf,
  csaf,
  cve,
  nvd,
  osv,
  cvrf,
  'kev-entry': kevEntry,
  'broadcom-entry': broadcomEntry,
  'fda-recall': fdaRecall,
  stix,
  misp,
  csv,
};
