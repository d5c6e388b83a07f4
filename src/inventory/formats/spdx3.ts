import { dayIn } from '../day-in.ts';
import { type JsonRecord, recordOf, recordsOf, textOf } from '../json-access.ts';
import { assetsOfParts, type Part } from '../parts.ts';
import { unreadable } from '../unreadable.ts';
import type { InventoryFormat } from './types.ts';

/** SPDX 3.0 as JSON-LD, in the flat form in which the specification writes it: all elements in one `@graph`. */
export const spdx3: InventoryFormat = {
  id: 'spdx3',
  recognises: ({ document }) => /spdx\.org\/rdf\/3/.test(JSON.stringify(recordOf(document)['@context'] ?? '')),
  async *read({ document, host }) {
    const elements = recordsOf(recordOf(document)['@graph']);
    const byId = new Map(elements.map((one) => [textOf(one.spdxId) ?? textOf(one['@id']) ?? '', one]));
    const packages = elements.filter((one) => one.type === 'software_Package');
    const roots = new Set(elements.flatMap((one) => (isCollection(one) ? textsOf(one.rootElement) : [])));
    const wholes = packages.filter((one) => roots.has(textOf(one.spdxId) ?? ''));
    const whole = wholes.length === 1 ? partOf(wholes[0] ?? {}, 0, byId) : undefined;
    const parts = packages.flatMap((one, index) =>
      whole !== undefined && host === undefined && one === wholes[0] ? [] : (partOf(one, index + 1, byId) ?? []),
    );
    const serial = textOf(elements.find((one) => one.type === 'SpdxDocument')?.name);
    const day = dayIn(elements.find((one) => one.type === 'CreationInfo')?.created);
    if (packages.length === 0) throw unreadable('This SPDX document names no package, so there is nothing to import.');
    yield* assetsOfParts(
      { parts, ...(whole && { whole }), ...(serial !== undefined && { serial }), ...(day !== undefined && { day }) },
      host,
    );
  },
};

function isCollection({ type }: JsonRecord): boolean {
  return type === 'SpdxDocument' || type === 'software_Sbom' || type === 'Bom';
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.flatMap((one) => textOf(one) ?? []) : [];
}

function partOf(one: JsonRecord, number: number, byId: ReadonlyMap<string, JsonRecord>): Part | undefined {
  const name = textOf(one.name);
  if (name === undefined) return undefined;
  const version = textOf(one.software_packageVersion);
  const supplier = byId.get(textOf(one.suppliedBy) ?? textsOf(one.originatedBy)[0] ?? '');
  const vendor = supplier?.type === 'Organization' ? textOf(supplier.name) : undefined;
  const identifiers = new Map(
    recordsOf(one.externalIdentifier).map((each) => [
      textOf(each.externalIdentifierType) ?? '',
      textOf(each.identifier),
    ]),
  );
  const cpe = identifiers.get('cpe23') ?? identifiers.get('cpe22');
  const purl = textOf(one.software_packageUrl) ?? identifiers.get('packageUrl');
  return {
    number,
    name,
    within: [],
    ...(version !== undefined && { version }),
    ...(vendor !== undefined && { vendor }),
    ...(cpe !== undefined && { cpe }),
    ...(purl !== undefined && { purl }),
  };
}
