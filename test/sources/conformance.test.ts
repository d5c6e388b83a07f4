import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { SourceFacts } from '../../src/ports/source.ts';
import { adapterFor } from '../../src/sources/registry.ts';
import { aSource, describeSource, type OfferedDocument } from '../conformance/source.ts';
import { aCisaRecord } from '../helpers/cisa-record.ts';

const etagOf = (body: string) => `"${body.length}-${body.slice(-40).replace(/\W/g, '')}"`;
const csafOf = ({ id, words }: OfferedDocument) =>
  JSON.stringify({
    document: { csaf_version: '2.0', title: words, tracking: { id } },
    product_tree: {},
    vulnerabilities: [],
  });

describeSource('a feed', { path: '/feed.xml' }, async (server) => ({
  adapter: adapterFor('feed'),
  source: aSource({ kind: 'feed', url: `${server.origin}/feed.xml` }),
  offer: async (documents) => {
    const items = documents.map(
      ({ id, words }) => `<item><title>${id}</title><guid>${id}</guid><description>${words}</description></item>`,
    );
    const body = `<rss version="2.0"><channel><title>News</title>${items.join('')}</channel></rss>`;
    server.script('/feed.xml', { body, headers: { etag: etagOf(body), 'content-type': 'application/rss+xml' } });
  },
}));

describeSource('a feed whose entries are read from their pages', { path: '/feed.xml' }, async (server) => ({
  adapter: adapterFor('feed'),
  source: aSource({ kind: 'feed', url: `${server.origin}/feed.xml`, followLinks: true }),
  offer: async (documents) => {
    for (const { id, words } of documents)
      server.script(`/${id}`, { body: `<html><body><h1>${id}</h1><p>${words}</p></body></html>` });
    const items = documents.map(
      ({ id, words }) =>
        `<item><title>${id}</title><link>/${id}</link><description>${words.length} characters</description></item>`,
    );
    server.script('/feed.xml', {
      body: `<rss version="2.0"><channel><title>News</title>${items.join('')}</channel></rss>`,
    });
  },
}));

describeSource('a listing', { path: '/list' }, async (server) => ({
  adapter: adapterFor('listing'),
  source: aSource({ kind: 'listing', url: `${server.origin}/list`, selectors: { entry: 'li' } }),
  offer: async (documents) => {
    for (const { id, words } of documents)
      server.script(`/${id}`, { body: `<html><body><h1>${id}</h1><p>${words}</p></body></html>` });
    const rows = documents.map(({ id }) => `<li><a href="/${id}#read">${id}</a></li>`);
    server.script('/list', { body: `<html><body><ul>${rows.join('')}</ul></body></html>` });
  },
}));

describeSource('a KEV catalogue', { path: '/kev.json' }, async (server) => ({
  adapter: adapterFor('kev'),
  source: aSource({ kind: 'kev', url: `${server.origin}/kev.json` }),
  offer: async (documents) => {
    const vulnerabilities = documents.map(({ id, words }) => ({
      cveID: id,
      vendorProject: 'Example',
      product: 'Gateway',
      vulnerabilityName: 'A flaw',
      dateAdded: '2024-02-22',
      shortDescription: words,
      requiredAction: 'Apply updates.',
      dueDate: '2024-02-29',
    }));
    server.script('/kev.json', {
      body: JSON.stringify({ catalogVersion: '1', count: documents.length, vulnerabilities }),
    });
  },
}));

/** A score that stands for the words of a document. */
const scoreOf = ({ words }: OfferedDocument) => `0.${words.length}`;

describeSource('a file of EPSS scores', { path: '/epss.csv.gz' }, async (server) => ({
  adapter: adapterFor('epss'),
  source: aSource({ kind: 'epss', url: `${server.origin}/epss.csv.gz` }),
  offer: async (documents) => {
    const lines = documents.map((document) => `${document.id},${scoreOf(document)},0.5`);
    const head = '#model_version:v2025.03.14,score_date:2030-01-01T00:00:00+0000\ncve,epss,percentile';
    server.script('/epss.csv.gz', { body: gzipSync(`${head}\n${lines.join('\n')}\n`) });
  },
  facts: {
    told: (facts) => {
      const text = facts.kind === 'epss' ? (facts.blocks.get('CVE-2099-0') ?? '') : '';
      return [...text.matchAll(/^(\d+) (\S+)/gm)].map(([, number, score]) => ({
        id: `CVE-2099-0${number}`,
        said: score ?? '',
      }));
    },
    of: scoreOf,
  },
}));

/** A day of the catalogue that stands for the words of a document. */
const dayOf = ({ words }: OfferedDocument) => `20${words.length}-01-17`;
const rowsTold = (facts: SourceFacts) =>
  (facts.kind === 'catalogue' ? facts.rows : []).map(({ cve, dateAdded }) => ({ id: cve, said: dateAdded ?? '' }));

