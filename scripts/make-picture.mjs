// Draws what a terminal shows as an SVG for the README.
// Usage: wardwatch demo --once | node scripts/make-picture.mjs > docs/alert.svg     (run it on a terminal, or with colour kept)
// Reads text with ANSI colours on standard input and takes the first card of it.
import { readFileSync } from 'node:fs';

const CELL = { width: 8.4, height: 18, font: 14 };
const PADDING = 16;
const COLOURS = {
  30: '#6b7280',
  31: '#ff7b72',
  32: '#7ee787',
  33: '#e3b341',
  34: '#79c0ff',
  35: '#d2a8ff',
  36: '#76e3ea',
  37: '#e6edf3',
  97: '#ffffff',
  90: '#8b949e',
};
const BACKGROUNDS = {
  41: '#b62324',
  42: '#238636',
  43: '#9e6a03',
  44: '#1f6feb',
  45: '#8957e5',
  46: '#1b7c83',
  47: '#6e7681',
  100: '#484f58',
};

// What a progress line wrote and erased again (ESC [ K) is not part of the card.
const lines = firstCard(
  readFileSync(0, 'utf8')
    .replaceAll('\r', '')
    .split('\n')
    .map((line) => line.slice(line.lastIndexOf('\u001b[K') + 1).replace(/^\[K/, '')),
);
const columns = Math.max(...lines.map((line) => [...line.replace(/\u001b\[[0-9;]*m/g, '')].length));
const width = columns * CELL.width + 2 * PADDING;
const height = lines.length * CELL.height + 2 * PADDING;
const body = lines.map((line, row) => drawLine(line, row)).join('\n');

process.stdout.write(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="A wardwatch alert on the terminal">
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="${CELL.font}" fill="#e6edf3" xml:space="preserve">
${body}
</g>
</svg>
`);

function firstCard(all) {
  const from = all.findIndex((line) => line.includes('╭'));
  const to = all.findIndex((line, index) => index > from && line.includes('╰'));
  return all.slice(from, to + 1);
}

function drawLine(line, row) {
  const y = PADDING + row * CELL.height;
  let column = 0;
  let style = {};
  const parts = [];
  for (const [piece, codes] of pieces(line)) {
    if (codes !== undefined) style = styled(style, codes);
    const text = piece;
    if (text === '') continue;
    const x = PADDING + column * CELL.width;
    const length = [...text].length;
    if (style.background)
      parts.push(
        `<rect x="${x}" y="${y}" width="${length * CELL.width}" height="${CELL.height}" fill="${style.background}"/>`,
      );
    const attributes = [
      style.colour && `fill="${style.colour}"`,
      style.bold && 'font-weight="bold"',
      style.dim && 'opacity="0.65"',
      style.italic && 'font-style="italic"',
    ];
    parts.push(
      `<text x="${x}" y="${y + CELL.font}" textLength="${length * CELL.width}" lengthAdjust="spacingAndGlyphs" ${attributes.filter(Boolean).join(' ')}>${escaped(text)}</text>`,
    );
    column += length;
  }
  return parts.join('');
}

function* pieces(line) {
  const parts = line.split(/\u001b\[([0-9;]*)m/);
  yield [parts[0], undefined];
  for (let index = 1; index < parts.length; index += 2) yield [parts[index + 1], parts[index]];
}

function styled(before, codes) {
  let style = { ...before };
  for (const code of codes.split(';').map(Number)) {
    if (code === 0) style = {};
    else if (code === 1) style.bold = true;
    else if (code === 2) style.dim = true;
    else if (code === 3) style.italic = true;
    else if (code === 22) style = { ...style, bold: false, dim: false };
    else if (code === 23) style.italic = false;
    else if (code === 39) style.colour = undefined;
    else if (code === 49) style.background = undefined;
    else if (COLOURS[code]) style.colour = COLOURS[code];
    else if (BACKGROUNDS[code]) style.background = BACKGROUNDS[code];
  }
  return style;
}

function escaped(text) {
  return text
    .replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character])
    .replaceAll(' ', '\u00a0');
}
