import { expect, it } from 'vitest';
import { read } from './builders.ts';

/** Each product of a text with the device identifiers that it is given. */
const told = (text: string) =>
  read(text).affected.flatMap(({ product, udis }) => (udis === undefined ? [] : [[product, udis]]));
const FLAW = 'CVE-2099-0001 in Example Bedside Unit lets strangers in.\n\nExample Bedside Unit before 2.0 is affected.';

it.each([
  ['behind their name', `${FLAW}\n\nUDI-DI 00812345678901`],
  ['with their prefix', `${FLAW}\n\n(01)00812345678901`],
  ['of twelve digits', `${FLAW}\n\nGTIN: 812345678901`],
  ['in a list under a heading', `${FLAW}\n\nDevice identifiers\n\n- 00812345678901\n- 00812345678901`],
  ['as they are scanned', `${FLAW}\n\nUDI 0100812345678901172512311010A`],
])('device identifiers are read %s', (_, text) => {
  expect(told(text)).toEqual([['Example Bedside Unit', ['00812345678901']]]);
});

it.each([
  ['whose check digit is wrong', `${FLAW}\n\nUDI-DI 00812345678902`],
  ['in a text that does not speak of them', `${FLAW}\n\nTicket 00812345678901`],
  ['shorter, without their name on the line', `${FLAW}\n\nUDI-DI: see below.\n\nCall 812345678901`],
])('a number is none %s', (_, text) => {
  expect(told(text)).toEqual([]);
});

it('each belongs to the product on its line; one that belongs to none is a product without a name', () => {
  const text = `CVE-2099-0001 in two devices

Example Bedside Unit before 2.0 is affected. Example Ward Pump before 3.0 is affected.

UDI-DI of Example Bedside Unit: 00812345678901
UDI-DI of Example Ward Pump: 04900000000016
UDI-DI of another one: 00699999000018
`;
  expect(told(text)).toEqual([
    ['Example Bedside Unit', ['00812345678901']],
    ['Example Ward Pump', ['04900000000016']],
    ['device with the UDI-DI 00699999000018', ['00699999000018']],
  ]);
});

it('one in a table has the name of its row, where no product of the text is the only one', () => {
  const table =
    'Brand Name\tVersion or Model\tUDI-DI\nExample\tWard Pump 7\t04900000000016\nOther\tN/A\t00699999000018';
  const text = `Patient monitors can be reached from afar.\n\n${table}`;
  expect(told(text)).toEqual([
    ['Example Ward Pump 7', ['04900000000016']],
    ['Other', ['00699999000018']],
  ]);
});
