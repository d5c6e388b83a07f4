import type { FoundIndicator } from '../indicators/find.ts';
import type { Prose } from './prose.ts';
import { wordsAround } from './standing.ts';

const OWNED =
  /\b(?:legitimate|legit|benign|genuine|trusted|compromised|hijacked|hacked|abused|belong(?:s|ing) to|owned by|operated by|hosted by|victim['’]?s?|belonged to|registered to|own (?:host|server|domain|site|website|system|address|infrastructure|relay|gateway)|(?:vendor|supplier|reseller|provider|company|firm|integrator|hoster|host|manufacturer|maker|distributor|contractor|customer|clinic|hospital)['’]s)\b/i;
const OWNED_SURELY =
  /\b(?:legitimate|benign|genuine|(?:own|real|official) (?:host|server|domain|site|website|system|address|infrastructure|relay|gateway)|belong(?:s|ing|ed) to|owned by|registered to)\b/i;
const ABUSED =
  /\b(?:compromis|abus|hijack|hack|misus|used by (?:the )?(?:attacker|threat|actor)|attack|intru|malicious|unauthori[sz]ed|breach)/i;
const BY_ATTACKER =
  /\b(?:attacker|actor|adversary|threat actor|attacker)(?:['’]s)?[- ](?:own|owned|controlled|operated|registered)|(?:owned|operated|controlled|registered) by (?:the |an? )?(?:attackers?|threat actors?|actors?|adversar)/i;

/** Says whether the sentence names the host as somebody's own that was abused: blocking it needs a person. */
export function isCompromised(prose: Prose, found: FoundIndicator): boolean {
  const words = wordsAround(prose, found);
  if (!OWNED.test(words) || BY_ATTACKER.test(words)) return false;
  return ABUSED.test(words) || (found.defangedByAuthor && OWNED_SURELY.test(words));
}
