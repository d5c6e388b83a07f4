import { describe, expect, it } from 'vitest';
import type { Mitigation } from '../../src/domain/advisory.ts';
import { readTlp } from '../../src/extract/tlp.ts';
import { read } from './builders.ts';

describe('what readers are told to do', () => {
  it.each<[Mitigation['kind'], string]>([
    ['patch', 'Upgrade on-premises servers to 23.9.8.'],
    ['patch', 'Administrators should update at once.'],
    ['detect', 'Review logs for new accounts.'],
    ['mitigate', 'Disconnect servers that nobody manages.'],
    ['mitigate', 'We recommend to restrict access to the console.'],
    ['mitigate', 'If you cannot patch, disable the web console.'],
    ['mitigate', 'Notify your supplier.'],
    ['none-available', 'No patch is available at this time.'],
  ])('%s: %s', (kind, text) => {
    expect(read(text).mitigations.map((each) => [each.kind, each.text])).toEqual([[kind, text]]);
  });

  it('reads each item of a list, without its bullet', () => {
    const { mitigations } = read('Actions\n\n- Block the host.\n- Search for text.xml on servers.');
    expect(mitigations.map((each) => each.text)).toEqual(['Block the host.', 'Search for text.xml on servers.']);
  });

  it.each(['* ', '• ', '3. ', '(a) ', 'Action: '])('reads an order behind "%s"', (mark) => {
    expect(read(`Actions\n\n${mark}Block the host.`).mitigations.map((each) => each.text)).toEqual(['Block the host.']);
  });

  it.each(['If successful, use of the flaw stops the pump.', 'Move of the server is done.'])(
    'takes no order from: %s',
    (text) => {
      expect(read(text).mitigations).toEqual([]);
    },
  );

  it('takes no account of what happened for advice', () => {
    expect(read('The attackers moved on to two servers.').mitigations).toEqual([]);
  });
});

describe('TLP', () => {
  it.each([
    ['TLP:CLEAR', 'CLEAR'],
    ['TLP: WHITE', 'CLEAR'],
    ['TLP:AMBER+STRICT', 'AMBER+STRICT'],
    ['tlp:amber', 'AMBER'],
    ['Traffic Light Protocol: AMBER', 'AMBER'],
    ['Traffic Light Protocol (TLP): White', 'CLEAR'],
    ['TLP-RED', 'RED'],
    ['no label', undefined],
  ])('%s is %s', (text, label) => {
    expect(readTlp(text)).toBe(label);
  });
});
