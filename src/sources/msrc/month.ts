import type { Instant } from '../../domain/time.ts';
import { WardwatchError } from '../../errors.ts';
import type { RawItem } from '../../ports/source.ts';
import { isCvrfJson, trackingId } from '../formats/cvrf-json.ts';
import { readDate } from '../formats/dates.ts';
import { type JsonRecord, parsedJson, recordOf, recordsOf, textOf, textsOf } from '../formats/json-access.ts';

/** A month of Microsoft's security updates, as the list of them names it. */
export interface ListedMonth {
  /** "2024-Mar". */
  readonly id: string;
  /** When its document was last revised. */
  readonly revisedAt: string;
}

/** A flaw of a month as a document of its own, and when it was last revised; absent where it does not say. */
export interface Flaw {
  readonly item: RawItem;
  readonly revisedAt?: Instant;
}

/** The months of the list. Throws WardwatchError DOCUMENT_UNREADABLE for what is no such list, or an empty one. */
export function listedMonths(text: string): readonly ListedMonth[] {
  const months = recordsOf(parsedJson('The list of security updates', text).value).flatMap((entry) => {
    const [id, revisedAt] = [textOf(entry.ID), readDate(textOf(entry.CurrentReleaseDate))];
    return id === undefined || revisedAt === undefined ? [] : [{ id, revisedAt }];
  });
  if (months.length > 0) return months;
  throw new WardwatchError('DOCUMENT_UNREADABLE', "JSON, but not Microsoft's list of the months of security updates.");
}

/**
 * One document for each flaw of a month, in the shape of the month's, with the products that it names and the dates of its own
 * revisions. The guid holds the month, so that a month that is published again never replaces what another said of the flaw.
 * Throws WardwatchError DOCUMENT_UNREADABLE for what is no document of that month, or one that was revised less often than listed.
 */
export function flawsOfMonth({ id, revisedAt }: ListedMonth, text: string): readonly Flaw[] {
  const document = parsedJson(`The document of ${id}`, text);
  if (!isCvrfJson(document) || trackingId(document)?.toLowerCase() !== id.toLowerCase()) {
    throw new WardwatchError('DOCUMENT_UNREADABLE', `${id} was asked for; what came back is not its CVRF document.`);
  }
  const revised = readDate(textOf(recordOf(document.DocumentTracking).CurrentReleaseDate)) ?? '';
  if (revised < revisedAt) {
    const because = `The document of ${id} is older (${revised}) than the list of security updates says (${revisedAt}).`;
    throw new WardwatchError('DOCUMENT_UNREADABLE', because);
  }
  return recordsOf(document.Vulnerability).flatMap((vulnerability) => {
    const cve = textOf(vulnerability.CVE);
    return cve === undefined ? [] : [flawOf(id, cve, document, vulnerability)];
  });
}

function flawOf(month: string, cve: string, document: JsonRecord, vulnerability: JsonRecord): Flaw {
  const guid = `${month}/${cve}`;
  const tree = recordOf(document.ProductTree);
  const named = new Set(
    [vulnerability.ProductStatuses, vulnerability.Remediations]
      .flatMap(recordsOf)
      .flatMap(({ ProductID }) => textsOf(ProductID)),
  );
  const dates = recordsOf(vulnerability.RevisionHistory).map(({ Date: at }) => readDate(textOf(at)) ?? '');
  const [first, last] = [dates.filter(Boolean).sort()[0], dates.sort().at(-1)];
  const title = textOf(recordOf(vulnerability.Title).Value);
  const own = {
    DocumentTitle: { Value: title === undefined ? cve : `${cve}: ${title}` },
    DocumentTracking: {
      Identification: { ID: { Value: guid } },
      InitialReleaseDate: first ?? recordOf(document.DocumentTracking).InitialReleaseDate,
      CurrentReleaseDate: last,
    },
    ProductTree: {
      Branch: recordsOf(tree.Branch).map(({ Type, Name }) => ({ Type, Name })),
      FullProductName: recordsOf(tree.FullProductName).filter(({ ProductID }) => named.has(String(ProductID))),
    },
    Vulnerability: [vulnerability],
  };
  const link = `https://msrc.microsoft.com/update-guide/vulnerability/${cve}`;
  const bytes = new TextEncoder().encode(JSON.stringify(own));
  return { item: { guid, link, format: 'cvrf', bytes }, ...(last && { revisedAt: last }) };
}
