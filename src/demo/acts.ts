import type { Publisher } from '../domain/advisory.ts';
import type { LocalDate } from '../domain/time.ts';
import type { SourceConfig } from '../ports/source.ts';

/** One act of the demo's story. */
export interface Act {
  readonly number: number;
  readonly title: string;
  /** One or two sentences for the person who watches, told before the act. */
  readonly narration: string;
  /** Every source is polled on each of these days, in this order. */
  readonly days: readonly LocalDate[];
}

/** The founding incident in five acts, on its own dates. The researcher's day is chosen: only "before the 15th" is known. */
export const ACTS: readonly Act[] = [
  {
    number: 0,
    title: 'October 2023: an ordinary Friday',
    narration:
      'Larkspur Pharmacies switches wardwatch on. The first poll of each source seeds quietly: nothing old is shouted about.',
    days: ['2023-10-20'],
  },
  {
    number: 1,
    title: 'November 2023 to January 2024: one story from three publishers',
    narration:
      'A researcher reports attacks through a pharmacy software supplier. No CVE names it. The vendor confirms, a firewall vendor publishes two advisories of its own, and ten weeks later the health sector is warned.',
    days: ['2023-11-10', '2023-11-14', '2024-01-09', '2024-01-22'],
  },
  {
    number: 2,
    title: '19 February 2024: another story about the same product',
    narration: 'The vendor publishes a bulletin on two new flaws. It is the same server, and a different matter.',
    days: ['2024-02-19'],
  },
  {
    number: 3,
    title: '22 February 2024: exploited, ransomware known',
    narration: 'CISA adds one of the two flaws to its catalogue of known exploited vulnerabilities.',
    days: ['2024-02-22'],
  },
  {
    number: 4,
    title: '23 February 2024: another poll',
    narration: 'Everything is polled once more. Nothing is new, so nothing is said.',
    days: ['2024-02-23'],
  },
];

/**
 * The demo's sources below `origin`: STORY_ORIGIN for a client of `storyHttp`, or a server's own address. Each publisher's name
 * says "(retold)", so that nobody takes our words for theirs.
 */
export function demoSources(origin: string): readonly SourceConfig[] {
  return [
    {
      ...source('hc3', { name: 'HC3 (retold)', kind: 'health-body' }),
      kind: 'listing',
      url: `${origin}/hc3/products.html`,
      selectors: { entry: 'li.product', link: 'a', title: 'a', date: 'time', content: 'article' },
    },
    {
      ...source('connectwise', { name: 'ConnectWise (retold)', kind: 'vendor' }),
      kind: 'listing',
      url: `${origin}/connectwise/bulletins.html`,
      selectors: { entry: '.bulletin', link: 'h2 a', title: 'h2', date: '.date', content: 'article' },
    },
    {
      ...source('huntress', { name: 'Huntress (retold)', kind: 'researcher' }),
      kind: 'feed',
      url: `${origin}/huntress/rss.xml`,
    },
    {
      ...source('fortinet', { name: 'Fortinet (retold)', kind: 'vendor' }),
      kind: 'feed',
      url: `${origin}/fortinet/rss.xml`,
    },
    {
      ...source('cisa-kev', { name: 'CISA KEV (retold)', kind: 'government' }),
      kind: 'kev',
      url: `${origin}/kev/known_exploited_vulnerabilities.json`,
    },
  ];
}

const HOUR_MS = 3_600_000;

function source(
  id: string,
  publisher: Publisher,
): Pick<SourceConfig, 'id' | 'publisher' | 'trusted' | 'tlp' | 'everyMs' | 'internal'> {
  return { id, publisher, trusted: true, tlp: 'CLEAR', everyMs: HOUR_MS, internal: true };
}
