import { plainWords } from './plain-words.ts';

/** The words of a product's name, each in one spelling: "Mgmt Srv" and "Management Server" are one name. */
export function productWords(name: string): readonly string[] {
  const text = PHRASES.reduce((written, [phrase, meant]) => written.replaceAll(phrase, meant), name);
  return plainWords(text).map((word) => IN_FULL.get(word) ?? word);
}

/** What says one thing together that its words do not say apart: a nurse call, "w/" for with, "Med." and "Info System" in short. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/\bnurse[ _-]call\b/gi, 'nursecall'],
  [/\bw\/ ?(?=\w)/gi, 'with '],
  [/\bmed\.(?= )/gi, 'medical'],
  [/\binfo(?:\.(?= )|(?=[ _]sys))/gi, 'information'],
];

/** Short and British forms that mean one thing wherever they stand in the name of a product. */
const IN_FULL: ReadonlyMap<string, string> = new Map([
  ['adv', 'advanced'],
  ['anaesthesia', 'anesthesia'],
  ['analyser', 'analyzer'],
  ['auth', 'authentication'],
  ['centre', 'center'],
  ['cntr', 'center'],
  ['ctr', 'center'],
  ['ctrl', 'controller'],
  ['cxn', 'connection'],
  ['db', 'database'],
  ['ekg', 'ecg'],
  ['electrocardiogram', 'ecg'],
  ['electrocardiograph', 'ecg'],
  ['ent', 'enterprise'],
  ['exch', 'exchange'],
  ['gw', 'gateway'],
  ['infra', 'infrastructure'],
  ['infuser', 'infusion'],
  ['licence', 'license'],
  ['mgmt', 'management'],
  ['mgr', 'manager'],
  ['ops', 'operations'],
  ['srv', 'server'],
  ['svc', 'service'],
  ['svcs', 'services'],
  ['svr', 'server'],
  ['sys', 'system'],
  ['util', 'utility'],
  ['win', 'windows'],
  ['wks', 'workstation'],
]);
