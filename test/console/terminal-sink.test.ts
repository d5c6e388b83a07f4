import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTerminalSink, type TerminalSinkOptions } from '../../src/console/terminal-sink.ts';
import { displayWidth } from '../../src/console/text-width.ts';
import type { AlertMessage } from '../../src/domain/alert.ts';
import type { Outgoing, Sink } from '../../src/ports/sink.ts';
import { describeSink } from '../conformance/sink.ts';
import { anAlertAsset, anAlertEvent, anAlertMessage } from '../helpers/alert-builders.ts';

const ROOT = { key: 'alert:C-2:1' };
const anUpdate: Outgoing = {
  kind: 'update',
  key: 'update:C-2:2',
  channel: 'terminal',
  message: anAlertMessage(),
  changes: ['CVE-2024-99901 is now on the list of known exploited flaws.'],
  root: ROOT,
};
const anEdit: Outgoing = {
  kind: 'edit',
  key: 'edit:C-2:2',
  channel: 'terminal',
  message: anAlertMessage(),
  root: ROOT,
};
const aSummary: Outgoing = {
  kind: 'summary',
  key: 'seed:watch',
  channel: 'terminal',
  title: 'First look at Example Health Watch',
  lines: ['3 of 214 advisories touch what you run.', 'The other 211 stay silent.'],
};

let folder: string;
let receipts: string;
let printed: string;

