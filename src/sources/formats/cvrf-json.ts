import { type JsonRecord, recordOf, recordsOf, textOf, textsOf } from './json-access.ts';

/** Whether a JSON document has what Microsoft's CVRF documents have when they are asked for as JSON. */
export function isCvrfJson(document: JsonRecord): boolean {
  return trackingId(document) !== undefined && Array.isArray(document.Vulnerability);
}

/** A CVRF document's own id ("2024-Mar"). */
export function trackingId(document: JsonRecord): string | undefined {
  return wordsIn(recordOf(recordOf(document.DocumentTracking).Identification).ID);
}

/**
 * The CSAF document that Microsoft's JSON of CVRF would be (api.msrc.microsoft.com/cvrf): texts stand in `Value`, and kinds are
 * numbers, which count the kinds of the XML in their order. A build that fixes a product closes its range.
 */
export function csafOfCvrfJson(document: JsonRecord): JsonRecord {
  const tracking = recordOf(document.DocumentTracking);
  const vulnerabilities = recordsOf(document.Vulnerability);
  const builds = vulnerabilities.flatMap(({ Remediations }) => recordsOf(Remediations).flatMap(buildsOf));
  return {
    document: {
      csaf_version: '2.0',
      title: wordsIn(document.DocumentTitle),
      publisher: { name: vendorOf(document) },
      tracking: {
        id: trackingId(document),
        initial_release_date: tracking.InitialReleaseDate,
        current_release_date: tracking.CurrentReleaseDate,
      },
    },
    product_tree: { branches: [treeOf(document, builds)] },
    vulnerabilities: vulnerabilities.map(vulnerabilityOf),
  };
}

/** A product of which only builds before this one are affected. */
interface Build {
  readonly productId: string;
  readonly id: string;
  readonly range: string;
}

function buildsOf(remediation: JsonRecord): readonly Build[] {
  const build = textOf(remediation.FixedBuild);
  if (build === undefined || !/^\d+(?:\.\d+)+$/.test(build)) return [];
  return textsOf(remediation.ProductID).map((productId) => ({
    productId,
    id: `${productId} <${build}`,
    range: `<${build}`,
  }));
}

function vendorOf(document: JsonRecord): string | undefined {
  return textOf(recordsOf(recordOf(document.ProductTree).Branch)[0]?.Name);
}

/** Every product with its vendor, and below it each range that a build closes. */
function treeOf(document: JsonRecord, builds: readonly Build[]): object {
  const byProduct = new Map<string, Map<string, Build>>();
  for (const build of builds) {
    const ofProduct = byProduct.get(build.productId) ?? new Map<string, Build>();
    byProduct.set(build.productId, ofProduct.set(build.id, build));
  }
  const branches = recordsOf(recordOf(document.ProductTree).FullProductName).map(({ ProductID, Value }) => {
    const product = (id: unknown) => ({ product_id: id, name: Value });
    const ranges = [...(byProduct.get(String(ProductID))?.values() ?? [])].map(({ id, range }) => ({
      ...{ category: 'product_version_range', name: range, product: product(id) },
    }));
    return { category: 'product_name', name: Value, product: product(ProductID), branches: ranges };
  });
  return { category: 'vendor', name: vendorOf(document), branches };
}

function vulnerabilityOf(written: JsonRecord): object {
  const remediations = recordsOf(written.Remediations);
  const byProduct = new Map<string, string[]>();
  for (const { productId, id } of remediations.flatMap(buildsOf))
    byProduct.set(productId, [...new Set([...(byProduct.get(productId) ?? []), id])]);
  const statuses = new Map<string, string[]>();
  for (const status of recordsOf(written.ProductStatuses)) {
    const kind = STATUSES[Number(status.Type ?? 3)] ?? 'under_investigation';
    const ids = textsOf(status.ProductID).flatMap((id) =>
      kind === 'known_affected' ? (byProduct.get(id) ?? [id]) : [id],
    );
    statuses.set(kind, [...(statuses.get(kind) ?? []), ...ids]);
  }
  return {
    cve: textOf(written.CVE),
    title: wordsIn(written.Title),
    product_status: Object.fromEntries(statuses),
    scores: recordsOf(written.CVSSScoreSets).map(scoreOf),
    threats: recordsOf(written.Threats)
      .filter(({ Type }) => Type === EXPLOIT_STATUS)
      .map(({ Description }) => ({ category: 'exploit_status', details: wordsIn(Description) })),
    remediations: remediations.flatMap(remedyOf),
  };
}

const STATUSES = [
  'first_affected',
  'first_fixed',
  'fixed',
  'known_affected',
  'known_not_affected',
  'last_affected',
  'recommended',
  'under_investigation',
];
/** "Publicly Disclosed:No;Exploited:Yes;Latest Software Release:Exploitation Detected". */
const EXPLOIT_STATUS = 1;
/** Other kinds (known issues, release notes) tell nobody what to do. */
const REMEDIES = ['workaround', 'mitigation', 'vendor_fix'];

function remedyOf(remediation: JsonRecord): object[] {
  const category = REMEDIES[Number(remediation.Type ?? -1)];
  const written = wordsIn(remediation.Description)?.replace(/<[^<>]{0,500}>/g, ' ');
  if (category === undefined || written === undefined) return [];
  const kind = textOf(remediation.SubType);
  const build = textOf(remediation.FixedBuild);
  const details = [
    /^\d{6,8}$/.test(written) ? `KB${written}` : written,
    kind === undefined ? '' : ` (${kind})`,
    build === undefined ? '' : `, build ${build}`,
  ].join('');
  return [{ category, details, product_ids: textsOf(remediation.ProductID) }];
}

function scoreOf(set: JsonRecord): object {
  const vector = textOf(set.Vector);
  const version = /^CVSS:(\d\.\d)/.exec(vector ?? '')?.[1] ?? '2.0';
  const key = version === '2.0' ? 'cvss_v2' : version === '4.0' ? 'cvss_v4' : 'cvss_v3';
  return { [key]: { version, baseScore: set.BaseScore, vectorString: vector } };
}

/** Microsoft's texts stand in an object of their own. */
function wordsIn(value: unknown): string | undefined {
  return textOf(recordOf(value).Value) ?? textOf(value);
}
