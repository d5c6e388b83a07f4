import { KINDS_ABROAD, PHRASES_ABROAD } from './kinds-abroad.ts';
import { plainWords } from './plain-words.ts';

/** The words of a product's name, each in one spelling: "Mgmt Srv" and "Management Server" are one name. */
export function productWords(name: string): readonly string[] {
  const text = PHRASES.reduce((written, [phrase, meant]) => written.replaceAll(phrase, meant), name);
  return plainWords(text)
    .flatMap(withoutPlus)
    .flatMap((word) => IN_FULL.get(word) ?? [word]);
}

/** "Desk+" is written for "Desk Plus"; "A+" and "C++" are names. */
function withoutPlus(word: string): readonly string[] {
  return /^\p{L}{3,}\+$/u.test(word) ? [word.slice(0, -1), 'plus'] : [word];
}

/** What says one thing together that its words do not say apart: a nurse call, "w/" for with, "Med." in short. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/\bnurse[ _-]call\b/gi, 'nursecall'],
  [/\bw\/ ?(?=\w)/gi, 'with '],
  [/\bmed\.(?= )/gi, 'medical'],
  [/\bc\/s\b/gi, 'client server'],
  [/\bx[ _-]ray\b/gi, 'xray'],
  [/\b((?:19|20)\d\d)((?:[ _](?:standard|std|enterprise|datacenter))?)[ _]?r2\b/gi, '$1 r2$2'],
  [/\b((?:exchange|sharepoint)[ _]server) se\b/gi, '$1 subscription edition'],
  [/\blinear[ _]accelerator\b/gi, 'linac'],
  [/\bflow[ _]cytometer\b/gi, 'cytometer'],
  [/\bmobile[ _]computer\b/gi, 'computer'],
  [/\bblood[ _]gas(?:[ _]analy[sz]er)?\b/gi, 'bga'],
  ...PHRASES_ABROAD,
];

/** Short and British forms that mean one thing wherever they stand in the name of a product. */
const SHORT_FORMS: Readonly<Record<string, string>> = {
  acquisition: 'acq',
  advanced: 'adv',
  agent: 'agt',
  ambulatory: 'amb',
  analyzer: 'analyser',
  anesthesia: 'anaesthesia anes anest anesth anaes',
  appliance: 'appl',
  authentication: 'auth',
  building: 'bldg',
  center: 'centre cntr ctr',
  chemistry: 'chem',
  client: 'clnt',
  coagulation: 'coag',
  connection: 'cxn',
  controller: 'ctrl ctlr ctrlr cntrlr',
  database: 'db',
  defibrillator: 'defib',
  ecg: 'ekg electrocardiogram electrocardiograph cardiograph',
  edition: 'edn ed',
  enterprise: 'ent entp',
  exchange: 'exch',
  fetal: 'foetal',
  fluoroscopy: 'fluoro',
  gateway: 'gw',
  hospital: 'hosp',
  information: 'info',
  infrastructure: 'infra',
  infusion: 'infuser inf',
  instrument: 'instr',
  laboratory: 'lab',
  laserjet: 'lj',
  license: 'licence',
  management: 'mgmt mgt mgmnt',
  manager: 'mgr',
  microsoft: 'ms',
  mobility: 'mob',
  module: 'mod',
  monitor: 'mon',
  mr: 'mri',
  network: 'netw ntwk ntw',
  operations: 'ops',
  patient: 'pt',
  pharmacy: 'pharm',
  power: 'pwr',
  printer: 'prn prtr',
  professional: 'prof',
  pump: 'pmp',
  refrigerator: 'refrig',
  report: 'rpt',
  server: 'srv svr',
  service: 'svc srvc',
  services: 'svcs',
  standard: 'standart',
  station: 'stn',
  sterilizer: 'steriliser',
  surgical: 'surg',
  syringe: 'syr',
  system: 'sys syst',
  temperature: 'temp',
  transmitter: 'xmtr',
  utility: 'util',
  ventilator: 'vent',
  virtual: 'virt',
  windows: 'win',
  workcentre: 'wc',
  workstation: 'wks wkst wkstn wrkstn',
};

const IN_FULL: ReadonlyMap<string, readonly string[]> = new Map(
  [...Object.entries(SHORT_FORMS), ...Object.entries(KINDS_ABROAD)].flatMap(([words, forms]) =>
    forms.split(/\s+/).map((form) => [form, words.split(' ')] as const),
  ),
);