describeSource("ENISA's catalogue", { path: '/eukev.json' }, async (server) => ({
  adapter: adapterFor('kev'),
  source: aSource({ kind: 'kev', url: `${server.origin}/eukev.json` }),
  offer: async (documents) => {
    const rows = documents.map((document) => ({
      cveID: document.id,
      euvdID: document.id.replace('CVE', 'EUVD'),
      dateReported: `17/01/${dayOf(document).slice(2, 4)}`,
      notes: '-',
    }));
    server.script('/eukev.json', { body: JSON.stringify(rows) });
  },
  facts: { told: rowsTold, of: dayOf },
}));

describeSource("VulnCheck's catalogue", { path: '/vulncheck-kev' }, async (server) => ({
  adapter: adapterFor('kev'),
  source: aSource({ kind: 'kev', url: `${server.origin}/vulncheck-kev` }),
  offer: async (documents) => {
    const data = documents.map((document) => ({
      cve: [document.id],
      date_added: `${dayOf(document)}T00:00:00Z`,
      knownRansomwareCampaignUse: 'Unknown',
    }));
    server.script('/vulncheck-kev', { body: JSON.stringify({ data }) });
  },
  facts: { told: rowsTold, of: dayOf },
}));

/** A reading that stands for the words of a document. */
const readingOf = ({ words }: OfferedDocument) => (words.length % 2 === 0 ? 'active' : 'public poc');
const FIRST_RECORD = '/vulnrichment/2099/0xxx/CVE-2099-0001.json';

describeSource("CISA's additions to CVE records", { path: FIRST_RECORD, mayBeAbsent: true }, async (server) => {
  return {
    adapter: adapterFor('vulnrichment'),
    source: aSource({ kind: 'vulnrichment', url: `${server.origin}/vulnrichment/` }),
    offer: async (documents) => {
      for (const document of documents) {
        const body = JSON.stringify(aCisaRecord(document.id, readingOf(document) === 'active' ? 'Active' : 'poc'));
        server.script(`/vulnrichment/2099/0xxx/${document.id}.json`, { body });
      }
    },
    facts: {
      told: (facts) =>
        (facts.kind === 'readings' ? facts.readings : []).map(({ cve, exploitation }) => ({
          id: cve,
          said: exploitation ?? '',
        })),
      of: readingOf,
    },
  };
});

/** An end of support that stands for the words of a document. */
const endOf = ({ words }: OfferedDocument) => `20${words.length}-10-10`;

describeSource('a list of release cycles', { path: '/full' }, async (server) => ({
  adapter: adapterFor('endoflife'),
  source: aSource({ kind: 'endoflife', url: `${server.origin}/full` }),
  offer: async (documents) => {
    const result = documents.map((document) => ({
      name: document.id,
      releases: [{ name: '1', eolFrom: endOf(document) }],
    }));
    server.script('/full', { body: JSON.stringify({ schema_version: '1.2.0', result }) });
  },
  facts: {
    told: (facts) =>
      (facts.kind === 'cycles' ? facts.cycles : []).map(({ product, endsOn }) => ({ id: product, said: endsOn ?? '' })),
    of: endOf,
  },
}));

describeSource('a CSAF document at an address', { path: '/a.json', single: true }, async (server) => ({
  adapter: adapterFor('csaf'),
  source: aSource({ kind: 'csaf', url: `${server.origin}/a.json` }),
  offer: async ([document]) => {
    if (document !== undefined) server.script('/a.json', { body: csafOf(document) });
  },
}));

async function folderSource(
  kind: 'drop' | 'csaf',
  write: (document: OfferedDocument) => { name: string; content: string },
) {
  const folder = await fs.mkdtemp(path.join(tmpdir(), 'wardwatch-source-'));
  return {
    adapter: adapterFor(kind),
    source: aSource({ kind, path: folder }),
    offer: async (documents: readonly OfferedDocument[]) => {
      for (const [at, document] of documents.entries()) {
        const { name, content } = write(document);
        const file = path.join(folder, name);
        await fs.writeFile(file, content);
        await fs.utimes(file, 1_700_000_000, 1_700_000_000 + at + content.length);
      }
    },
    stop: () => fs.rm(folder, { recursive: true }),
  };
}

describeSource('a folder of CSAF documents', {}, () =>
  folderSource('csaf', (document) => ({ name: `${document.id}.json`, content: csafOf(document) })),
);
describeSource('a drop folder', {}, () =>
  folderSource('drop', ({ id, words }) => ({ name: `${id}.txt`, content: words })),
);
