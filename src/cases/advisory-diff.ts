import type { Advisory, AffectedProduct, CvssScore, NamedMention } from '../domain/advisory.ts';
import { canonicalJson } from '../domain/canonical-json.ts';
import type { Indicator } from '../domain/indicator.ts';
import { productName } from '../domain/product-name.ts';
import { defang } from '../indicators/defang.ts';
import { describeVersions } from '../versions/range.ts';
import { listed } from './listed.ts';

/**
 * What sets two readings of one advisory apart, a sentence for each part of it; none where a reader could notice no difference. What
 * was added comes with a plus, what is gone with a minus. Indicators are defanged.
 */
export function advisoryDiff(before: Advisory, after: Advisory): readonly string[] {
  const parts = Object.keys(PARTS) as (keyof typeof PARTS)[];
  return parts.flatMap((part) => {
    if (canonicalJson(before[part]) === canonicalJson(after[part])) return [];
    const { name, labels } = PARTS[part];
    const [then, now] = [labels(before), labels(after)];
    const changes = [
      ...signed(
        '+',
        now.filter((label) => !then.includes(label)),
      ),
      ...signed(
        '-',
        then.filter((label) => !now.includes(label)),
      ),
    ];
    return [changes.length === 0 ? `${name}: other words` : `${name}: ${changes.join('; ')}`];
  });
}

function signed(sign: string, labels: readonly string[]): readonly string[] {
  return labels.length === 0 ? [] : [`${sign} ${listed([...new Set(labels)])}`];
}

type Part = { readonly name: string; readonly labels: (advisory: Advisory) => readonly string[] };

/** The parts of an advisory in which a reading can differ: not its number and not when it was fetched. */
const PARTS: Readonly<
  Record<Exclude<keyof Advisory, 'id' | 'revision' | 'sourceId' | 'fetchedAt' | 'firstSeenAt'>, Part>
> = {
  title: { name: 'title', labels: ({ title }) => [title] },
  documentId: { name: 'text', labels: () => [] },
  link: { name: 'link', labels: ({ link }) => (link === undefined ? [] : [link]) },
  publishedAt: { name: 'date', labels: ({ publishedAt }) => (publishedAt === undefined ? [] : [publishedAt]) },
  publisher: { name: 'publisher', labels: ({ publisher }) => [`${publisher.name} (${publisher.kind})`] },
  kind: { name: 'kind', labels: ({ kind }) => [kind] },
  tlp: { name: 'TLP', labels: ({ tlp }) => [tlp] },
  withdrawn: { name: 'withdrawn', labels: ({ withdrawn }) => [withdrawn ? 'withdrawn' : 'standing'] },
  aliases: { name: 'flaws', labels: ({ aliases }) => aliases },
  weaknesses: { name: 'weaknesses', labels: ({ weaknesses = [] }) => weaknesses },
  affected: { name: 'products', labels: ({ affected }) => affected.map(productLabel) },
  suppliers: { name: 'suppliers', labels: ({ suppliers }) => suppliers.map(({ name, role }) => `${name} (${role})`) },
  platforms: { name: 'platforms', labels: ({ platforms }) => namesOf(platforms) },
  indicators: { name: 'indicators', labels: ({ indicators }) => indicators.map(indicatorLabel) },
  setAside: { name: 'set aside', labels: ({ setAside }) => setAside.map(indicatorLabel) },
  techniques: { name: 'techniques', labels: ({ techniques }) => techniques.map(({ id }) => id) },
  actors: { name: 'actors', labels: ({ actors }) => namesOf(actors) },
  sectors: { name: 'sectors', labels: ({ sectors }) => namesOf(sectors) },
  regions: { name: 'regions', labels: ({ regions = [] }) => namesOf(regions) },
  campaign: { name: 'attacks', labels: ({ campaign }) => campaign.map(({ text }) => text) },
  activity: {
    name: 'activity',
    labels: ({ activity }) => (activity ? [`${activity.from} to ${activity.to ?? 'now'}`] : []),
  },
  exploitation: {
    name: 'exploitation',
    labels: ({ exploitation: { status, ransomware } }) => [ransomware ? `${status}, ransomware` : status],
  },
  mitigations: { name: 'mitigations', labels: ({ mitigations }) => mitigations.map(({ text }) => text) },
  kev: { name: 'KEV', labels: ({ kev }) => kev.map(({ cve, dueDate }) => `${cve} due ${dueDate}`) },
  cvss: { name: 'CVSS', labels: ({ cvss }) => cvss.map(scoreLabel) },
  marks: { name: 'marks of its story', labels: () => [] },
  listsStories: {
    name: 'a list of stories',
    labels: ({ listsStories }) => [listsStories === undefined ? 'no list' : 'a list'],
  },
  gaps: { name: 'gaps', labels: ({ gaps }) => gaps.map(({ because }) => because) },
};

function productLabel(product: AffectedProduct): string {
  return `${productName(product)} (${product.status}, ${describeVersions(product.versions)})`;
}

function indicatorLabel({ type, value }: Indicator): string {
  return `${type} ${defang(type, value)}`;
}

function scoreLabel({ cve, version, score, vector }: CvssScore): string {
  return [cve, version, score ?? vector].filter((part) => part !== undefined).join(' ');
}

function namesOf(mentions: readonly NamedMention[]): readonly string[] {
  return mentions.map(({ name }) => name);
}
