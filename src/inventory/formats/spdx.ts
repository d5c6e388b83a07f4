import { dayIn } from '../day-in.ts';
import { type JsonRecord, recordOf, recordsOf, textOf } from '../json-access.ts';
import { assetsOfParts, type Part } from '../parts.ts';
import { unreadable } from '../unreadable.ts';
import { tagValueDocument } from './spdx-tag-value.ts';
import type { InventoryFormat } from './types.ts';

/** SPDX 2.2 and 2.3 (ISO/IEC 5962), as JSON or as tag:value text. */
export const spdx: InventoryFormat = {
  id: 'spdx',
  recognises: ({ document, head }) =>
    document === undefined ? TAG_VALUE.test(head.text) : textOf(recordOf(document).spdxVersion) !== undefined,
  async *read({ document, file, head, host }) {
    const bom = document === undefined ? await tagValueDocument(file, head.encoding) : recordOf(document);
    const packages = recordsOf(bom.packages);
    const described = describedIn(bom);
    const parts = packages.flatMap((one, index) => partOf(one, index + 1) ?? []);
    const whole = described.size === 1 ? parts.find(({ ref }) => described.has(ref)) : undefined;
    const day = dayIn(recordOf(bom.creationInfo).created);
    const serial = textOf(bom.name);
    if (parts.length === 0) throw unreadable('This SPDX document names no package, so there is nothing to import.');
    yield* assetsOfParts(
      {
        parts: host === undefined ? parts.filter((part) => part !== whole) : parts,
        ...(whole && { whole }),
        ...(serial !== undefined && { serial }),
        ...(day !== undefined && { day }),
      },
      host,
    );
  },
};

const TAG_VALUE = /^(?:\ufeff|#[^\n]*\n|\s)*SPDXVersion:\s*SPDX-2/;

interface Package extends Part {
  readonly ref: string;
}

function partOf(one: JsonRecord, number: number): Package | undefined {
  const name = textOf(one.name);
  if (name === undefined) return undefined;
  const version = known(one.versionInfo);
  const vendor = organisation(one.supplier) ?? organisation(one.originator);
  const locators = new Map(
    recordsOf(one.externalRefs).map((ref) => [textOf(ref.referenceType) ?? '', textOf(ref.referenceLocator)]),
  );
  const cpe = locators.get('cpe23Type') ?? locators.get('cpe22Type');
  const purl = locators.get('purl');
  return {
    number,
    ref: textOf(one.SPDXID) ?? '',
    name,
    within: [],
    ...(version !== undefined && { version }),
    ...(vendor !== undefined && { vendor }),
    ...(cpe !== undefined && { cpe }),
    ...(purl !== undefined && { purl }),
  };
}

/** The packages that the document is about (SPDX 2.3, 11: DESCRIBES, or the older `documentDescribes`). */
function describedIn(bom: JsonRecord): ReadonlySet<string> {
  const listed = Array.isArray(bom.documentDescribes) ? bom.documentDescribes.flatMap((ref) => textOf(ref) ?? []) : [];
  const related = recordsOf(bom.relationships).flatMap((one) => {
    const type = textOf(one.relationshipType);
    if (type === 'DESCRIBES' && one.spdxElementId === 'SPDXRef-DOCUMENT') return textOf(one.relatedSpdxElement) ?? [];
    if (type === 'DESCRIBED_BY' && one.relatedSpdxElement === 'SPDXRef-DOCUMENT')
      return textOf(one.spdxElementId) ?? [];
    return [];
  });
  return new Set([...listed, ...related]);
}

function known(value: unknown): string | undefined {
  const text = textOf(value);
  return text === 'NOASSERTION' || text === 'NONE' ? undefined : text;
}

/** "Organization: Example Corp (security@example.com)" without the address; a person is no vendor. */
function organisation(value: unknown): string | undefined {
  const name = /^Organization:\s*([^(]+)/.exec(textOf(value) ?? '')?.[1]?.trim();
  return name === undefined || name === '' ? undefined : name;
}
