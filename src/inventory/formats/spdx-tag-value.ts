import type { InventoryFile } from '../../ports/inventory-file.ts';
import { type Encoding, wholeText } from '../file-text.ts';
import type { JsonRecord } from '../json-access.ts';

/** The lines of SPDX tag:value text as what the same document says in JSON, as far as an inventory needs it. */
export async function tagValueDocument(file: InventoryFile, encoding: Encoding): Promise<JsonRecord> {
  const packages: Record<string, unknown>[] = [];
  const relationships: JsonRecord[] = [];
  const document: Record<string, unknown> = { packages, relationships };
  let inside: Record<string, unknown> | undefined;
  for (const [tag, value] of tagsIn(await wholeText(file, encoding))) {
    if (tag === 'PackageName') {
      inside = { name: value, externalRefs: [] };
      packages.push(inside);
    } else if (tag === 'FileName' || tag === 'SnippetSPDXID' || tag === 'LicenseID') inside = {};
    else if (tag === 'DocumentName') document.name = value;
    else if (tag === 'Created') document.creationInfo = { created: value };
    else if (tag === 'Relationship') {
      const [spdxElementId, relationshipType, relatedSpdxElement] = value.split(/\s+/);
      relationships.push({ spdxElementId, relationshipType, relatedSpdxElement });
    } else if (tag === 'ExternalRef' && Array.isArray(inside?.externalRefs)) {
      const [, referenceType, referenceLocator] = value.split(/\s+/);
      inside.externalRefs.push({ referenceType, referenceLocator });
    } else {
      const field = FIELD_OF[tag];
      if (field !== undefined && inside !== undefined) inside[field] = value;
    }
  }
  return document;
}

const FIELD_OF: Readonly<Partial<Record<string, string>>> = {
  SPDXID: 'SPDXID',
  PackageVersion: 'versionInfo',
  PackageSupplier: 'supplier',
  PackageOriginator: 'originator',
};

/** Tags with their values; one that runs over lines stands in <text> and is passed over. */
function* tagsIn(text: string): Generator<readonly [string, string]> {
  let isText = false;
  for (const line of text.split('\n')) {
    if (isText) {
      isText = !line.includes('</text>');
      continue;
    }
    const colon = line.indexOf(':');
    if (colon < 1 || line.startsWith('#')) continue;
    const value = line.slice(colon + 1).trim();
    if (value.startsWith('<text>')) isText = !value.includes('</text>');
    else yield [line.slice(0, colon).trim(), value];
  }
}
