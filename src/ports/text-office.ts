import type { Actor } from '../domain/actor.ts';
import type { AffectedProduct } from '../domain/advisory.ts';
import type { AlertFile } from '../domain/alert.ts';
import type { Asset } from '../domain/asset.ts';
import type { Cut } from '../domain/digest.ts';
import type { IndicatorType } from '../domain/indicator.ts';
import type { Verdict } from '../domain/match.ts';
import type { Instant } from '../domain/time.ts';
import type { Tlp } from '../domain/tlp.ts';

/**
 * Texts that people point at. Of a text that is too long only the beginning is read, so that no text takes long. Throws
 * DOCUMENT_UNREADABLE or NOT_AN_ADVISORY for what is no text.
 */
export interface TextOffice {
  /** The indicators of a text. */
  extract(text: string): Promise<TextFindings>;
  /** What a text says of the inventory. Nothing is stored. */
  check(text: string): Promise<TextCheck>;
  /** Stores a text as an advisory, which is then matched and told as any; the same origin is the same advisory. */
  save(text: string, origin: TextOrigin, actor: Actor): Promise<TextSaved>;
}

/** How much of a text was read, where not all of it was: in characters. */
export interface TextCutAt {
  readonly read: number;
  readonly of: number;
}

export interface TextFindings {
  /** The label that the text carries, else AMBER. */
  readonly tlp: Tlp;
  readonly indicators: readonly TextIndicator[];
  /** Well formed, but no indicators of this text; each says why. */
  readonly setAside: readonly TextIndicator[];
  readonly cves: readonly string[];
  readonly techniques: readonly { readonly id: string; readonly name?: string }[];
  /** All of it as a table. */
  readonly file: AlertFile;
  readonly cutAt?: TextCutAt;
}

export interface TextIndicator {
  readonly type: IndicatorType;
  /** Defanged. */
  readonly shown: string;
  readonly because: string;
}

export interface TextCheck {
  readonly tlp: Tlp;
  /** Defanged. */
  readonly title: string;
  /** Affected first. */
  readonly assets: Cut<CheckedAsset>;
  /** How many assets of the inventory got which verdict. */
  readonly verdicts: Readonly<Record<Verdict['kind'], number>>;
  /** Why it touches no asset, where it touches none; defanged. */
  readonly whyNothing?: string;
  readonly products: readonly Pick<AffectedProduct, 'vendor' | 'product' | 'status' | 'versions' | 'fixedVersion'>[];
  /** Each a sentence; defanged. */
  readonly gaps: readonly string[];
  readonly cutAt?: TextCutAt;
}

/** An asset that a text touches. Its words are defanged. */
export interface CheckedAsset {
  readonly asset: Pick<Asset, 'id' | 'hostname' | 'vendor' | 'product' | 'version' | 'owner'>;
  readonly verdict: Verdict;
  /** Each a sentence, with the words of the text that it rests on. */
  readonly evidence: readonly { readonly because: string; readonly quote?: string }[];
}

/** Where a text comes from. */
export interface TextOrigin {
  /** The same for the same text, however often it is given. */
  readonly id: string;
  /** Who speaks in it, e.g. `Slack: dana.fox`. */
  readonly publisher: string;
  readonly postedAt: Instant;
}

export interface TextSaved {
  readonly advisoryId: string;
  /** It was stored before and says nothing new. */
  readonly isKnown: boolean;
}
