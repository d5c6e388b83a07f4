import type { OrganisationEntry, ProductEntry } from '../domain/lexicon.ts';
import type { LexiconFinders } from './lexicon-finders.ts';

/** A name of the text, taken apart. */
export interface ProductIdentity {
  readonly vendor?: string;
  readonly product: string;
  /** The lexicon's entry, where the whole name is one of its names. */
  readonly entry?: ProductEntry;
}

/** Words that say what kind of thing a product is, and do not tell it from another. */
const KIND =
  /^(?:the|server|software|firmware|product|products|client|application|appliance|plugin|instances?|deployments?|self-hosted|on-premises?|on-prem|versions?)$/i;

/** Devices that a system runs on, after its name: "Junos OS SRX 5000 Series devices". */
const HARDWARE = /^(?: [A-Z][A-Z0-9-]{1,9}| \d{1,5})+,?(?: series| devices| routers| switches| platforms){1,2}$/i;

/** A company by its legal form, then what it makes: "Example Devices GmbH Pump 7". */
const COMPANY =
  /^(\p{Lu}[^\s,]*(?: [^\s,]+){0,5},? (?:Inc|LLC|Ltd|GmbH|AG|Corp|Corporation|Limited|BV|B\.V|S\.A|SE|KG|Oy|AB)\b\.?),? (\S.*)$/u;

/**
 * Takes a name apart into vendor and product. The lexicon only helps: it gives today's name where the text's whole name is one
 * that it knows, and it knows vendors by which a longer name begins; else the text's name stands.
 */
export function identify(name: string, finders: LexiconFinders): ProductIdentity {
  const hits = finders.products.find(name);
  const hit = hits.find((each) => isWhole(name, each.start, each.end, each.entry, finders));
  if (hit !== undefined) return { vendor: hit.entry.vendor, product: hit.entry.name, entry: hit.entry };
  const system = hits.find((each) => HARDWARE.test(name.slice(each.end)));
  if (system !== undefined) return { vendor: system.entry.vendor, product: system.entry.name, entry: system.entry };
  const company = COMPANY.exec(name);
  if (company?.[1] !== undefined && company[2] !== undefined) return { vendor: company[1], product: company[2] };
  const vendor = finders.organisations.find(name).find((each) => each.start <= 4);
  const rest =
    vendor === undefined
      ? ''
      : name
          .slice(vendor.end)
          .replace(/^[\s'’s,.-]+(?=\S)/, '')
          .trim();
  if (vendor === undefined || rest.length < 2) return { product: name };
  if (/^[A-Z/]{2,6}$/.test(rest)) return { vendor: vendor.entry.name, product: name };
  return { vendor: vendor.entry.name, product: rest };
}

/** Nothing but the vendor's name and words for kinds of things stands around the hit. */
function isWhole(name: string, start: number, end: number, entry: ProductEntry, finders: LexiconFinders): boolean {
  const around = `${name.slice(0, start)} ${name.slice(end)}`;
  let rest = around;
  for (const hit of [...finders.organisations.find(around)].reverse()) {
    if (hit.entry.name === entry.vendor || isVendorOf(hit.entry, entry))
      rest = rest.slice(0, hit.start) + rest.slice(hit.end);
  }
  return rest.split(/[\s,()'’]+/).every((word) => word === '' || KIND.test(word) || word === 's');
}

function isVendorOf(organisation: OrganisationEntry, entry: ProductEntry): boolean {
  return [organisation.name, ...organisation.also, ...organisation.formerly].includes(entry.vendor);
}
