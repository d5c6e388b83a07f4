import type { Actor } from '../domain/actor.ts';
import type { Advisory } from '../domain/advisory.ts';
import type { Instant } from '../domain/time.ts';
import type { RawItem, RefusedItem } from './source.ts';

/** Stored documents by their ids, both bounds included. */
export interface ItemRange {
  readonly fromId: number;
  readonly toId: number;
}

/** A stored document that waits to be read. */
export interface PendingItem {
  readonly id: number;
  /** How often reading it was begun and not ended. */
  readonly attempts: number;
  readonly bytes: number;
}

/** What a stored document says, as the advisory and as the text that its quotes point into. */
export interface ReadItem {
  readonly itemId: number;
  readonly advisory: Advisory;
  readonly text: string;
}

/** What a revision is called, and when the first one was fetched; absent where it is that. */
export interface NextRevision {
  readonly revision: number;
  readonly firstSeenAt?: Instant;
}

/** A stored document, with what its envelope said. */
export interface StoredItem extends RawItem {
  readonly id: number;
  readonly sourceId: string;
  readonly fetchedAt: Instant;
  readonly batchId?: number;
  /** How often reading it was begun, this time included. */
  readonly attempts: number;
}

/** Which stored documents are meant; all where nothing is said. */
export interface DocumentChoice {
  readonly sourceId?: string;
  /** Fetched then or later. */
  readonly since?: Instant;
  /** Names of documents (`<source>:<guid>`) or advisories. */
  readonly ids?: readonly string[];
}

/** A stored document and what became of it. */
export interface DocumentRead {
  readonly itemId: number;
  /** `<source>:<guid>` */
  readonly id: string;
  readonly state: 'read' | 'refused';
  readonly advisoryId?: string;
}

/** The documents that came, and the advisories that were read from them. */
export interface DocumentShelf {
  /** Stores a document unless it is what the publisher's newest one with this guid says already. Undefined: nothing new. */
  saveItem(
    sourceId: string,
    item: RawItem,
    contentHash: string,
    at: Instant,
    batchId?: number,
  ): Promise<number | undefined>;
  /** The same for a document that a person gave, with an audit entry. */
  saveGivenItem(
    sourceId: string,
    item: RawItem,
    contentHash: string,
    actor: Actor,
    at: Instant,
  ): Promise<number | undefined>;
  /** The pending items of a range, in the order of their ids. */
  pendingItems(range: ItemRange): Promise<readonly PendingItem[]>;
  /** Reads pending items in the order of their ids, and counts the attempt; without those that are not pending any more. */
  takeItems(itemIds: readonly number[]): Promise<readonly StoredItem[]>;
  /** Takes the count of an attempt back: it failed for a reason that is not the documents'. */
  returnItems(itemIds: readonly number[]): Promise<void>;
  refuseItem(itemId: number, because: string): Promise<void>;
  /** The newest document of each guid that was read or refused, oldest first. */
  documentsRead(choice: DocumentChoice): Promise<readonly DocumentRead[]>;
  /** A stored document, whatever became of it. */
  storedItem(itemId: number): Promise<StoredItem | undefined>;
  /** Documents that were read or refused wait to be read again, as part of a batch. */
  readItemsAgain(itemIds: readonly number[], batchId: number): Promise<void>;
  itemStates(
    itemIds: readonly number[],
  ): Promise<readonly { id: number; state: string; because?: string; advisoryId?: string }[]>;
  /** The last documents of a source that could not be read, newest first. */
  refusedItems(sourceId: string, limit: number): Promise<readonly RefusedItem[]>;
  /** Stores what was read from an item. `same`: the words did not change, so there is no new revision. */
  saveAdvisory(itemId: number, advisory: Advisory, documentText: string): Promise<'new' | 'changed' | 'same'>;
  /** The same for several, all or none, in their order; no two may be of one document or one advisory. */
  saveAdvisories(read: readonly ReadItem[]): Promise<readonly ('new' | 'changed' | 'same')[]>;
  /** All that an advisory ever said, oldest first. */
  revisionsOf(advisoryId: string): Promise<readonly Advisory[]>;
  /** The next revision of each of these advisories, in their order. */
  nextRevisions(advisoryIds: readonly string[]): Promise<readonly NextRevision[]>;
}
