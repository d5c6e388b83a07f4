/**
 * What German, French, Spanish, Italian and Dutch inventories call a kind of thing, by what it is in English: without accents, and
 * German also with "ae" for "ä". One word may say two things: "Insulinpumpe".
 */
export const KINDS_ABROAD: Readonly<Record<string, string>> = {
  'acquisition module': 'erfassungsmodul',
  ambulatory: 'ambulatoire ambulatorio',
  analyzer: 'analysator analysatoren analysegerat analysegeraet analyseur analizador analizzatore analyseapparaat',
  anesthesia: `narkose narkosegerat narkosegeraet anasthesie anaesthesie anasthesiegerat anaesthesiegeraet anesthesie anestesia
    anesthesietoestel anesthesieapparaat`,
  application: 'anwendung aplicacion applicazione toepassing',
  bed: 'krankenbett pflegebett patientenbett ziekenhuisbed',
  bga: 'blutgas blutgasanalysator blutgasanalysegerat blutgasanalysegeraet gasometre gasometro emogasanalizzatore bloedgasanalysator',
  camera: 'kamera kameras camara telecamera',
  cardiology: 'kardiologie cardiologie cardiologia',
  center: 'zentrum centrum',
  central: 'zentrale zentraler zentrales zentral centrale',
  'central station': 'zentralstation zentraluberwachung zentralueberwachung',
  centrifuge: 'zentrifuge zentrifugen centrifugeuse centrifuga centrifugadora',
  coagulation:
    'gerinnung gerinnungsmessgerat gerinnungsmessgeraet coagulometre coagulometro coagulazione coagulacion stolling stollingsmeter',
  'coagulation monitor': 'gerinnungsmonitor stollingsmonitor',
  controller: 'controleur controlador steuergerat steuergeraet',
  ct: 'computertomograph computertomographie computertomografie tomodensitometre tomografo',
  defibrillator: 'defibrillatoren defibrillateur defibrillateurs desfibrilador defibrillatore',
  device: 'gerat geraet gerate geraete appareil appareils dispositivo aparato apparecchio apparaat toestel',
  dialysis:
    'dialyse dialysegerat dialysegeraet dialysemaschine dialysis dialisis dialisi hemodialyse hamodialyse haemodialyse',
  ecg: 'elektrokardiograph elektrokardiogramm electrocardiographe electrocardiografo elettrocardiografo',
  endoscope: 'endoskop endoskope',
  endoscopy: 'endoskopie endoscopie endoscopia',
  'feeding pump': 'ernahrungspumpe ernaehrungspumpe voedingspomp',
  glucometer: 'blutzuckermessgerat blutzuckermessgeraet glucometre glucometro glucosemeter bloedglucosemeter glicemia',
  glucose: 'blutzucker glycemie glucosa glucosio',
  incubator: 'inkubator inkubatoren incubateur incubadora incubatrice couveuse',
  infusion: 'infusione infusionale infuus infusie perfusion',
  'infusion pump': 'infusionspumpe infusionspumpen infuuspomp infusiepomp',
  insulin: 'insuline insulina',
  'insulin pump': 'insulinpumpe insulinpumpen insulinepomp microinfusore',
  label: 'etiketten etiquettes etiquetas etichette',
  'label printer': 'etikettendrucker etikettenprinter',
  laboratory: 'labor laboratoire laboratorio laboratorium',
  medication: 'medicament medicaments medikament medikamente medicamento medicamentos farmaci medicatie',
  microscope: 'mikroskop mikroskope microscopio microscoop',
  model: 'modell modele modelo modello',
  monitor: 'moniteur moniteurs monitoren monitore monitores uberwachungsmonitor ueberwachungsmonitor bewakingsmonitor',
  mr: 'mrt irm kernspintomograph magnetresonanztomograph',
  oximeter: 'oxymetre oximetre oximetro ossimetro pulsossimetro pulsoximeter pulsioximetro saturatiemeter',
  patient: 'paciente pacientes patienten paziente pazienti',
  'patient monitor':
    'patientenmonitor patientenmonitore patientenmonitoring patientenuberwachung patientenueberwachung patientmonitor patientbewaking',
  phone: 'telefon telefone telephone telefono telefoon',
  pneumatic: 'pneumatique neumatico pneumatica',
  'pneumatic tube': 'rohrpost rohrpostanlage rohrpoststation rohrpostsystem buizenpost',
  printer: 'drucker imprimante imprimantes impresora impresoras stampante stampanti',
  pump: 'pumpe pumpen pompe pompes bomba bombas pompa pomp pompen',
  reader: 'lesegerat lesegeraet lecteur lector lettore',
  runtime: 'laufzeit laufzeitumgebung',
  server: 'serveur serveurs servidor servidores',
  software: 'logiciel',
  station: 'estacion stazione',
  syringe: 'spritze seringue jeringa siringa spuit',
  'syringe pump': 'spritzenpumpe spritzenpumpen spuitenpomp spuitpomp',
  system: 'systeme sistema systeem',
  telemetry: 'telemetrie telemetria',
  thermometer: 'thermometre termometro',
  type: 'typ tipo',
  ultrasound: `ultraschall ultraschallgerat ultraschallgeraet ultraschallsystem echographe echographie ecografo ecografia
    ultrasonido ultrasonidos ultrasuoni echograaf echografie`,
  ventilator: `beatmung beatmungsgerat beatmungsgeraet beatmungsgerate beatmungsgeraete respirator respirateur respirateurs ventilateur
    respirador ventilador ventilatore beademing beademingsapparaat beademingstoestel`,
  volumetric: 'volumetrique volumetrica',
  workstation: 'arbeitsplatz arbeitsplatzrechner arbeitsstation werkstation',
  xray: 'rontgen roentgen rontgengerat roentgengeraet rontgenanlage roentgenanlage',
};

/** The same where it takes several words. */
export const PHRASES_ABROAD: readonly (readonly [RegExp, string])[] = [
  [/\bpousse[ _-]seringues?\b/gi, 'syringe pump'],
  [/\bzentrale[ _-]?station\b/gi, 'central station'],
  [/\bstation[ _]centrale\b/gi, 'central station'],
  [/\bestaci[oó]n[ _]central\b/gi, 'central station'],
  [
    /\b(?:station[ _]de[ _]travail|estaci[oó]n[ _]de[ _]trabajo|(?:stazione|postazione)[ _]di[ _]lavoro)\b/gi,
    'workstation',
  ],
  [/\b(?:posta[ _]pneumatica|correo[ _]neum[aá]tico|tube[ _]pneumatique)\b/gi, 'pneumatic tube'],
  [/\b(?:lecteur[ _]de[ _]glyc[eé]mie|medidor[ _]de[ _]glucosa)\b/gi, 'glucometer'],
];
