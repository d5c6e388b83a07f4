import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { AffectedProduct, Interval } from '../../src/domain/advisory.ts';
import { read } from './builders.ts';

function shownInterval({ lower, upper }: Interval): string {
  if (lower !== undefined && lower.version === upper?.version) return `=${lower.version}`;
  return `${lower?.version ?? ''}..${upper === undefined ? '' : `${upper.inclusive ? '=' : '<'}${upper.version}`}`;
}

function shown({ vendor, product, versions, fixedVersion }: AffectedProduct): string {
  const ranges =
    typeof versions === 'string'
      ? versions
      : versions.flatMap((range) => range.intervals.map(shownInterval)).join(', ');
  return `${vendor ?? ''}/${product}: ${ranges}${fixedVersion === undefined ? '' : ` fixed ${fixedVersion}`}`;
}

const cases = readFileSync(new URL('./products.cases.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.includes('=>') && !line.startsWith('#'))
  .map((line) => line.split(/ =>(?: |$)/));

describe('products and versions in prose', () => {
  it.each(cases)('%s', (text = '', products = '') => {
    const stated = read(text).affected.filter((each) => each.versions !== 'unstated');
    expect(stated.map(shown).join('; ')).toBe(products);
  });

  it('quotes the sentence that each product and range rests on', () => {
    const text = 'Two flaws were found. FortiOS 7.4.0 before 7.4.4 is affected. Please wait.';
    const [product] = read(text).affected;
    expect(product?.quote.text).toBe('FortiOS 7.4.0 before 7.4.4 is affected.');
    expect(text.slice(product?.quote.start, product?.quote.end)).toBe(product?.quote.text);
  });

  it('takes what stands under "Solution" for what to move to, and what is told to be left for affected', () => {
    const text = [
      'PulseBox 1.2 and earlier are affected.',
      '',
      'Solution',
      'PulseBox versions 2.0.1 and 2.0.2: update to 2.0.3',
      'PulseBox 1.3.4',
    ].join('\n');
    expect(read(text).affected.map(shown)).toEqual(['/PulseBox: ..=1.2, =2.0.1, =2.0.2 fixed 2.0.3']);
  });

  it.each(['Fixed Version', 'Fixed in:', 'Patched versions', 'First fixed release:', 'Fixed product versions'])(
    'takes a version under "%s" for what to move to',
    (heading) => {
      const text = `PulseBox before 1.3.4 is affected.\n\n${heading}\n\n- PulseBox Signing Extension 1.0.12\n- PulseBox 1.3.4`;
      expect(read(text).affected.map(shown)).toEqual(['/PulseBox: ..<1.3.4 fixed 1.3.4']);
    },
  );

  it('gives the fix that an advisory names to the product of its title, where it retells the flaw of a part', () => {
    const text =
      'Orrin TIM\nThe wardcurl library versions 7.62.0 to 7.70.0 are vulnerable.\nUpdate to V2.2 or later version';
    expect(read(text).affected.map(shown)).toEqual(['/Orrin TIM: ..<V2.2 fixed V2.2']);
  });

  it('never loses a product that a text names with its versions for a name in the title', () => {
    const text = 'Orrin TIM\nExample Relay Desk 8.1.0 is vulnerable.\nUpdate to V2.2 or later version';
    expect(read(text).affected.map(shown)).toContain('/Example Relay Desk: =8.1.0');
  });

  it('gives each product of a title the fix that names none', () => {
    const text = 'Orrin JT2Go and Tarn Viewer (Update A)\nThe product may crash.\nUpdate to V13.1 or later version';
    expect(read(text).affected.map(shown)).toEqual([
      '/Orrin JT2Go: ..<V13.1 fixed V13.1',
      '/Tarn Viewer: ..<V13.1 fixed V13.1',
    ]);
  });

  it('reads every product of a title that lists several, and drops a vendor that stands before them', () => {
    const fix = 'The product may crash.\nUpdate to V13.1 or later version';
    expect(read(`Orrin Edge, Ward Bed, and Tarn Viewer\n${fix}`).affected.map(shown)).toEqual([
      '/Orrin Edge: ..<V13.1 fixed V13.1',
      '/Ward Bed: ..<V13.1 fixed V13.1',
      '/Tarn Viewer: ..<V13.1 fixed V13.1',
    ]);
    expect(read(`Fortinet and Tarn CareCenter Server\n${fix}`).affected.map(shown)).toEqual([
      '/Tarn CareCenter Server: ..<V13.1 fixed V13.1',
    ]);
  });

  it('makes a statement of each fix, where a text tells one for each branch and nothing else', () => {
    const text =
      'Orrin PulseBox\nThe product may crash.\nUpdate to V4.3.10 or later version\nUpdate to V5.0.8 or later version';
    expect(read(text).affected.map(shown)).toEqual([
      '/Orrin PulseBox: ..<V4.3.10 fixed V4.3.10',
      '/Orrin PulseBox: ..<V5.0.8 fixed V5.0.8',
    ]);
  });

  it('reads the product of a title beside the part that its text says is used in it', () => {
    const text =
      'Orrin TarnView\nExample Drawings before 2022.11 used in affected products may crash.\nUpdate to V2.2 or later version';
    expect(read(text).affected.map(shown)).toEqual(['/Orrin TarnView: ..<V2.2 fixed V2.2']);
  });

  it('gives a list its name before the places it runs on, and reads on over a line that ends within a range', () => {
    const text =
      'This issue affects:\n\nOrrin PulseOS on \n\nMX Series\n\nwith WX10 cards, and WX304: \n\n  *  21.3-EVO\n\n versions before 21.3R3-EVO';
    expect(read(text).affected.map(shown)).toEqual(['/Orrin PulseOS: 21.3-EVO..<21.3R3-EVO']);
  });

  it('names what a flaw is in, where the text gives no version', () => {
    const { affected } = read('CVE-2024-0001 is a vulnerability in PulseBox that lets strangers in.');
    expect(affected.map((each) => [each.product, each.versions])).toEqual([['PulseBox', 'unstated']]);
  });

  it('does not take an operating system that only is the place for affected', () => {
    const advisory = read('FortiOS 7.4.0 before 7.4.4 was abused on hosts running on Windows Server 2019.');
    expect(advisory.affected.map((each) => each.product)).toEqual(['FortiOS']);
    expect(advisory.platforms.map((each) => each.name)).toEqual(['Windows Server 2019']);
  });

  it('does not take a tool that attackers bring along for affected', () => {
    const advisory = read('Attackers abused ScreenConnect. They installed AnyDesk to stay.');
    expect(advisory.affected.map((each) => each.product)).toEqual(['ScreenConnect']);
  });

  it.each([
    ['ScreenConnect models with serial numbers below 23121 are vulnerable.', 'versions'],
    ['versions before 7.4.4 are affected.', 'products'],
  ])('leaves a gap where versions could not be read: %s', (text, about) => {
    expect(read(text).gaps.map((gap) => gap.about)).toContain(about);
  });

  it('says that a document about flaws names no product', () => {
    expect(read('CVE-2024-0001 was given a score.').gaps.map((gap) => gap.about)).toContain('products');
  });
});
