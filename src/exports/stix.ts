import { flawsOf } from '../alerts/flaws.ts';
import { strictestTlp } from '../alerts/routing.ts';
import { type Advisory, datedAt } from '../domain/advisory.ts';
import type { AlertCve } from '../domain/alert.ts';
import { cveWords, followableLink } from '../domain/alert-words.ts';
import type { Case } from '../domain/case.ts';
import type { Indicator } from '../domain/indicator.ts';
import { isNonEmpty, type NonEmpty } from '../domain/non-empty.ts';
import { visibleText } from '../domain/visible-text.ts';
import { cvesOf } from '../triage/standing-verdict.ts';
import { caseNamespace, organisationNamespace } from './namespaces.ts';
import { stixPattern } from './stix-pattern.ts';
import { tlpMarking } from './tlp-marking.ts';
import type { ExportContext, Exporter } from './types.ts';

/**
 * A case as a STIX 2.1 bundle, for tools that block or hunt: its indicators are live. It says what the sources say and
 * nothing of the organisation's assets. Ids are the same in every export of a case, so that a newer bundle replaces an
 * older one.
 */
export const stix: Exporter = {
  id: 'stix',
  export: (one, context) => {
    const advisories = one.members.map((member) => member.advisory);
    const tlp = strictestTlp(advisories);
    const creator = identity(context);
    const marking = tlpMarking(tlp);
    const make = makerFor(one, context, { created_by_ref: creator.id, object_marking_refs: [marking.id] });
    const vulnerabilities = new Map(flawsOf(advisories).map((flaw) => [flaw.id, vulnerability(flaw, make)]));
    const indicators = new Map(
      [...mentionsByPattern(advisories)].map(([pattern, mentions]) => [pattern, indicator(pattern, mentions, make)]),
    );
    const told = [
      ...vulnerabilities.values(),
      ...indicators.values(),
      ...relationships(advisories, indicators, vulnerabilities, make),
    ];
    const bundle = {
      type: 'bundle',
      id: `bundle--${context.uuidv5(caseNamespace(one, context), `bundle ${context.now}`)}`,
      objects: [marking, creator, ...told, report(one, isNonEmpty(told) ? told : [creator], make)],
    };
    return {
      kind: 'file',
      file: {
        caseId: one.id,
        name: `${one.id}.stix.json`,
        title: `${one.id} as a STIX 2.1 bundle; its indicators are live`,
        content: `${JSON.stringify(bundle, undefined, 2)}\n`,
        tlp,
      },
    };
  },
};

interface StixObject {
  readonly type: string;
  readonly id: string;
}

/** Makes an object of the case; `key` tells it from the case's others of its type. */
type Make = (type: string, key: string, properties: object) => StixObject;

function makerFor(one: Case, context: ExportContext, common: object): Make {
  const namespace = caseNamespace(one, context);
  const created = one.openedAt;
  const modified = [created, context.now].sort().at(-1);
  return (type, key, properties) => ({
    type,
    spec_version: '2.1',
    id: `${type}--${context.uuidv5(namespace, `${type} ${key}`)}`,
    created,
    modified,
    ...common,
    ...properties,
  });
}

/** Who speaks. Every bundle carries the same version of it, so its instants are fixed. */
function identity(context: ExportContext) {
  const { organisation } = context;
  return {
    type: 'identity',
    spec_version: '2.1',
    id: `identity--${context.uuidv5(organisationNamespace(context), 'identity')}`,
    created: '2024-01-01T00:00:00.000Z',
    modified: '2024-01-01T00:00:00.000Z',
    name: organisation ?? 'wardwatch',
    identity_class: organisation === undefined ? 'system' : 'organization',
  };
}

function vulnerability(flaw: AlertCve, make: Make): StixObject {
  return make('vulnerability', flaw.id, {
    name: flaw.id,
    description: cveWords(flaw),
    external_references: [{ source_name: 'cve', external_id: flaw.id }],
  });
}

