import PDFDocument from 'pdfkit';

/** Draws a document's pages; see pdfkit.org. */
export type Draw = (document: PDFKit.PDFDocument) => void;

/** The bytes of a PDF, the same at every run. */
export function aPdf(draw: Draw, options: PDFKit.PDFDocumentOptions = {}): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const document = new PDFDocument({ compress: true, info: { CreationDate: new Date(0) }, ...options });
    const parts: Buffer[] = [];
    document.on('data', (part: Buffer) => parts.push(part));
    document.on('end', () => resolve(new Uint8Array(Buffer.concat(parts))));
    document.on('error', reject);
    draw(document);
    document.end();
  });
}