function print(text: string): void {
  printed += text;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wardwatch-terminal-'));
  receipts = join(folder, 'data', 'receipts');
  printed = '';
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function aSink(options: Partial<TerminalSinkOptions> & { columns?: number } = {}): Sink {
  const { columns = 80, ...rest } = options;
  const out = { columns, write: print };
  return createTerminalSink({ out, colour: false, format: 'cards', receipts, ...rest });
}

async function cardOf(outgoing: Outgoing, options: Parameters<typeof aSink>[0] = {}): Promise<string> {
  printed = '';
  await aSink(options).deliver(outgoing);
  return printed;
}

describeSink('the terminal', async () => {
  const build = (): Sink => aSink();
  return { sink: build(), channel: 'terminal', restarted: build, stop: async () => {} };
});

describe('a card', () => {
  it('of an alert looks like this in 80 columns', async () => {
    expect(await cardOf(anAlertEvent())).toMatchSnapshot();
  });

  it('of an update looks like this in 80 columns', async () => {
    expect(await cardOf(anUpdate)).toMatchSnapshot();
  });

  it('of a summary is a few lines', async () => {
    expect(await cardOf(aSummary)).toMatchSnapshot();
  });

  it('of an edit is nothing, because what matters in it comes as an update', async () => {
    expect(await cardOf(anEdit)).toBe('');
  });

  const widths: readonly [columns: number, width: number][] = [
    [20, 60],
    [60, 60],
    [97, 97],
    [110, 110],
    [300, 110],
  ];
  it.each(widths)('on a terminal of %d columns is %d wide', async (columns, width) => {
    for (const outgoing of [anAlertEvent(), anUpdate]) {
      const lines = (await cardOf(outgoing, { columns })).trimEnd().split('\n');
      expect(new Set(lines.map(displayWidth))).toEqual(new Set([width]));
    }
  });

  it('says the same with colour as without', async () => {
    const coloured = await cardOf(anAlertEvent(), { colour: true });
    expect(coloured).not.toBe(await cardOf(anAlertEvent()));
    expect(coloured.replace(/\u001b\[[0-9;]*m/g, '')).toBe(await cardOf(anAlertEvent()));
  });

  it('shows the affected asset before five hundred that are not, and counts the rest', async () => {
    const safe = Array.from({ length: 500 }, (_, index) => anAlertAsset({ id: `S-${index}`, verdict: 'not-affected' }));
    const card = await cardOf(
      anAlertEvent({ message: anAlertMessage({ assets: [...safe, anAlertAsset({ id: 'HIT' })] }) }),
    );
    expect(card).toContain('1 affected, 500 not affected');
    expect(card).toMatch(/affected +HIT/);
    expect(card).toContain('… and 493 more: wardwatch show C-2');
  });

  it('prints a link only where it leads to the web', async () => {
    const [source] = anAlertMessage().sources;
    const sources = [{ ...source, link: 'javascript:alert(1)' }] as AlertMessage['sources'];
    expect(await cardOf(anAlertEvent({ message: anAlertMessage({ sources }) }))).not.toContain('javascript');
  });
});

describe('text of a feed', () => {
  const hostile: readonly [what: string, text: string, shown: string][] = [
    ['a colour', '\u001b[31mred\u001b[0m alert', 'red alert'],
    ['a cleared screen', 'a\u001b[2J\u001b[Hb', 'ab'],
    ['a window title', '\u001b]0;owned\u0007words', 'words'],
    ['a window title without an end', '\u001b]0;words stay', ']0;words stay'],
    ['C1 controls', 'a\u009b31mb\u0085c', 'abc'],
    ['a carriage return', 'real\rfake', 'real fake'],
    ['reversed words', '\u202edellac\u202c called', 'dellac called'],
    ['invisible characters', 'pay\u200bload\ufeff', 'payload'],
    ['a pile of marks', `e${'\u0301'.repeat(500)}`, `e${'\u0301'.repeat(8)}`],
  ];
  it.each(hostile)('cannot act on the terminal: %s', async (_what, text, shown) => {
    const card = await cardOf(anAlertEvent({ message: anAlertMessage({ title: text }) }));
    expect(card).toContain(`│ ${shown}`);
    expect(card).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e\u200b]/);
  });

  it('keeps the frame straight, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 400 }),
        fc.integer({ min: 60, max: 110 }),
        (text, columns) => {
          printed = '';
          const message = anAlertMessage({
            title: text,
            reasons: [text],
            assets: [anAlertAsset({ id: text, product: text, site: text })],
          });
          const sink = createTerminalSink({
            out: { columns, write: print },
            colour: false,
            format: 'cards',
            receipts,
          });
          void sink.deliver(anAlertEvent({ message }));
          expect(new Set(printed.trimEnd().split('\n').map(displayWidth))).toEqual(new Set([columns]));
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('lines of JSON', () => {
  it('tell an alert in one line', async () => {
    const text = await cardOf(anAlertEvent(), { format: 'json' });
    expect(text.indexOf('\n')).toBe(text.length - 1);
    expect(JSON.parse(text)).toEqual({
      event: 'alert',
      case: 'C-2',
      priority: 'P1',
      title: anAlertMessage().title,
      reasons: anAlertMessage().reasons,
      assets: [
        { id: 'A-031', verdict: 'not-affected' },
        { id: 'A-014', verdict: 'affected' },
        { id: 'A-022', verdict: 'undecided' },
      ],
      indicators: ['relay.imaging.example[.]com', 'text.xml', '192.0.2[.]77'],
      sources: ['Example Health Watch', 'Example Research'],
      due: '2024-01-25',
    });
  });

  it('tell an update with what changed', async () => {
    expect(JSON.parse(await cardOf(anUpdate, { format: 'json' }))).toMatchObject({
      event: 'update',
      case: 'C-2',
      changes: ['CVE-2024-99901 is now on the list of known exploited flaws.'],
    });
  });

  it('say null where there is no deadline', async () => {
    const { due: _, ...message } = anAlertMessage();
    expect(JSON.parse(await cardOf(anAlertEvent({ message }), { format: 'json' }))).toMatchObject({ due: null });
  });

  it('say nothing of edits and summaries, in no colour ever', async () => {
    expect(await cardOf(anEdit, { format: 'json' })).toBe('');
    expect(await cardOf(aSummary, { format: 'json' })).toBe('');
    expect(await cardOf(anAlertEvent(), { format: 'json', colour: true })).not.toContain('\u001b');
  });
});

describe('saying it once', () => {
  const since = '2024-01-22T00:00:00.000Z';

  it('has the receipt written by the time that anybody can read the words', async () => {
    const out = { write: () => expect(readFileSync(receipts, 'utf8')).toBe('k\n') };
    const delivery = await aSink({ out }).deliver(anAlertEvent({ key: 'k' }));
    expect(delivery).toEqual({ kind: 'delivered', receipt: { key: 'k' } });
    expect(readFileSync(receipts, 'utf8')).toBe('k\n');
  });

  it('is to be tried again when the terminal has gone, and is not remembered', async () => {
    const broken = {
      write: () => {
        throw Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
      },
    };
    const sink = aSink({ out: broken });
    expect(await sink.deliver(anAlertEvent())).toMatchObject({
      kind: 'retry-later',
      because: expect.stringContaining('EPIPE'),
    });
    expect(await sink.find(anAlertEvent(), since)).toEqual({ kind: 'absent' });
  });

  it('says nothing when it could not be remembered', async () => {
    writeFileSync(join(folder, 'data'), 'a file where a folder is needed');
    expect(await aSink().deliver(anAlertEvent())).toMatchObject({ kind: 'retry-later' });
    expect(printed).toBe('');
  });

  it('cannot tell when the receipts cannot be read', async () => {
    mkdirSync(receipts, { recursive: true });
    expect(await aSink().find(anAlertEvent(), since)).toMatchObject({ kind: 'cannot-tell' });
  });

  it('takes a progress line away before it prints', async () => {
    const order: string[] = [];
    const out = { write: () => void order.push('print') };
    await aSink({ out, beforePrint: () => void order.push('clear') }).deliver(anAlertEvent());
    expect(order).toEqual(['clear', 'print']);
  });
});
