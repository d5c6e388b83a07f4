import type { Advisory } from '../../domain/advisory.ts';
import type { Asset } from '../../domain/asset.ts';
import type { AuditEntry } from '../../domain/audit.ts';
import type { Quote } from '../../domain/quote.ts';
import type { RematchRun } from '../../domain/rematch-run.ts';
import type { ConditionSince } from '../../domain/source-condition.ts';
import type {
  AdvisoryPage,
  AdvisoryView,
  AffectedAnswer,
  IndicatorAnswer,
  SourceLine,
  WardStatus,
} from '../../ports/front-office.ts';
import type { AdvisoryLine, AffectedLine } from '../../ports/store.ts';
import type { Surface } from './surface.ts';

/** Made-up facts for the answers to commands: a few, or as many and as long as can be. */
export interface AnswerSamples {
  readonly page: AdvisoryPage;
  readonly advisory: AdvisoryView;
  readonly affected: AffectedAnswer;
  readonly indicator: IndicatorAnswer;
  readonly status: WardStatus;
  readonly sources: readonly SourceLine[];
  readonly audit: readonly AuditEntry[];
}

/** The samples of a form. */
export function answerSamples(form: Surface['form']): AnswerSamples {
  const size = form === 'ordinary' ? ORDINARY : MAXIMAL;
  const lines = many(size.lines, (index) => advisoryLine(index, size));
  const assets = many(size.assets, (index) => affectedLine(index, size));
  const sources = many(size.sources, (index) => sourceLine(index, size));
  return {
    page: { lines: lines.slice(0, 10), total: size.lines },
    advisory: advisoryView(size, assets, lines),
    affected: {
      ...{ asked: 'CVE-2024-1709', advisories: size.lines, assets, untouched: size.assets },
      rematch: { total: size.lines, waiting: size === MAXIMAL ? size.lines : 0, held: 0 },
    },
    indicator: {
      type: 'domain',
      shown: 'relay[.]example[.]com',
      named: lines,
      seenOn: assets.map(({ asset }) => asset.id),
    },
    status: {
      sources,
      waiting: { documents: size.lines, advisories: size.lines },
      rematch: rematchRuns(size),
      outbox: {
        pending: 1,
        sending: 0,
        posted: size.lines,
        unknown: size === MAXIMAL ? 2 : 0,
        dead: size === MAXIMAL ? 3 : 0,
      },
      openCases: { P1: 1, P2: 0, P3: size.lines, P4: 0, INFO: 0 },
      lastToldAt: '2024-02-22T10:42:00.000Z',
      assets: size.assets,
    },
    sources,
    audit: many(size.lines, (index) => auditEntry(size.lines - index, size)),
  };
}

/** How much there is of everything, and how long a name is: it is written so often. */
interface Size {
  readonly lines: number;
  readonly assets: number;
  readonly sources: number;
  readonly indicators: number;
  readonly long: number;
}

const ORDINARY: Size = { lines: 3, assets: 3, sources: 4, indicators: 3, long: 1 };
const MAXIMAL: Size = { lines: 200, assets: 500, sources: 100, indicators: 1_000, long: 250 };

function many<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

function name(words: string, { long }: Size): string {
  return Array.from({ length: long }, () => words).join(' ');
}

function quote(text: string): Quote {
  return { documentId: 'example-document', start: 0, end: text.length, text };
}

function advisoryLine(index: number, size: Size): AdvisoryLine {
  return {
    id: `example-health:${name(`advisory-${index}`, size)}`,
    revision: 1,
    title: name('Example Remote Desk is attacked', size),
    datedAt: '2024-02-22T09:00:00.000Z',
    tlp: index === 2 ? 'RED' : 'CLEAR',
    matches: index,
    ...(index !== 1 && { caseId: `C-${index + 1}`, priority: 'P1' as const }),
  };
}

function asset(index: number, size: Size): Asset {
  return {
    id: name(`rd-lab-${index}`, size),
    vendor: 'Example Imaging',
    product: name('Example Remote Desk', size),
    ...(index !== 1 && { version: name('19.2.24', size) }),
    owner: name('Imaging team', size),
    site: name('Example Hospital', size),
    observables: [],
    tags: [],
  };
}

const VERDICTS = ['affected', 'undecided', 'not-affected'] as const;

