import { expect, it } from 'vitest';
import { explainExtract } from '../../src/extract/explain.ts';
import { lexicon } from './lexicon.ts';

it('shows the text with marks, and says of each why it is kept, set aside or none', () => {
  const text = 'The loader setup.exe 2.10.4 called hxxp://c2.example[.]net/gate, as github.com told of T1190.';
  expect(explainExtract({ id: 'note', text }, lexicon).split('\n')).toEqual([
    'note: 6 marks',
    '',
    'The loader +«setup[.]exe»[1] ·«2[.]10[.]4»[2] called +«hxxp://c2[.]example[.]net/gate»[3], as -«github[.]com»[5] told of +«T1190»[6].',
    '',
    '+ [1] filename setup.exe: It stands in the text as a trace of the attack.',
    '· [2] 2[.]10[.]4: Numbers with dots: a version, a date or an object identifier.',
    '+ [3] url hxxp://c2[.]example[.]net/gate: The author wrote it so that nobody opens it by accident.',
    '- [4] domain c2[.]example[.]net: It is only the host of an address that is named whole.',
    '- [5] domain github[.]com: Its host is a well-known service that stands in many texts.',
    '+ [6] attack T1190: It is an id of a public list.',
  ]);
});
