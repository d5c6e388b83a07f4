/** An object of a bundle, before anything is known of it. */
export type StixObject = Readonly<Record<string, unknown>>;

/**
 * The rules of STIX 2.1 that a bundle breaks, one sentence each; written down from the specification, apart from the code
 * that makes bundles.
 */
export function stixViolations(bundle: { readonly [property: string]: unknown }): readonly string[] {
  const objects = bundle.objects as readonly StixObject[];
  const ids = objects.map((object) => String(object.id));
  return [
    ...(bundle.type === 'bundle' && isId(bundle.id, 'bundle') ? [] : ['A bundle has a type and an id (section 8).']),
    ...('spec_version' in bundle ? ['A bundle of 2.1 has no spec_version (section 8).'] : []),
    ...(objects.length === 0 ? ['An empty list is not allowed (section 2.10).'] : []),
    ...(new Set(ids).size === ids.length ? [] : ['An id stands twice.']),
    ...(new Set(ids.map(uuidOf)).size === ids.length ? [] : ['Two types share a UUID (section 2.9).']),
    ...objects.flatMap((object) => violationsOf(object, new Set(ids)).map((words) => `${object.id}: ${words}`)),
  ];
}

/** The string constants of a pattern, as they read without their escapes. Throws for what the grammar does not allow. */
export function readPattern(pattern: string): readonly string[] {
  const constant = String.raw`'(?:[^'\\]|\\['\\])*'`;
  const path = String.raw`[a-z][a-z0-9-]*:[a-z_]+(?:\.(?:[A-Za-z0-9_]+|'[A-Z0-9-]+'))*`;
  const comparison = String.raw`${path} (?:=|ISSUBSET) (${constant}|\d+)`;
  const whole = new RegExp(String.raw`^\[${comparison}(?: (?:AND|OR) ${comparison})?\]$`, 's');
  const match = whole.exec(pattern);
  if (match === null) throw new Error(`No pattern of STIX: ${pattern}`);
  return match.slice(1).flatMap((text) => (text?.startsWith("'") ? [unescaped(text)] : []));
}

function unescaped(constant: string): string {
  return constant.slice(1, -1).replace(/\\(['\\])/g, '$1');
}

/** Required properties by type (sections 3.2, 4, 5 and 7.2). */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  identity: ['name'],
  indicator: ['pattern', 'pattern_type', 'valid_from'],
  vulnerability: ['name'],
  relationship: ['relationship_type', 'source_ref', 'target_ref'],
  report: ['name', 'published', 'object_refs'],
  'marking-definition': [],
};

const INSTANTS = ['created', 'modified', 'valid_from', 'published'];
const VOCABULARIES: Readonly<Record<string, readonly string[]>> = {
  indicator_types: ['anomalous-activity', 'anonymization', 'benign', 'compromised', 'malicious-activity', 'unknown'],
  report_types: ['indicator', 'threat-report', 'vulnerability'],
};

function violationsOf(object: StixObject, ids: ReadonlySet<string>): readonly string[] {
  const type = String(object.type);
  const required = REQUIRED[type];
  if (required === undefined) return [`An object of type ${type} is not expected.`];
  const common = ['spec_version', 'created', ...(type === 'marking-definition' ? [] : ['modified'])];
  return [
    ...(isId(object.id, type) ? [] : ['Its id is not of the form type--uuid.']),
    ...(object.spec_version === '2.1' ? [] : ['It does not say spec_version 2.1.']),
    ...[...common, ...required].filter((name) => object[name] === undefined).map((name) => `It has no ${name}.`),
    ...INSTANTS.filter((name) => object[name] !== undefined && !isInstant(object[name])).map(
      (name) => `${name} is no instant in UTC.`,
    ),
    ...(object.modified !== undefined && String(object.created) > String(object.modified)
      ? ['It was modified before it was created.']
      : []),
    ...refsOf(object)
      .filter((ref) => !ids.has(ref))
      .map((ref) => `${ref} is not in the bundle.`),
    ...Object.entries(object)
      .filter(([, value]) => Array.isArray(value) && value.length === 0)
      .map(([name]) => `${name} is an empty list.`),
    ...Object.entries(VOCABULARIES).flatMap(([name, words]) =>
      ((object[name] ?? []) as readonly string[])
        .filter((word) => !words.includes(word))
        .map((word) => `${name} holds ${word}.`),
    ),
    ...patternViolations(object),
    ...referenceViolations(object),
  ];
}

function patternViolations(object: StixObject): readonly string[] {
  if (object.type !== 'indicator') return [];
  try {
    readPattern(String(object.pattern));
    return object.pattern_type === 'stix' ? [] : ['Its pattern_type is not stix.'];
  } catch (fault) {
    return [String(fault)];
  }
}

/** An external reference names its source and says at least one thing more (section 2.5). */
function referenceViolations(object: StixObject): readonly string[] {
  const references = (object.external_references ?? []) as readonly StixObject[];
  return references
    .filter(({ source_name, external_id, url }) => {
      const isFollowable = url === undefined || /^https?:\/\/\S+$/.test(String(url));
      return typeof source_name !== 'string' || source_name === '' || external_id === undefined || !isFollowable;
    })
    .map((reference) => `The reference ${JSON.stringify(reference)} is not complete.`);
}

function refsOf(object: StixObject): readonly string[] {
  return Object.entries(object).flatMap(([name, value]) => {
    if (name.endsWith('_refs')) return (value as readonly unknown[]).map(String);
    return name.endsWith('_ref') ? [String(value)] : [];
  });
}

function isId(id: unknown, type: string): boolean {
  const shape = /^[a-z][a-z0-9-]+--[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  return typeof id === 'string' && id.startsWith(`${type}--`) && shape.test(id);
}

function uuidOf(id: string): string {
  return id.slice(id.indexOf('--') + 2);
}

function isInstant(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(value);
}
