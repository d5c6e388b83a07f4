/**
 * Whether a name says only what kind of thing a product is, in words that any vendor may use: "Remote Support", "Endpoint
 * Manager". It tells nothing without its vendor. Three such words in a row are telling: "Identity Services Engine".
 */
export function isCommonName(words: readonly string[]): boolean {
  return words.length < FEWEST_TELLING_TOGETHER && words.every(isKindWord);
}

/** Whether a word says what kind of thing a product is: relay, server, support. */
export function isKindWord(word: string): boolean {
  return KIND_WORDS.has(word);
}

const FEWEST_TELLING_TOGETHER = 3;

/** Whether a word may stand beside a product's own name without making it another product: SimpleHelp Remote Support. */
export function isUseWord(word: string): boolean {
  return USE_WORDS.has(word);
}

const USE_WORDS: ReadonlySet<string> = new Set(
  'remote support access assistance helpdesk solution solutions program business small medium plus license licence licensed subscription cms kernel dicom apac emea'.split(
    ' ',
  ),
);

/**
 * Whether a word says only what a device does or a system is for, so that beside a telling name of one vendor it adds nothing:
 * infusion, ventilator, printer.
 */
export function isDeviceWord(word: string): boolean {
  return DEVICE_WORDS.has(word) || isUseWord(word);
}

const DEVICE_WORDS: ReadonlySet<string> = new Set(
  `ambulatory analyzer analyzers anesthesia array barcode bed beds bedside bga cabinet cabinets camera cameras card cart computer
  coagulation crrt ct cytometer defibrillator defibrillators dialysis dicom ecg echo eeg ehr electrosurgical emg emr endoscopy
  esu feeding filler firewall fluoroscopy glucometer glucose handheld handset handsets hemodialysis hemodynamics hematology
  humidifier immunoassay incubator infusion injection injector inkjet insulin kis kvm label large laser linac lis mammo
  mammography meter mfp monitor monitoring monitors mr mri multifunction nas nursecall oct or ox oximeter
  oximetry patient pcr pdu phone phones poc portable printer printers programmer pulse pump pumps radiography resting robot
  robots san scanner scanners signs ssl switch switches syringe telemetry thermometer transmitter treatment planning
  ultrasound ups urine ventilation ventilator ventilators vial vital volume volumetric vowifi vpn wifi wireless workstation
  workstations ws xray`.split(/\s+/),
);

/** Whether two names say what they are, and neither says the same: a syringe pump and a volumetric pump, a CT and an MR. */
export function saysOtherDevice(a: readonly string[], b: readonly string[]): boolean {
  const [left, right] = [a.filter(isOneDevice), b.filter(isOneDevice)];
  return left.length > 0 && right.length > 0 && !left.some((word) => right.includes(word));
}

function isOneDevice(word: string): boolean {
  return DEVICE_WORDS.has(word) && !ANY_DEVICE.has(word);
}

/** Words of devices that many of one kind share, so that they tell none from another. */
const ANY_DEVICE: ReadonlySet<string> = new Set(
  `ambulatory analyzer analyzers bedside card cart computer handheld handset handsets infusion injection injector large meter
  monitor monitoring monitors or patient poc portable pump pumps signs treatment vital volume wifi wireless ws`.split(
    /\s+/,
  ),
);

const KIND_WORDS: ReadonlySet<string> = new Set([
  ...USE_WORDS,
  ...`administration admin agent analytics appliance application archive automate backup center central centre client clinical cloud
  collaboration communication communications configuration connect connector console control controller core data database desktop
  device director directory document edge email endpoint engine enterprise file files firewall gateway health help desk
  identity imaging information infrastructure insight integration integrated internet local log logs mail manage managed management
  manager medical messaging mobile mobility monitor monitoring network operations orchestrator patient pharmacy platform point policy portal
  practice print privileged protect protection proxy pulse pump reader record records relay replication report reporting secure
  security server service services session sharing software space storage suite system systems tool tools transfer unified
  update vault viewer virtual volume voice web work workflow workspace workstation`.split(/\s+/),
]);
