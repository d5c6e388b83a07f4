import { plainWords } from './plain-words.ts';

/** The words of a product's name, each in one spelling: "Mgmt Srv" and "Management Server" are one name. */
export function productWords(name: string): readonly string[] {
  const text = PHRASES.reduce((written, [phrase, meant]) => written.replaceAll(phrase, meant), name);
  return plainWords(text)
    .flatMap(withoutPlus)
    .map((word) => IN_FULL.get(word) ?? word);
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
];

/** Short and British forms, and those of other languages, that mean one thing wherever they stand in the name of a product. */
const IN_FULL: ReadonlyMap<string, string> = new Map(
  Object.entries({
    acquisition: 'acq',
    advanced: 'adv',
    agent: 'agt',
    ambulatory: 'amb',
    analyzer: 'analyser',
    anesthesia: 'anaesthesia anes anest anesth anaes narkosegerat',
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
    defibrillator: 'defib defibrillateur desfibrilador',
    ecg: 'ekg electrocardiogram electrocardiograph cardiograph',
    edition: 'edn ed',
    enterprise: 'ent entp',
    exchange: 'exch',
    fetal: 'foetal',
    fluoroscopy: 'fluoro',
    gateway: 'gw',
    glucometer: 'blutzuckermessgerat',
    hospital: 'hosp',
    information: 'info',
    infrastructure: 'infra',
    infusion: 'infuser inf perfusion',
    instrument: 'instr',
    laboratory: 'lab labor',
    laserjet: 'lj',
    license: 'licence',
    management: 'mgmt mgt mgmnt',
    manager: 'mgr',
    medication: 'medicament',
    microsoft: 'ms',
    mobility: 'mob',
    module: 'mod',
    monitor: 'mon moniteur patientenmonitor uberwachungsmonitor',
    mr: 'mri mrt irm',
    network: 'netw ntwk ntw',
    operations: 'ops',
    patient: 'pt paciente patienten',
    pharmacy: 'pharm',
    power: 'pwr',
    printer: 'prn prtr drucker imprimante impresora',
    professional: 'prof',
    pump: 'pmp pompe bomba infusionspumpe',
    refrigerator: 'refrig',
    report: 'rpt',
    runtime: 'laufzeit laufzeitumgebung',
    server: 'srv svr serveur servidor',
    service: 'svc srvc',
    services: 'svcs',
    station: 'stn',
    sterilizer: 'steriliser',
    surgical: 'surg',
    syringe: 'syr spritzenpumpe',
    system: 'sys syst systeme sistema',
    temperature: 'temp',
    transmitter: 'xmtr',
    ultrasound: 'ultraschall ultraschallgerat echographe ecografo',
    utility: 'util',
    ventilator: 'vent beatmungsgerat respirateur ventilador',
    virtual: 'virt',
    windows: 'win',
    workcentre: 'wc',
    workstation: 'wks wkst wkstn wrkstn arbeitsplatz',
  }).flatMap(([word, forms]) => forms.split(' ').map((form) => [form, word] as const)),
);
