import { COLUMNS, type Column } from '../domain/asset-columns.ts';

/** What stands at the head of a column: a column we know, one that names patients, one without a name, or another one. */
export type Heading =
  | { readonly kind: 'known'; readonly column: Column }
  | { readonly kind: 'patient'; readonly written: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unknown'; readonly written: string };

/**
 * Reads a heading. Case, spaces, underscores and punctuation do not count, so that "IP address", "ip_address" and
 * "IP-Address" are one.
 */
export function readHeading(written: string): Heading {
  const bare = bareWords(written);
  if (bare === '') return { kind: 'empty' };
  const column = COLUMN_OF.get(bare);
  if (column !== undefined) return { kind: 'known', column };
  if (namesPatients(bare)) return { kind: 'patient', written: written.trim() };
  return { kind: 'unknown', written: written.trim() };
}

/** What else people call each column, in bare words. */
const SYNONYMS: Readonly<Record<Column, readonly string[]>> = {
  id: [
    'asset',
    'asset id',
    'asset tag',
    'asset number',
    'asset no',
    'ci',
    'ci id',
    'cmdb id',
    'equipment id',
    'inventory id',
  ],
  hostname: [
    'host',
    'host name',
    'computer',
    'computer name',
    'device',
    'device name',
    'server',
    'server name',
    'machine',
    'machine name',
    'system name',
    'node name',
    'dns name',
    'fqdn',
    'endpoint',
  ],
  ip: ['ip address', 'ip addr', 'ipv4', 'ipv4 address', 'ipv6', 'ipv6 address', 'management ip', 'mgmt ip'],
  vendor: ['manufacturer', 'maker', 'make', 'brand', 'mfr', 'mfg', 'oem', 'publisher', 'software vendor'],
  product: ['product name', 'software', 'software name', 'application', 'application name', 'app', 'app name', 'name'],
  version: [
    'ver',
    'build',
    'release',
    'version number',
    'product version',
    'software version',
    'application version',
    'app version',
    'installed version',
    'firmware',
    'firmware version',
    'sw version',
    'fw version',
  ],
  version_confirmed_at: [
    'version confirmed',
    'version confirmed on',
    'version checked',
    'version checked at',
    'version checked on',
    'version verified',
    'version verified on',
    'last confirmed',
    'last verified',
    'last scan',
    'last scanned',
    'scan date',
  ],
  last_updated_at: [
    'last updated',
    'last updated on',
    'last update',
    'last patched',
    'last patched at',
    'last patched on',
    'last patch',
    'last patch date',
    'patched on',
    'patch date',
  ],
  managed: ['is managed', 'managed by it', 'it managed', 'under management'],
  supplier: [
    'supplied by',
    'service provider',
    'provider',
    'msp',
    'reseller',
    'support vendor',
    'supported by',
    'third party',
  ],
  owner: ['owned by', 'asset owner', 'responsible', 'responsible team', 'team', 'contact'],
  site: ['location', 'facility', 'store', 'branch', 'campus', 'building', 'hospital'],
  clinical_use: ['clinical', 'use', 'usage', 'purpose', 'function', 'role'],
  exposure: [
    'network exposure',
    'system exposure',
    'internet facing',
    'internet exposed',
    'externally facing',
    'public facing',
    'zone',
    'network zone',
  ],
  safety: ['safety impact', 'patient safety', 'patient safety impact'],
  mission: ['mission impact'],
  phi: [
    'ephi',
    'has phi',
    'contains phi',
    'holds phi',
    'stores phi',
    'patient data',
    'holds patient data',
    'stores patient data',
  ],
  compensating: ['compensating control', 'compensating controls', 'mitigating control', 'mitigating controls'],
  observables: ['observable', 'domains', 'network observables', 'known addresses'],
  cpe: ['cpe23', 'cpe name', 'cpe uri'],
  purl: ['package url'],
  udi: ['udi di', 'device identifier', 'gtin'],
  model: ['model number', 'model no', 'model name'],
  serial: ['serial number', 'serial no', 'sn'],
  tags: ['tag', 'labels', 'label', 'keywords'],
};

const COLUMN_OF: ReadonlyMap<string, Column> = new Map(
  COLUMNS.flatMap((column) => [column, ...SYNONYMS[column]].map((name): [string, Column] => [bareWords(name), column])),
);

/** Headings of columns about a person in care, which an inventory must not hold. */
const PATIENT_HEADINGS: ReadonlySet<string> = new Set(
  [
    'mrn',
    'ssn',
    'dob',
    'patient',
    'patients',
    'birth date',
    'birthdate',
    'date of birth',
    'birthday',
    'social security',
    'social security number',
    'medical record',
    'medical record number',
    'medical record no',
    'diagnosis',
    'diagnoses',
    'insurance id',
    'member id',
    'prescription number',
    'rx number',
  ].map(bareWords),
);

/** A patient's or a person's name, number, address: "Patient Last Name", "PatientMRN", "pt_dob", "member ssn". */
const PATIENT_PARTS =
  /^(?:patients?|pts?|resident|member|subscriber|guarantor)(?:s?(?:first|last|full|middle|home|legal))?(?:name|id|identifier|number|no|mrn|ssn|dob|birthdate|dateofbirth|address|phone|email|sex|gender|age|insurance|diagnosis)$/;

function namesPatients(bare: string): boolean {
  return PATIENT_HEADINGS.has(bare) || PATIENT_PARTS.test(bare);
}

/** A heading without what does not count: case, spaces and punctuation. */
export function bareWords(written: string): string {
  return written.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
