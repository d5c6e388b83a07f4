import { alertMessage } from '../alerts/message.ts';
import { routesFor } from '../alerts/routing.ts';
import { seedPlan } from '../alerts/seeding.ts';
import { isEmptied } from '../cases/is-emptied.ts';
import { suppressionOf } from '../cases/suppression.ts';
import type { AlertMessage } from '../domain/alert.ts';
import type { Asset } from '../domain/asset.ts';
import { type CaseStatus, statusOf } from '../domain/handling.ts';
import type { Suppression } from '../domain/suppression.ts';
import { dayOf } from '../domain/time.ts';
import type { Priority } from '../domain/triage.ts';
import type { Watchlist } from '../domain/watch.ts';
import type { CaseDesk, CaseOutline } from '../ports/case-desk.ts';
import type { ChannelRef } from '../ports/outbox.ts';
import type { CaseDeps, SinkRoute } from './deps.ts';
import { watchRoutes } from './speak.ts';

/** What there is to tell of a batch, seen while others may decide. It holds as far as what it rests on is still as it was. */
export interface BatchLook {
  /** Inventory, watchlists and suppressions, in words to be compared. */
  readonly standing: string;
  readonly cases: ReadonlyMap<string, SeenCase>;
  /** What is said of the cases that are told one by one. */
  readonly messages: ReadonlyMap<string, AlertMessage>;
  /** The inventory that it was seen with. */
  readonly assetOf: (assetId: string) => Asset | undefined;
}

/** What is kept of a case, since all that a batch touched may be more than the memory holds. */
export interface SeenCase {
  readonly id: string;
  /** As `CaseOutline.state`. */
  readonly state: string;
  readonly priority: Priority;
  readonly status: CaseStatus;
  /** The channels that it concerns and that were not told of it. */
  readonly untold: readonly SeenChannel[];
}

interface SeenChannel extends ChannelRef {
  /** The route by which the channel takes it, urgent as it is; absent: it is only counted. */
  readonly taker: SinkRoute | undefined;
}

/** A channel with the cases of a batch that it was not told of, and which of them are told one by one. */
export interface Place extends ChannelRef {
  readonly untold: readonly SeenCase[];
  readonly single: readonly { readonly id: string; readonly taker: SinkRoute }[];
}

/** Looks at the cases of a batch, a page at a time; undefined where it is told already or not all of it is matched. */
export async function lookAtBatch(batchId: number, deps: CaseDeps): Promise<BatchLook | undefined> {
  const { store } = deps;
  const caseIds = await store.readyBatch(batchId);
  if (caseIds === undefined) return undefined;
  const view = await viewOf(store);
  // Where nothing was touched, a large inventory is not read for it.
  const index = caseIds.length === 0 ? undefined : await deps.assetIndex();
  const assetOf = (id: string) => index?.get(id);
  const cases = new Map<string, SeenCase>();
  for (const page of pagesOf(caseIds)) {
    for (const seen of seenIn(await store.outlinesOf(page, assetOf), view, deps)) cases.set(seen.id, seen);
  }
  const messages = new Map<string, AlertMessage>();
  for (const { id } of placesOf([...cases.values()], deps).flatMap(({ single }) => single)) {
    const one = messages.has(id) ? undefined : await store.caseById(id);
    if (one !== undefined) messages.set(id, alertMessage(one, deps));
  }
  return { standing: standingOf(view), cases, messages, assetOf };
}

/** What holds of a look that still stands, with what was decided meanwhile. */
export async function lookAgain(
  looked: BatchLook,
  caseIds: readonly string[],
  desk: CaseDesk,
  deps: CaseDeps,
): Promise<Pick<BatchLook, 'messages'> & { readonly cases: readonly SeenCase[] }> {
  const states = await desk.caseStates(caseIds);
  const changed = new Set(caseIds.filter((id) => looked.cases.get(id)?.state !== states.get(id)));
  const view = await viewOf(desk);
  const newer = new Map<string, SeenCase>();
  for (const page of pagesOf([...changed]))
    for (const seen of seenIn(await desk.outlinesOf(page, looked.assetOf), view, deps)) newer.set(seen.id, seen);
  return {
    cases: caseIds.flatMap((id) => newer.get(id) ?? looked.cases.get(id) ?? []),
    messages: new Map([...looked.messages].filter(([id]) => !changed.has(id))),
  };
}

