/** Whether a word of a name says edition, packaging or kind only, which tells no product from another of its vendor. */
export function isPackagingWord(word: string): boolean {
  return PACKAGING.has(word);
}

/** Whether a word of a name says which version, update, channel or architecture it is. */
export function isVersionWord(word: string): boolean {
  return VERSION_WORD.test(word);
}

const VERSION_WORD =
  /^(?:v(?:\d{1,2}|1[5-9][01]\d|20(?:0[1-9]|[12]\d)|2[1-4]\d\d)|v[a-e]\d{2}[a-z]?|r\d{1,2}|ru\d+|sp\d*|cu\d+|u\d+|\d+u\d+|\d{2}h[12]|x64|x86|amd64|arm64|\d+bit|ltsc|ltsb|ltsr|lts|esr|[89]i|1[01]g|(?:12|18|19|21)c|23ai|26ai)$/;

const PACKAGING: ReadonlySet<string> = new Set(
  `software firmware server client app application applications edition editions version versions release standard
  std datacenter enterprise professional pro ultimate home core installation express appliance appliances device
  devices product products family series system systems platform suite package os operating x r tm bit the for and
  of on premises premise onprem self hosted an a by from all multiple various se en us host usa plugin wordpress
  service tool unit machine equipment medical only remove virtual new ga build project ee ce free full base
  component module library jar omnibus agent sensor desktop community corporate framework router oss msi gnu prem
  fw sw setup installer redistributable english based model vm ha kit pair cluster standby primary secondary passive mui multilingual deutsch german french francais spanish espanol en de fr us gb prod premium
  snapshot de du des del la le les el der die das fur mit pour para con et und y type di della dell per
  voor een`.split(/\s+/),
);
