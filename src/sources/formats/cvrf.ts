import type { CheerioAPI } from 'cheerio';
import type { RawAdvisory } from '../../domain/raw-advisory.ts';
import { WardwatchError } from '../../errors.ts';
import type { RawItem } from '../../ports/source.ts';
import { storedText } from './characters.ts';
import { csafAdvisory } from './csaf.ts';
import { csafOfCvrfJson, isCvrfJson } from './cvrf-json.ts';
import { markupWithoutDocumentType } from './feed-markup.ts';
import { parsedJson } from './json-access.ts';
import { type HtmlNode, openXml } from './open-markup.ts';
import type { Format } from './types.ts';

/**
 * A document in the Common Vulnerability Reporting Framework, 1.1 or 1.2, which CSAF grew out of: it is turned into the CSAF document
 * that it would be, and read as that. Microsoft's fixed builds close the range of a product that has no version; its JSON of the
 * same documents is read too.
 */
export const cvrf: Format = {
  id: 'cvrf',
  async read(item) {
    const written = storedText(item.bytes);
    if (/^\s{0,100}\{/.test(written)) return readJson(item, written);
    const $ = openXml(markupWithoutDocumentType(written));
    const root = part($, $.root()[0], 'cvrfdoc');
    const tracking = root && part($, root, 'DocumentTracking');
    const id = textIn($, tracking && part($, tracking, 'Identification'), 'ID');
    if (root === undefined || id === undefined) {
      throw new WardwatchError('NOT_AN_ADVISORY', `${item.guid} is XML, but not a CVRF document with an id.`);
    }
    const vulnerabilities = parts($, root, 'Vulnerability').map((each) => vulnerabilityOf($, each));
    return csafAdvisory(item, {
      document: {
        csaf_version: '2.0',
        title: textIn($, root, 'DocumentTitle') ?? id,
        tracking: {
          id,
          initial_release_date: textIn($, tracking, 'InitialReleaseDate'),
          current_release_date: textIn($, tracking, 'CurrentReleaseDate'),
        },
        references: referencesOf($, part($, root, 'DocumentReferences')),
      },
      product_tree: treeOf(
        $,
        part($, root, 'ProductTree'),
        vulnerabilities.flatMap(({ builds }) => builds),
      ),
      vulnerabilities: vulnerabilities.map(({ json }) => json),
    });
  },
};

function readJson(item: RawItem, written: string): RawAdvisory {
  const document = parsedJson(item.guid, written);
  if (isCvrfJson(document)) return csafAdvisory(item, csafOfCvrfJson(document));
  throw new WardwatchError('NOT_AN_ADVISORY', `${item.guid} is JSON, but not a CVRF document with an id.`);
}

/** A product of which only builds before this one are affected. */
interface Build {
  readonly productId: string;
  readonly id: string;
  readonly range: string;
}

function vulnerabilityOf($: CheerioAPI, node: HtmlNode): { readonly json: object; readonly builds: readonly Build[] } {
  const remediations = parts($, part($, node, 'Remediations'), 'Remediation');
  const builds = remediations.flatMap((each) => buildsOf($, each));
  const byProduct = new Map<string, string[]>();
  for (const { productId, id } of builds) byProduct.set(productId, [...(byProduct.get(productId) ?? []), id]);
  const statuses = parts($, part($, node, 'ProductStatuses'), 'Status').map((status) => {
    const kind = wordOf($(status).attr('Type'));
    const ids = idsIn($, status).flatMap((id) => (kind === 'known_affected' ? (byProduct.get(id) ?? [id]) : [id]));
    return [kind, [...new Set(ids)]] as const;
  });
  const json = {
    cve: textIn($, node, 'CVE'),
    title: textIn($, node, 'Title'),
    product_status: Object.fromEntries(statuses),
    scores: scoresOf($, part($, node, 'CVSSScoreSets')),
    threats: parts($, part($, node, 'Threats'), 'Threat').map((each) => ({
      category: wordOf($(each).attr('Type')),
      details: textIn($, each, 'Description'),
    })),
    remediations: remediations.map((each) => ({
      category: wordOf($(each).attr('Type')),
      details: textIn($, each, 'Description'),
      product_ids: idsIn($, each),
    })),
    references: referencesOf($, part($, node, 'References')),
  };
  return { json, builds };
}

function buildsOf($: CheerioAPI, remediation: HtmlNode): readonly Build[] {
  const build = textIn($, remediation, 'FixedBuild');
  if (build === undefined || !/^\d+(?:\.\d+)+$/.test(build)) return [];
  return idsIn($, remediation).map((productId) => ({ productId, id: `${productId} <${build}`, range: `<${build}` }));
}

function treeOf($: CheerioAPI, tree: HtmlNode | undefined, builds: readonly Build[]): object {
  const byProduct = new Map<string, Map<string, Build>>();
  for (const build of builds) {
    const ofProduct = byProduct.get(build.productId) ?? new Map<string, Build>();
    byProduct.set(build.productId, ofProduct.set(build.id, build));
  }
  const named = (node: HtmlNode): object => {
    const id = $(node).attr('ProductID')?.trim() ?? '';
    const name = $(node).text().trim();
    const leaf = (own: string) => ({ product_id: own, name });
    const ranges = [...(byProduct.get(id)?.values() ?? [])].map(({ id: own, range }) => ({
      category: 'product_version_range',
      name: range,
      product: leaf(own),
    }));
    return { category: 'product_name', name, product: leaf(id), ...(ranges.length === 0 ? {} : { branches: ranges }) };
  };
  const branch = (node: HtmlNode): object => {
    const category = wordOf($(node).attr('Type'));
    const products = parts($, node, 'FullProductName');
    const isLeaf = category !== 'vendor' && category !== 'product_family' && products.length === 1;
    const [only] = products;
    return {
      category,
      name: $(node).attr('Name'),
      ...(isLeaf && only !== undefined
        ? { product: { product_id: $(only).attr('ProductID')?.trim(), name: $(only).text().trim() } }
        : {}),
      branches: [...parts($, node, 'Branch').map(branch), ...(isLeaf ? [] : products.map(named))],
    };
  };
  // Microsoft lists every product of the branches once more below them.
  const inBranches = productIdsBelow($, tree, new Set());
  return {
    branches: parts($, tree, 'Branch').map(branch),
    full_product_names: parts($, tree, 'FullProductName')
      .filter((node) => !inBranches.has($(node).attr('ProductID') ?? ''))
      .map((node) => ({ product_id: $(node).attr('ProductID')?.trim(), name: $(node).text().trim() })),
    relationships: parts($, tree, 'Relationship').map((node) => {
      const [full] = parts($, node, 'FullProductName');
      return {
        product_reference: $(node).attr('ProductReference'),
        relates_to_product_reference: $(node).attr('RelatesToProductReference'),
        full_product_name: full && { product_id: $(full).attr('ProductID')?.trim(), name: $(full).text().trim() },
      };
    }),
  };
}

function productIdsBelow($: CheerioAPI, holder: HtmlNode | undefined, found: Set<string>): ReadonlySet<string> {
  for (const branch of parts($, holder, 'Branch')) {
    for (const product of parts($, branch, 'FullProductName')) found.add($(product).attr('ProductID') ?? '');
    productIdsBelow($, branch, found);
  }
  return found;
}

function scoresOf($: CheerioAPI, sets: HtmlNode | undefined): readonly object[] {
  if (sets === undefined) return [];
  return $(sets)
    .children()
    .toArray()
    .map((set) => {
      const vector = textIn($, set, 'Vector') ?? textIn($, set, 'VectorV3') ?? textIn($, set, 'VectorV2');
      const score = textIn($, set, 'BaseScore') ?? textIn($, set, 'BaseScoreV3') ?? textIn($, set, 'BaseScoreV2');
      const version = /^CVSS:(\d\.\d)/.exec(vector ?? '')?.[1] ?? '2.0';
      const key = version === '2.0' ? 'cvss_v2' : version === '4.0' ? 'cvss_v4' : 'cvss_v3';
      return { [key]: { version, baseScore: score === undefined ? undefined : Number(score), vectorString: vector } };
    });
}

function referencesOf($: CheerioAPI, references: HtmlNode | undefined): readonly object[] {
  return parts($, references, 'Reference').map((each) => ({
    category: wordOf($(each).attr('Type')),
    url: textIn($, each, 'URL'),
  }));
}

/** CVRF's "Known Affected" is CSAF's `known_affected`. */
function wordOf(written: string | undefined): string {
  return (written ?? '').trim().toLowerCase().replace(/\s+/g, '_');
}

function idsIn($: CheerioAPI, node: HtmlNode): readonly string[] {
  return parts($, node, 'ProductID').map((each) => $(each).text().trim());
}

function textIn($: CheerioAPI, node: HtmlNode | undefined, name: string): string | undefined {
  const found = part($, node, name);
  const text = found === undefined ? '' : $(found).text().trim();
  return text === '' ? undefined : text;
}

function part($: CheerioAPI, node: HtmlNode | undefined, name: string): HtmlNode | undefined {
  return parts($, node, name)[0];
}

/** Children by their name without its prefix; the root's are looked for one level deeper, below the holder of the whole. */
function parts($: CheerioAPI, node: HtmlNode | undefined, name: string): readonly HtmlNode[] {
  if (node === undefined) return [];
  const children = $(node).children().toArray();
  const found = children.filter((child) => child.name.split(':').pop() === name);
  return found.length > 0 || node.type !== 'root' ? found : children.flatMap((child) => parts($, child, name));
}
