import { describe, expect, it } from 'vitest';
import { read } from './builders.ts';

const told: readonly [string, readonly string[]][] = [
  [
    'Attackers abused a ScreenConnect instance operated by Transaction Data Systems.',
    ['Outcomes, written Transaction Data Systems: way-in'],
  ],
  [
    'Intruders got in. The server belongs to Kestrel Bedside Services, a nurse call supplier.',
    ['Kestrel Bedside Services, written Kestrel Bedside Services: way-in'],
  ],
  [
    'Attackers broke in through a relay operated by Fernhill Data Systems (now Brightmoor), a billing vendor.',
    ['Brightmoor, written Fernhill Data Systems: way-in', 'Brightmoor, written Brightmoor: way-in'],
  ],
  [
    'Kestrel Bedside Services, a supplier of nurse call systems, has published a notice.',
    ['Kestrel Bedside Services, written Kestrel Bedside Services: named'],
  ],
  [
    'The intruders used WardLink Relay servers that Kestrel Bedside Services runs.',
    ['Kestrel Bedside Services, written Kestrel Bedside Services: way-in'],
  ],
  ['There is no evidence that systems operated by Kestrel Bedside Services were compromised.', []],
  ['Example CERT, a service provider of hospitals, has observed attacks.', []],
  ['Fortinet has released FortiOS 7.4.4.', []],
  ['Attackers exploited flaws in FortiOS 7.4.0 before 7.4.4 on Fortinet servers.', []],
];

describe('suppliers', () => {
  it.each(told)('%s', (text, suppliers) => {
    const named = read(text).suppliers.filter((each) => each.role === 'way-in' || suppliers.length > 0);
    expect(named.map(({ name, writtenAs, role }) => `${name}, written ${writtenAs}: ${role}`)).toEqual(suppliers);
  });
});
