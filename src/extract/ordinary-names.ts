/** Words that names of products share with ordinary prose. */
const ORDINARY = new Set(
  `access agent analytics app appliance application automate backup browser center central centre client cloud command
  connect connection console control core dashboard data database defense desk desktop device director edge endpoint
  enterprise exchange file firewall gateway help host hub identity insight intelligence mail management manager
  messaging mobile monitor monitoring network office online platform portal print private pro protect protection proxy
  recovery relay remote reporter safe secure security server service share standard storage suite support system team
  threat tool transfer tunnel viewer virtual vpn web workspace workstation`.split(/\s+/),
);

/** Says whether every word of a name is an ordinary one ("Remote Support", "Central Manager"): such a name alone tells no product. */
export function isOrdinaryName(name: string): boolean {
  const words = name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length > 0 && words.every((word) => ORDINARY.has(word) || ORDINARY.has(word.replace(/s$/, '')));
}
