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
  `advanced aed ambulatory analyzer analyzers anesthesia angio angiography array aspirator audiometer autoclave badge
  barcode bed beds bedside bga bilirubinometer bipap bladder blade blood bronchoscope browser cabinet cabinets camera
  cameras capnograph card cart cautery centrifuge channel chemistry coagulation colposcope compressor computer
  concentrator copier coronary cpap crrt cryostat ct cytometer defibrillator defibrillators densitometer dermatome
  dexa dialysis dicom doppler dr dxa ecg echo eeg ehr electrosurgical emg emr endoscope endoscopy esu exam feeding
  fetal filler firewall fluoroscopy freezer gamma glucometer glucose handheld handset handsets hba1c hematology hemo
  hemodialysis hemodynamics hemoglobin holter humidifier hypothermia icu imager immunoassay incubator infusion
  injection injector inkjet instrument insufflation insufflator insulin intercom irrigator iv ivus kiosk kis kvm
  label laptop large laryngoscope laser lavage lensometer lift linac lis lithotripter lvp mammo mammography manometer
  mattress meter mfp microscope microtome middleware modem monitor monitoring monitors mr mri multifunction nas
  nebulizer ngfw nibp nicu notebook nursecall oct ophthalmic ophthalmoscope or otoscope ox oximeter oximetry
  pacemaker packager patient pcr pdu perfusion pet phaco phone phones photocoagulator phototherapy pipette planning
  plotter pneumatic poc portable praxissoftware printer printers programmer projector psg pulse pump pumps radiography
  refractometer refrigerator regulator resting resuscitator rfid robot robots san scales scanner scanners shaker
  signs slide slit smartphone spect spectrometer spectrophotometer sphygmomanometer spirometer ssl stainer stand
  steam sterilization sterilizer stimulator stress stretcher suction surgery surgical switch switches syringe tablet
  tape telemetry temperature testing thermometer tonometer tourniquet transmitter treadmill treatment trolley tube
  ultrasonic ultrasound ups urine urodynamics uroflow utm vaporizer ventilation ventilator ventilators vial video
  vital volume volumetric vowifi vpn wall warmer washer wearable wifi wireless workstation workstations ws xray`.split(
    /\s+/,
  ),
);

/** Whether two names say different things that they are: a syringe pump and a volumetric pump, a CT and an MR scanner. */
export function saysOtherDevice(a: readonly string[], b: readonly string[]): boolean {
  return hasDeviceBeside(a, b) && hasDeviceBeside(b, a);
}

function hasDeviceBeside(words: readonly string[], others: readonly string[]): boolean {
  return words.some((word) => ONE_DEVICE.has(word) && !others.includes(word));
}

/** Words that no two kinds of device share. */
const ONE_DEVICE: ReadonlySet<string> = new Set(
  `analyzer anesthesia bed camera crrt ct cytometer defibrillator dialysis ecg eeg electrosurgical emg endoscopy feeding fetal
  fluoroscopy glucometer hemodialysis humidifier incubator injector insulin linac mammography microscope mr nursecall oct oximeter
  pet phone printer robot syringe telemetry ultrasound ups ventilator volumetric warmer xray`.split(/\s+/),
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
