import type { Actor } from '../domain/actor.ts';
import type { Advisory } from '../domain/advisory.ts';
import type { AdvisoryQuery } from '../domain/advisory-query.ts';
import type { AlertMessage } from '../domain/alert.ts';
import type { AuditEntry } from '../domain/audit.ts';
import type { Case } from '../domain/case.ts';
import type { ExportFormat, ExportOutcome } from '../domain/export.ts';
import type { CaseAction, CaseStatus } from '../domain/handling.ts';
import type { RematchRun } from '../domain/rematch-run.ts';
import type { ConditionSince } from '../domain/source-condition.ts';
import type { Instant } from '../domain/time.ts';
import type { Priority } from '../domain/triage.ts';
import type { DecisionRecord } from './case-desk.ts';
import type { GroupOffice, MovedAdvisory } from './group-office.ts';
import type { HomeOffice } from './home-office.ts';
import type { ImportOffice } from './import-office.ts';
import type { RematchState } from './inventory-change.ts';
import type { InventoryOffice } from './inventory-office.ts';
import type { NamesOffice } from './names-office.ts';
import type { OutboxRow } from './outbox.ts';
import type { RematchOffice } from './rematch-office.ts';
import type { SilenceOffice } from './silence-office.ts';
import type { SourceState } from './source-shelf.ts';
import type { AdvisoryLine, AffectedLine } from './store.ts';
import type { TextOffice } from './text-office.ts';
import type { WatchlistOffice } from './watchlist-office.ts';

/** What people may ask of wardwatch and do with it, whatever surface they use. Who may do it is decided at the surface. */
export interface FrontOffice {
  readonly groups: GroupOffice;
  readonly home: HomeOffice;
  readonly imports: ImportOffice;
  readonly inventory: InventoryOffice;
  readonly names: NamesOffice;
  readonly rematch: RematchOffice;
  readonly silence: SilenceOffice;
  readonly texts: TextOffice;
  act(request: ActRequest): Promise<ActOutcome>;
  /** A case with everything that is known of it; undefined where the database holds no such case. */
  caseView(caseId: string): Promise<CaseView | undefined>;

  search(query: AdvisoryQuery, page: { readonly offset: number; readonly limit: number }): Promise<AdvisoryPage>;
  /** An advisory by its id, or the newest that names a CVE. */
  advisoryView(idOrCve: string): Promise<AdvisoryView | undefined>;
  /** Assets that stored advisories on a product or a CVE touch, with verdict and why; worst first. */
  affected(productOrCve: string): Promise<AffectedAnswer>;
  /** Which advisories name an indicator, written live or defanged, and whether it was seen here. */
  whoNames(indicator: string): Promise<IndicatorAnswer>;
  /** A case in any format, or an advisory as CSV; undefined where nothing has this id. */
  exportCase(id: string, format: ExportFormat): Promise<ExportOutcome | undefined>;

  status(): Promise<WardStatus>;
  sources(): Promise<readonly SourceLine[]>;
  /** Stops or resumes the polling of a source. Answers false where it stood so already; throws NOT_FOUND for an unknown id. */
  setPaused(sourceId: string, paused: boolean, actor: Actor): Promise<boolean>;
  /** Polls a source as soon as a worker is free; gives back until when its server asked to be left alone, if so. Throws NOT_FOUND for an unknown id. */
  pollNow(sourceId: string, actor: Actor): Promise<Instant | undefined>;
  /** The newest entries first, and whether the whole chain is intact. */
  audit(limit: number): Promise<{ readonly entries: readonly AuditEntry[]; readonly intact: boolean }>;

  readonly watchlists: WatchlistOffice;
}

export interface ActRequest {
  readonly caseId: string;
  readonly action: CaseAction;
  readonly actor: Actor;
  /** The handling's version that the person saw. */
  readonly seenVersion: number;
}

export type ActOutcome =
  /** Done; `words` says what, in one sentence. */
  | { readonly kind: 'done'; readonly words: string; readonly case: Case }
  /** Not done: somebody was faster, it stands so already, or it makes no sense here. `because` says it in plain words. */
  | { readonly kind: 'refused'; readonly because: string; readonly case: Case }
  /** The database holds no such case. */
  | { readonly kind: 'gone' };

export interface CaseView {
  readonly case: Case;
  readonly message: AlertMessage;
  /** To speak or not, oldest first. */
  readonly decisions: readonly DecisionRecord[];
  /** Advisories that people put into other cases, and which. */
  readonly moved: readonly MovedAdvisory[];
  /** Who did what with the case, oldest first. */
  readonly history: readonly AuditEntry[];
}

export interface AdvisoryPage {
  /** Newest first. */
  readonly lines: readonly AdvisoryLine[];
  readonly total: number;
}

export interface AdvisoryView {
  readonly advisory: Advisory;
  /** The advisory's link, where it may be followed (`allowedLink`); absent: it is shown nowhere. */
  readonly link?: string;
  readonly caseId?: string;
  readonly caseStatus?: CaseStatus;
  /** Other advisories that name the same CVE, newest first. */
  readonly others: readonly AdvisoryLine[];
  readonly affected: readonly AffectedLine[];
}

export interface AffectedAnswer {
  /** How the question was understood, e.g. `CVE-2024-1709` or `product "ScreenConnect"`. */
  readonly asked: string;
  readonly advisories: number;
  readonly assets: readonly AffectedLine[];
  /** Assets whose product name holds the words and that no stored advisory touches; never called safe for that. */
  readonly untouched: number;
  /** What is still to be matched again: until then the answer is of before. */
  readonly rematch: RematchState;
}

export interface IndicatorAnswer {
  /** The type that the value reads as; absent where it reads as none. */
  readonly type?: string;
  /** Defanged. */
  readonly shown: string;
  readonly named: readonly AdvisoryLine[];
  /** Ids of assets on which it was seen, by their observables. */
  readonly seenOn: readonly string[];
}

/** How wardwatch itself is doing. */
export interface WardStatus {
  readonly sources: readonly SourceLine[];
  readonly waiting: { readonly documents: number; readonly advisories: number };
  /** What is being matched again, and what was stopped of it, the oldest first. */
  readonly rematch: readonly RematchRun[];
  readonly outbox: Readonly<Record<OutboxRow['state'], number>>;
  readonly openCases: Readonly<Record<Priority, number>>;
  /** When something was last told in any channel; absent: never. */
  readonly lastToldAt?: Instant;
  readonly assets: number;
}

/** A source, or a place where the inventory is taken from, and how it is doing. */
export interface SourceLine extends Omit<SourceState, 'cursor'>, ConditionSince {
  readonly publisher: string;
  readonly everyMs: number;
  /** The sources that it stands by for. */
  readonly standsByFor?: readonly string[];
}
