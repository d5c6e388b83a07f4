/** Words of five letters and more that reports on any attack use: that two texts share them says nothing. */
export const GENERIC_WORDS: ReadonlySet<string> = new Set(
  `about above access accessed account accounts active actively activity actor actors advisory affected after against
  alert alerts allow allowed allows among another arbitrary attack attacked attacker attackers attacking attacks aware
  because became become been before began being believe between breach breached bulletin campaign campaigns cases caused
  client clients cloud command commands compromise compromised compromises confirm confirmed connect control could
  credential credentials critical currently customer customers cyber cyberattack cyberattacks cybersecurity
  deployed deploying described device devices discovered during early enable entered entering enters enabled endpoint endpoints enterprise
  environment environments every evidence execute executed execution exploit exploitation exploited exploiting exploits
  exposed external facing first fixed flaw flaws follow followed following found further gained group groups
  hacker hackers health healthcare hospital hospitals host hosted hosts identified immediately impact impacted including
  incident incidents indicator indicators industry infected information infrastructure initial install installation
  installed instance instances internal internet investigate investigated investigating investigation involved issue
  issued issues known later latest likely linked local machine machines malicious malware management managed medical
  method methods might mitigate mitigation month months multiple network networks notice notified number observed occurred
  october november december january february march april august september online organization organizations organisation
  organisations other party patch patched patches patient patients payload people perform platform point possible potential
  premise premises previous prior private product products provide provided provider providers public publicly published
  ransomware reach recent recently recommend recommended release released remain remote remotely report reported reporting
  reports research researcher researchers response result running secure security sector server servers service services
  several severe severity should similar since software solution source stage started state statement steal stolen supplier suppliers support
  supported suspected suspicious system systems target targeted targeting targets technique techniques their there these
  third those threat threats through today together tools under unknown until update updated updates urges using users
  vendor vendors version versions victim victims vulnerability vulnerabilities vulnerable warned warning warns weeks where
  which while within without world would years`
    .split(/\s+/)
    .filter((word) => word.length > 0),
);
