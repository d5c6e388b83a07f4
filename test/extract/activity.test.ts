import { describe, expect, it } from 'vitest';
import { read } from './builders.ts';

const told: readonly [text: string, from: string, to: string | undefined][] = [
  ['Attackers have exploited the flaw since at least March 2023.', '2023-03-01', undefined],
  ['The attacks were observed between 28 October and 8 November 2023.', '2023-10-28', '2023-11-08'],
  ['Threat actors compromised the server from October 28, 2023 to November 8, 2023.', '2023-10-28', '2023-11-08'],
  ['The intrusion was discovered in early May 2024.', '2024-05-01', '2024-05-10'],
  ['Attackers accessed the relay on 2024-02-19.', '2024-02-19', '2024-02-19'],
  ['The server was compromised in February 2024.', '2024-02-01', '2024-02-29'],
  ['The flaw has been exploited in the wild starting in late June 2024.', '2024-06-21', undefined],
];

const untold: readonly string[] = [
  'The vendor released a patch on 2024-02-19.',
  'Attackers exploited the flaw, which the vendor patched on 2024-02-19.',
  'An attacker may exploit the flaw on 14 devices.',
  'Attackers exploited the flaw in May.',
  'Version 2024-02-19 is affected.',
];

describe('dates of the activity', () => {
  it.each(told)('%s', (text, from, to) => {
    const { activity } = read(text);
    expect(activity).toMatchObject({ from, quotes: [{ text }] });
    expect(activity?.to).toBe(to);
  });

  it.each(untold)('none in: %s', (text) => {
    expect(read(text).activity).toBeUndefined();
  });

  it('reach from the first day to the last that any sentence tells', () => {
    const text = 'Attackers entered the network on 3 May 2024. Systems were attacked again in July 2024.';
    expect(read(text).activity).toMatchObject({ from: '2024-05-03', to: '2024-07-31' });
  });
});