/** One advisory's word on one indicator. */
interface Mention {
  readonly indicator: Indicator;
  readonly advisory: Advisory;
}

function mentionsByPattern(advisories: readonly Advisory[]): ReadonlyMap<string, NonEmpty<Mention>> {
  const byPattern = new Map<string, NonEmpty<Mention>>();
  for (const advisory of advisories) {
    for (const named of advisory.indicators) {
      const pattern = stixPattern(named);
      if (pattern === undefined) continue;
      byPattern.set(pattern, [...(byPattern.get(pattern) ?? []), { indicator: named, advisory }]);
    }
  }
  return byPattern;
}

/** What is named by withdrawn advisories alone is revoked, so that tools let go of it. */
function indicator(pattern: string, mentions: NonEmpty<Mention>, make: Make): StixObject {
  const [first] = mentions;
  const legitimate = mentions.find((mention) => mention.indicator.legitimate !== undefined)?.indicator.legitimate;
  const [validFrom] = mentions.map((mention) => datedAt(mention.advisory)).sort();
  return make('indicator', pattern, {
    name: first.indicator.value,
    description: visibleText(first.indicator.because),
    indicator_types: [INDICATOR_TYPES[legitimate ?? 'malicious']],
    pattern,
    pattern_type: 'stix',
    pattern_version: '2.1',
    valid_from: validFrom,
    revoked: mentions.every((mention) => mention.advisory.withdrawn),
  });
}

/** Words of the indicator type vocabulary (STIX 2.1, section 10.9): `benign` tells something only beside other signs. */
const INDICATOR_TYPES = {
  malicious: 'malicious-activity',
  compromised: 'compromised',
  'shared-service': 'benign',
} as const;

/** A collective advisory names flaws and indicators that have nothing to do with each other. */
const MOST_FLAWS_OF_ONE_MATTER = 5;

/** Ties each indicator to the flaws that the same advisory names. */
function relationships(
  advisories: readonly Advisory[],
  indicators: ReadonlyMap<string, StixObject>,
  vulnerabilities: ReadonlyMap<string, StixObject>,
  make: Make,
): readonly StixObject[] {
  const made = new Map<string, StixObject>();
  for (const advisory of advisories) {
    const cves = cvesOf(advisory);
    if (cves.length > MOST_FLAWS_OF_ONE_MATTER) continue;
    for (const named of advisory.indicators) {
      const source = indicators.get(stixPattern(named) ?? '');
      for (const target of cves.map((cve) => vulnerabilities.get(cve))) {
        if (source === undefined || target === undefined) continue;
        const key = `${source.id} ${target.id}`;
        const ends = { relationship_type: 'related-to', source_ref: source.id, target_ref: target.id };
        made.set(key, make('relationship', key, ends));
      }
    }
  }
  return [...made.values()];
}

function report(one: Case, told: NonEmpty<StixObject>, make: Make): StixObject {
  const advisories = one.members.map((member) => member.advisory);
  const leftOut = advisories
    .flatMap((advisory) => advisory.indicators)
    .filter((each) => stixPattern(each) === undefined);
  const types = ['indicator', 'vulnerability'].filter((type) => told.some((each) => each.type === type));
  return make('report', one.id, {
    name: visibleText(one.title) || one.id,
    ...(leftOut.length > 0 && {
      description: `Named as well, but STIX has no pattern for it: ${[...new Set(leftOut.map(inWords))].join(', ')}.`,
    }),
    report_types: types.length === 0 ? ['threat-report'] : types,
    published: one.openedAt,
    object_refs: told.map((each) => each.id),
    external_references: advisories.map(source),
  });
}

function inWords({ type, value }: Indicator): string {
  return `${type} ${visibleText(value)}`;
}

function source(advisory: Advisory) {
  const link = followableLink(advisory.link);
  return {
    source_name: visibleText(advisory.publisher.name) || advisory.sourceId,
    description: visibleText(advisory.title),
    external_id: advisory.id,
    ...(link !== undefined && { url: link.href }),
  };
}
