import type { RawAdvisory } from '../../domain/raw-advisory.ts';
import type { FormatId, RawItem } from '../../ports/source.ts';

/** What the pages of a PDF say. */
export interface PdfText {
  /** Lines of all pages in reading order, LF apart, table cells apart by a tab; a blank line between pages. */
  readonly text: string;
  /** The title in the document's own information, where it has one. */
  readonly title?: string;
  /** Addresses that its link annotations lead to, in order and each once. */
  readonly links: readonly string[];
  readonly pages: number;
  /** 1-based numbers of pages that hold pictures but no words. */
  readonly pagesWithoutText: readonly number[];
}

/** What a format may ask for beside the item's bytes. */
export interface FormatTools {
  /** Throws WardwatchError PDF_UNREADABLE. */
  pdfText(bytes: Uint8Array): Promise<PdfText>;
}

/** One way to read a document. */
export interface Format {
  readonly id: FormatId;
  /** Throws WardwatchError DOCUMENT_UNREADABLE, NOT_AN_ADVISORY or PDF_UNREADABLE. */
  read(item: RawItem, tools: FormatTools): Promise<RawAdvisory>;
}