/** What a look rests on beside the cases. */
interface View {
  readonly inventoryVersion: number;
  readonly lists: readonly Watchlist[];
  readonly suppressions: readonly Suppression[];
}

export async function viewOf(from: Pick<CaseDesk, 'inventoryVersion' | 'watchlists' | 'suppressions'>): Promise<View> {
  const inventoryVersion = await from.inventoryVersion();
  return { inventoryVersion, lists: await from.watchlists(), suppressions: await from.suppressions() };
}

/** Equal where the same was seen. */
export function standingOf(view: View): string {
  return JSON.stringify(view);
}

/** Cases that are held at once. */
const PAGE = 100;

function pagesOf(caseIds: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(caseIds.length / PAGE) }, (_, page) =>
    caseIds.slice(page * PAGE, (page + 1) * PAGE),
  );
}

function seenIn(outlines: readonly CaseOutline[], view: View, deps: CaseDeps): readonly SeenCase[] {
  return outlines.map((outline): SeenCase => {
    const { id, triage, handling } = outline.one;
    const untold = untoldOf(outline, view, deps);
    return { id, state: outline.state, priority: triage.priority, status: statusOf(handling), untold };
  });
}

function untoldOf({ one, told }: CaseOutline, { lists, suppressions }: View, deps: CaseDeps): readonly SeenChannel[] {
  if (isEmptied(one) || suppressionOf(one, suppressions, dayOf(deps.clock.now())) !== undefined) return [];
  const watching = watchRoutes(one, lists, deps);
  const takers = [...routesFor(one, deps.routes), ...watching];
  const about = [...routesFor(one, deps.routes, { anyPriority: true }), ...watching];
  const isSame = (a: ChannelRef, b: ChannelRef) => a.sink === b.sink && a.channel === b.channel;
  return [...new Map(about.map((route) => [keyOf(route), route])).values()]
    .filter((place) => !told.some((other) => isSame(other, place)))
    .map(({ sink, channel }) => ({ sink, channel, taker: takers.find((route) => isSame(route, { sink, channel })) }));
}

/** The channels that have something to hear of these cases, those of the settings first. */
export function placesOf(cases: readonly SeenCase[], deps: Pick<CaseDeps, 'routes'>): readonly Place[] {
  const places = new Map(
    deps.routes.map(({ sink, channel }) => [keyOf({ sink, channel }), newPlace({ sink, channel })]),
  );
  for (const one of cases) {
    for (const { sink, channel, taker } of one.untold) {
      const place = places.get(keyOf({ sink, channel })) ?? newPlace({ sink, channel });
      place.untold.push(one);
      if (taker !== undefined) place.takers.set(one, taker);
      places.set(keyOf(place), place);
    }
  }
  return [...places.values()]
    .filter(({ untold }) => untold.length > 0)
    .map(({ sink, channel, untold, takers }) => {
      const plan = seedPlan([...takers.keys()]).single;
      const single = [...takers].filter(([{ id }]) => plan.includes(id)).map(([{ id }, taker]) => ({ id, taker }));
      return { sink, channel, untold, single: plan.flatMap((id) => single.find((one) => one.id === id) ?? []) };
    });
}

function newPlace(channel: ChannelRef) {
  return { ...channel, untold: [] as SeenCase[], takers: new Map<SeenCase, SinkRoute>() };
}

function keyOf({ sink, channel }: ChannelRef): string {
  return `${sink} ${channel}`;
}
