import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';

/**
 * Draws an SVG image of ours as PNG. Its text is set in the Liberation Sans that comes with the PDF reader, whatever fonts the
 * machine has: a container has none, and without a font resvg leaves text out in silence.
 */
export function toPng(svg: string): Uint8Array {
  const font = { loadSystemFonts: false, fontFiles: [FONT_FILE], defaultFontFamily: 'Liberation Sans' };
  return new Resvg(svg, { font }).render().asPng();
}

const FONT_FILE = createRequire(import.meta.url).resolve('pdfjs-dist/standard_fonts/LiberationSans-Regular.ttf');