function affectedLine(index: number, size: Size): AffectedLine {
  const kind = VERDICTS[index % VERDICTS.length] ?? 'undecided';
  return {
    asset: asset(index, size),
    advisoryId: 'example-health:advisory-0',
    tlp: 'CLEAR',
    verdict: {
      kind,
      because: name('The version was compared with "before 23.9.8".', size),
      ...(kind === 'undecided' && { question: name('Which version runs there?', size) }),
    },
  };
}

function conditionAt(index: number): ConditionSince {
  if (index === 2) return { condition: 'paused', since: '2024-02-20T08:00:00.000Z' };
  return { condition: index % 2 === 1 ? 'broken' : 'healthy', since: '2024-02-21T08:00:00.000Z' };
}

function sourceLine(index: number, size: Size): SourceLine {
  return {
    id: `example-source-${index}`,
    publisher: name('Example Health Watch', size),
    everyMs: 15 * 60_000,
    polledAt: '2024-02-22T10:40:00.000Z',
    ...(index !== 1 && { succeededAt: '2024-02-22T10:40:00.000Z' }),
    failures: index % 2 === 1 ? 3 : 0,
    outcome: name(index % 2 === 1 ? 'the server answered HTTP 503' : 'unchanged', size),
    seeded: true,
    paused: index === 2,
    ...conditionAt(index),
  };
}

function rematchRuns(size: Size): RematchRun[] {
  const run: RematchRun = {
    ...{ batchId: 1, label: name('lexicon changed', size), startedAt: '2024-02-22T14:02:00.000Z' },
    ...{ startedBy: name('dana.fox', size), total: 5_000, waiting: 3_800 },
  };
  if (size === ORDINARY) return [run];
  const stopped = { by: name('dana.fox', size), at: '2024-02-22T14:10:00.000Z' };
  return many(size.lines, (index) => ({ ...run, batchId: index + 1, ...(index % 2 === 0 && { stopped }) }));
}

function auditEntry(number: number, size: Size): AuditEntry {
  return {
    number,
    at: '2024-02-22T10:42:00.000Z',
    actor: { id: 'slack:U0DANA0001', name: name('dana.fox', size) },
    action: 'case.acknowledge',
    subject: `C-${number}`,
    previousHash: '0'.repeat(64),
    hash: '1'.repeat(64),
  };
}

function advisoryView(size: Size, affected: readonly AffectedLine[], others: readonly AdvisoryLine[]): AdvisoryView {
  return {
    advisory: advisory(size),
    link: 'https://www.example.com/advisories/1',
    caseId: 'C-1',
    caseStatus: 'acknowledged',
    others,
    affected,
  };
}

function advisory(size: Size): Advisory {
  return {
    id: `example-health:${name('advisory-0', size)}`,
    revision: 2,
    sourceId: 'example-health',
    publisher: { name: name('Example Health Watch', size), kind: 'health-body' },
    documentId: 'example-document',
    title: name('Attackers enter clinics through Example Remote Desk', size),
    publishedAt: '2024-02-22T09:00:00.000Z',
    fetchedAt: '2024-02-22T09:10:00.000Z',
    kind: 'vulnerability',
    aliases: many(size.lines, (index) => `CVE-2024-${1_709 + index}`),
    tlp: 'CLEAR',
    withdrawn: false,
    affected: many(size.lines, () => ({
      vendor: 'Example Imaging',
      product: name('Example Remote Desk', size),
      status: 'affected' as const,
      versions: [
        {
          scheme: 'generic',
          intervals: [{ upper: { version: '23.9.8', inclusive: false } }],
          quote: quote('Versions before 23.9.8 are affected.'),
        },
      ],
      fixedVersion: '23.9.8',
      cves: [],
      quote: quote('Versions before 23.9.8 are affected.'),
    })),
    suppliers: [],
    platforms: [],
    indicators: many(size.indicators, (index) => ({
      type: 'domain' as const,
      value: `relay-${index}.example.com`,
      quote: quote(`relay-${index}[.]example[.]com`),
      because: 'It stands in the table of indicators.',
    })),
    setAside: [],
    techniques: [],
    actors: [],
    sectors: [],
    campaign: [],
    exploitation: { status: 'active', ransomware: false, quotes: [] },
    mitigations: many(size.lines, () => ({
      kind: 'patch' as const,
      text: name('Install 23.9.8, and look for connections to relay-0.example.com.', size),
      quote: quote('Install 23.9.8.'),
    })),
    kev: [],
    cvss: [{ version: '3.1', score: 9.8, cve: 'CVE-2024-1709' }],
    gaps: many(size.lines, () => ({ about: 'versions' as const, because: name('A table could not be read.', size) })),
  };
}
