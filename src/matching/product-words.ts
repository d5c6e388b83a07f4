import { plainWords } from './plain-words.ts';

/** The words of a product's name, each in one spelling: "Mgmt Srv" and "Management Server" are one name. */
export function productWords(name: string): readonly string[] {
  return plainWords(name).map((word) => IN_FULL.get(word) ?? word);
}

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
  ['db', 'database'],
  ['ent', 'enterprise'],
  ['gw', 'gateway'],
  ['infra', 'infrastructure'],
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
