import { describe, expect, it } from 'vitest';
import { attackerWords } from '../../src/extract/attackers.ts';

describe('the words by which a text introduces attackers', () => {
  it.each<[string, readonly string[]]>([
    ['The Marlin Tide ransomware gang has claimed the attack.', ['marlin', 'tide']],
    ['Marlin Tide is a ransomware group that was seen first in 2027.', ['marlin', 'tide']],
    ['Marlin Tide is a new extortion group.', ['marlin', 'tide']],
    ['A gang called itself so; the gang Kettle listed them.', ['kettle']],
    ['We saw the threat actor Dusk Heron exploit it.', ['dusk', 'heron']],
    ['We saw the group Dusk Heron exploiting it.', ['dusk', 'heron']],
    ['The Cloverhealth Group runs 40 clinics.', []],
    ['The Brightmolar group of clinics was attacked by ransomware.', []],
    ['The group Brightmolar runs 210 practices.', []],
  ])('%s', (text, words) => {
    expect(attackerWords(text)).toEqual(words);
  });
});
