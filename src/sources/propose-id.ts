import { parse } from 'tldts';

/**
 * A short name for a source that no other has: what its domain is called ("vendor" of www.vendor.test), with the part of the domain
 * where that is taken ("psirt-vendor"); of an address without a domain, the first words of its title. Where they are taken, the first
 * with a number.
 */
export function proposeId(url: string, title: string | undefined, taken: ReadonlySet<string>): string {
  const { domainWithoutSuffix, subdomain } = parse(url);
  const owner = slugOf(domainWithoutSuffix ?? '');
  const part = slugOf((subdomain ?? '').replace(/^www\d{0,2}(?:\.|$)/, ''));
  const first = owner || slugOf(title ?? '') || 'source';
  const wanted = owner === '' || part === '' ? [first] : [first, slugOf(`${part} ${owner}`)];
  return wanted.find((name) => !taken.has(name)) ?? numbered(first, taken);
}

const LONGEST_ID = 40;

/** Lower-case letters, digits and hyphens, cut where a word ends. */
function slugOf(text: string): string {
  let slug = '';
  for (const word of text.toLowerCase().match(/[a-z0-9]+/g) ?? []) {
    const longer = slug === '' ? word : `${slug}-${word}`;
    if (longer.length > LONGEST_ID) break;
    slug = longer;
  }
  return slug;
}

function numbered(name: string, taken: ReadonlySet<string>): string {
  let count = 2;
  while (taken.has(`${name}-${count}`)) count += 1;
  return `${name}-${count}`;
}
