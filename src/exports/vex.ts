import { strictestTlp } from '../alerts/routing.ts';
import type { Asset } from '../domain/asset.ts';
import type { Case } from '../domain/case.ts';
import type { VexStatement } from '../domain/handling.ts';
import { productName } from '../domain/product-name.ts';
import { visibleText } from '../domain/visible-text.ts';
import { caseNamespace, organisationNamespace } from './namespaces.ts';
import type { ExportContext, Exporter } from './types.ts';

/**
 * What people declared not affected in a case, as an OpenVEX 0.2.0 document. Each export is a document of its own: ids of
 * documents are not used twice.
 */
export const vex: Exporter = {
  id: 'vex',
  export: (one, context) => {
    const statements = one.handling.statements.flatMap((statement) => vexStatements(statement, one, context));
    if (statements.length === 0) {
      return {
        kind: 'nothing',
        because: `Nothing of ${one.id} was declared not affected, so there is no VEX statement to export.`,
      };
    }
    const content = JSON.stringify({ statements }, undefined, 2);
    const document = {
      '@context': 'https://openvex.dev/ns/v0.2.0',
      '@id': `urn:uuid:${context.uuidv5(caseNamespace(one, context), `vex ${context.now} ${content}`)}`,
      author: context.organisation ?? 'wardwatch',
      timestamp: context.now,
      version: 1,
      tooling: 'wardwatch',
      statements,
    };
    return {
      kind: 'file',
      file: {
        caseId: one.id,
        name: `${one.id}.openvex.json`,
        title: `${one.id} as an OpenVEX document`,
        content: `${JSON.stringify(document, undefined, 2)}\n`,
        tlp: strictestTlp(one.members.map((member) => member.advisory)),
      },
    };
  },
};

/** OpenVEX says one flaw a statement. A case without CVE ids is the flaw itself, under its own id. */
function vexStatements(statement: VexStatement, one: Case, context: ExportContext) {
  const { cves, at, justification, note, by } = statement;
  const vulnerabilities =
    cves.length > 0 ? cves.map((name) => ({ name })) : [{ name: one.id, description: visibleText(one.title) }];
  const products = productsOf(statement, one, context);
  return vulnerabilities.map((vulnerability) => ({
    vulnerability,
    timestamp: at,
    products,
    status: 'not_affected',
    status_notes: `Declared by ${visibleText(by.name)}.`,
    justification,
    ...(note !== undefined && { impact_statement: visibleText(note) }),
  }));
}

/** A product in OpenVEX's sense. */
interface Component {
  readonly '@id'?: string;
  readonly identifiers?: Readonly<Record<string, string>>;
  readonly subcomponents?: readonly Component[];
}

/**
 * What a statement is about. A product is named by the package URLs and CPE names of the assets that run it. One asset is
 * named by an IRI of its own with these as a subcomponent: as its own names they would speak for every other installation.
 */
function productsOf({ about }: VexStatement, one: Case, context: ExportContext): readonly Component[] {
  const assets = one.assets.map((each) => each.asset);
  const iri = (kind: string, name: string) =>
    `urn:uuid:${organisationNamespace(context)}#${kind}/${encodeURIComponent(visibleText(name))}`;
  if (about.kind === 'asset') {
    const asset = assets.find(({ id }) => id === about.assetId);
    const known = asset === undefined ? undefined : identifiedBy(asset);
    return [{ '@id': iri('asset', about.assetId), ...(known !== undefined && { subcomponents: [known] }) }];
  }
  const running = assets.filter((asset) => productName(asset) === about.product);
  const named = running.map((asset) => identifiedBy(asset) ?? { '@id': iri('product', about.product) });
  const byText = new Map(named.map((component) => [JSON.stringify(component), component]));
  return byText.size > 0 ? [...byText.values()] : [{ '@id': iri('product', about.product) }];
}

/** An asset's product by its package URL and CPE name; undefined where neither is known. */
function identifiedBy({ purl, cpe }: Asset): Component | undefined {
  const hasPurl = purl !== undefined && /^pkg:[^\s<>"{}|\\^`]+$/.test(purl);
  const cpeKind = cpe?.startsWith('cpe:2.3:') ? 'cpe23' : cpe?.startsWith('cpe:/') ? 'cpe22' : undefined;
  if (!hasPurl && cpeKind === undefined) return undefined;
  return {
    ...(hasPurl && { '@id': purl }),
    identifiers: {
      ...(hasPurl && { purl }),
      ...(cpe !== undefined && cpeKind !== undefined && { [cpeKind]: cpe }),
    },
  };
}
