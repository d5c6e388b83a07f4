import type { RawItem } from '../../ports/source.ts';
import { type JsonRecord, textOf, textsOf } from './json-access.ts';

/** Indicators that no report names are told so many at a time. */
const MOST_TOGETHER = 200;

/**
 * The documents that STIX 2.1 objects are: one for each report and for each flaw that no report names, with what belongs to it; and
 * the indicators that then are left, together. Each is a bundle, its report or flaw first.
 */
export function stixItems(objects: readonly JsonRecord[]): readonly RawItem[] {
  const byId = newestById(objects);
  const all = [...byId.values()];
  const reports = all.filter(({ type }) => type === 'report');
  const told = new Set(reports.flatMap(({ object_refs }) => textsOf(object_refs)));
  const flaws = all.filter(({ type, id }) => type === 'vulnerability' && !told.has(String(id)));
  const whole = [
    ...reports.map((report) => [report, ...referredTo(report, byId)]),
    ...flaws.map((flaw) => [flaw, ...relatedTo([flaw], all)]),
  ];
  const used = new Set(whole.flat().map(({ id }) => id));
  const left = all
    .filter(({ type, id }) => type === 'indicator' && !used.has(id))
    .sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1));
  for (let start = 0; start < left.length; start += MOST_TOGETHER) {
    const some = left.slice(start, start + MOST_TOGETHER);
    whole.push([...some, ...relatedTo(some, all)]);
  }
  return whole.map((objects) => itemOf(objects, all));
}

/** Ids of objects that reports refer to and that are not among these. */
export function missingFrom(objects: readonly JsonRecord[]): readonly string[] {
  const known = new Set(objects.map(({ id }) => id));
  const wanted = objects.filter(({ type }) => type === 'report').flatMap(({ object_refs }) => textsOf(object_refs));
  return [...new Set(wanted)].filter((id) => !known.has(id));
}

/** An object may come in several versions (section 3.6): the one that was modified last counts. */
function newestById(objects: readonly JsonRecord[]): ReadonlyMap<string, JsonRecord> {
  const byId = new Map<string, JsonRecord>();
  for (const each of objects) {
    const id = textOf(each.id);
    const before = id === undefined ? undefined : byId.get(id);
    if (id !== undefined && String(before?.modified ?? '') <= String(each.modified ?? '')) byId.set(id, each);
  }
  return byId;
}

function referredTo(report: JsonRecord, byId: ReadonlyMap<string, JsonRecord>): readonly JsonRecord[] {
  return textsOf(report.object_refs)
    .map((id) => byId.get(id))
    .filter((each) => each !== undefined);
}

/** What relationships tie to these objects, at either end. */
function relatedTo(some: readonly JsonRecord[], all: readonly JsonRecord[]): readonly JsonRecord[] {
  const ids = new Set(some.map(({ id }) => id));
  const ties = all.filter(
    ({ type, source_ref, target_ref }) => type === 'relationship' && (ids.has(source_ref) || ids.has(target_ref)),
  );
  const ends = new Set(ties.flatMap(({ source_ref, target_ref }) => [source_ref, target_ref]));
  return all.filter(({ id }) => ends.has(id) && !ids.has(id));
}

/** Who made the objects, and how they are marked, comes along. */
function itemOf(objects: readonly JsonRecord[], all: readonly JsonRecord[]): RawItem {
  const wanted = new Set(
    objects.flatMap(({ created_by_ref, object_marking_refs }) => [created_by_ref, ...textsOf(object_marking_refs)]),
  );
  const own = new Set(objects.map(({ id }) => id));
  const around = all.filter(({ id }) => wanted.has(id) && !own.has(id));
  const bundle = { type: 'bundle', objects: [...objects, ...around] };
  return {
    guid: String(objects[0]?.id),
    format: 'stix',
    bytes: new TextEncoder().encode(JSON.stringify(bundle)),
  };
}
