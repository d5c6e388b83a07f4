/** The columns of an inventory file, in the order in which an export writes them. */
export const COLUMNS = [
  'id',
  'hostname',
  'ip',
  'vendor',
  'product',
  'version',
  'version_confirmed_at',
  'last_updated_at',
  'managed',
  'supplier',
  'owner',
  'site',
  'clinical_use',
  'exposure',
  'safety',
  'mission',
  'phi',
  'compensating',
  'observables',
  'cpe',
  'purl',
  'udi',
  'model',
  'serial',
  'tags',
] as const;

/** The name of one column. */
export type Column = (typeof COLUMNS)[number];

/** The columns whose cells are one of a few words, with those words; an empty cell is unknown in every column. */
export const COLUMN_CHOICES: Readonly<Partial<Record<Column, readonly string[]>>> = {
  managed: ['yes', 'no'],
  exposure: ['open', 'controlled', 'small'],
  safety: ['negligible', 'marginal', 'critical', 'catastrophic'],
  mission: ['degraded', 'mef support crippled', 'mef failure', 'mission failure'],
  phi: ['yes', 'no'],
};

/** The columns whose cells are a day. */
export const DAY_COLUMNS: readonly Column[] = ['version_confirmed_at', 'last_updated_at'];
