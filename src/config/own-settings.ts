import { domainToASCII } from 'node:url';
import ipaddr from 'ipaddr.js';
import { parse } from 'tldts';
import { z } from 'zod';

/** Shorter prefixes hold a good part of all addresses there are, so they are nobody's own. */
const SHORTEST_PREFIX = { ipv4: 8, ipv6: 19 };

const domain = z
  .string()
  .refine(
    isOwnDomain,
    'must be a domain of your own, e.g. pharm.example.com: neither an address with https:// nor a suffix that others share',
  )
  .transform((text) => domainToASCII(text));

const network = z
  .string()
  .refine(isNetwork, 'must be an address or a range, e.g. 192.0.2.7 or 192.0.2.0/24 (at least /8, or /19 of IPv6)');

const hash = z
  .string()
  .regex(/^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})$/i, 'must be an MD5, SHA-1, SHA-256 or SHA-512');

/** The block `own` of the settings: what belongs to the organisation itself, whatever asset carries it. */
export const ownSchema = z.strictObject({
  domains: z.array(domain).optional(),
  networks: z.array(network).optional(),
  hashes: z.array(hash).optional(),
});

/** All that is the organisation's own, in small letters. */
export function ownObservables(written: z.infer<typeof ownSchema> | undefined): readonly string[] {
  const { domains = [], networks = [], hashes = [] } = written ?? {};
  return [...domains, ...networks, ...hashes].map((value) => value.toLowerCase());
}

function isOwnDomain(text: string): boolean {
  const ascii = domainToASCII(text);
  return ascii !== '' && !/[/:@\s*]/.test(text) && parse(ascii, { allowPrivateDomains: true }).domain !== null;
}

function isNetwork(text: string): boolean {
  if (!text.includes('/')) return isAddress(text);
  if (!ipaddr.isValidCIDR(text)) return false;
  const [address, prefix] = ipaddr.parseCIDR(text);
  return prefix >= SHORTEST_PREFIX[address.kind()];
}

/** Shorter ways of writing an address ("10.1") are not taken. */
function isAddress(text: string): boolean {
  return ipaddr.IPv6.isValid(text) || ipaddr.IPv4.isValidFourPartDecimal(text);
}
