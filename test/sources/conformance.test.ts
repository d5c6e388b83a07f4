import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { SourceFacts } from '../../src/ports/source.ts';
import { adapterFor } from '../../src/sources/registry.ts';
import { aSource, describeSource, type OfferedDocument } from '../conformance/source.ts';
import { aCisaRecord } from '../helpers/cisa-record.ts';
import { aCveRecord } from '../helpers/cve-record.ts';
import type { ScriptedServer } from '../helpers/scripted-server.ts';

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

/** Scripts CSAF documents below a folder, and gives a row for each: its path and when it last changed. */
function scriptCsaf(server: ScriptedServer, documents: readonly OfferedDocument[]) {
  return documents.map((document) => {
    const path = `2029/${document.id.toLowerCase()}.json`;
    server.script(`/csaf/white/${path}`, { body: csafOf(document) });
    const changedAt = new Date(Date.parse('2030-01-01T00:00:00Z') + document.words.length * 1000).toISOString();
    return { id: document.id, path, changedAt };
  });
}

describeSource('a directory of CSAF documents', { path: '/csaf/white/changes.csv' }, async (server) => ({
  adapter: adapterFor('csaf'),
  source: aSource({ kind: 'csaf', url: `${server.origin}/csaf/white/changes.csv` }),
  offer: async (documents) => {
    const rows = scriptCsaf(server, documents).map(({ path, changedAt }) => `"${path}","${changedAt}"`);
    server.script('/csaf/white/changes.csv', { body: rows.join('\n') });
  },
}));

describeSource('a directory that lists only names', { path: '/csaf/white/index.txt' }, async (server) => ({
  adapter: adapterFor('csaf'),
  source: aSource({ kind: 'csaf', url: `${server.origin}/csaf/white/index.txt` }),
  offer: async (documents) => {
    const rows = scriptCsaf(server, documents).map(({ path }) => path);
    server.script('/csaf/white/index.txt', { body: rows.join('\n') });
  },
}));

const rolieOf = (origin: string, rows: readonly { id: string; path: string; changedAt: string }[]) =>
  JSON.stringify({
    feed: {
      id: 'example',
      entry: rows.map(({ id, path, changedAt }) => ({
        id,
        updated: changedAt,
        content: { src: `${origin}/csaf/white/${path}`, type: 'application/json' },
      })),
    },
  });

describeSource('a ROLIE feed', { path: '/rolie.json' }, async (server) => ({
  adapter: adapterFor('csaf'),
  source: aSource({ kind: 'csaf', url: `${server.origin}/rolie.json` }),
  offer: async (documents) =>
    server.script('/rolie.json', { body: rolieOf(server.origin, scriptCsaf(server, documents)) }),
}));

describeSource('a CSAF provider', { path: '/provider-metadata.json' }, async (server) => ({
  adapter: adapterFor('csaf'),
  source: aSource({ kind: 'csaf', url: `${server.origin}/provider-metadata.json` }),
  offer: async (documents) => {
    const feeds = [{ tlp_label: 'WHITE', url: `${server.origin}/rolie.json` }];
    server.script('/provider-metadata.json', { body: JSON.stringify({ distributions: [{ rolie: { feeds } }] }) });
    server.script('/rolie.json', { body: rolieOf(server.origin, scriptCsaf(server, documents)) });
  },
}));

describeSource('the CVE list', { path: '/cves/deltaLog.json' }, async (server) => {
  const log: object[] = [];
  const onList = new Map<string, string>();
  return {
    adapter: adapterFor('cve'),
    source: aSource({ kind: 'cve', url: `${server.origin}/cves/deltaLog.json`, only: ['example'] }),
    offer: async (documents) => {
      for (const { id, words } of documents) {
        if (onList.get(id) === words) continue;
        onList.set(id, words);
        server.script(`/cves/${id}.json`, { body: JSON.stringify(aCveRecord(id, { words })) });
        const change = { cveId: id, githubLink: `${server.origin}/cves/${id}.json` };
        log.unshift({ fetchTime: `2029-12-31T12:00:0${log.length}.000Z`, new: [change], updated: [] });
      }
      server.script('/cves/deltaLog.json', { body: JSON.stringify(log) });
    },
  };
});

describeSource('the API of the NVD', { path: '/cves/2.0' }, async (server) => ({
  adapter: adapterFor('nvd'),
  source: aSource({ kind: 'nvd', url: `${server.origin}/cves/2.0` }),
  offer: async (documents) => {
    const vulnerabilities = documents.map(({ id, words }) => ({
      cve: { id, vulnStatus: 'Received', descriptions: [{ lang: 'en', value: words }] },
    }));
    const body = { format: 'NVD_CVE', startIndex: 0, totalResults: documents.length, vulnerabilities };
    server.script('/cves/2.0', { body: JSON.stringify(body) });
  },
}));

describeSource("Microsoft's security updates", { path: '/cvrf/updates' }, async (server) => ({
  adapter: adapterFor('msrc'),
  source: aSource({ kind: 'msrc', url: `${server.origin}/cvrf` }),
  offer: async (documents) => {
    const CurrentReleaseDate = '2029-12-31T08:00:00Z';
    const Vulnerability = documents.map(({ id, words }) => ({ CVE: id, Title: { Value: words } }));
    const DocumentTracking = { Identification: { ID: { Value: '2029-Dec' } }, CurrentReleaseDate };
    server.script('/cvrf/cvrf/2029-Dec', { body: JSON.stringify({ DocumentTracking, Vulnerability }) });
    server.script('/cvrf/updates', { body: JSON.stringify({ value: [{ ID: '2029-Dec', CurrentReleaseDate }] }) });
  },
}));

describeSource('the advisories of Palo Alto Networks', { path: '/json/' }, async (server) => ({
  adapter: adapterFor('paloalto'),
  source: aSource({ kind: 'paloalto', url: server.origin }),
  offer: async (documents) => {
    for (const { id, words } of documents)
      server.script(`/json/${id}`, { body: JSON.stringify(aCveRecord(id, { words })) });
    const list = documents.map(({ id, words }) => ({ ID: id, updated: `20${words.length}-12-31T12:00:00.000Z` }));
    server.script('/json/', { body: JSON.stringify(list) });
  },
}));

describeSource('the advisories of Broadcom', { path: '/list' }, async (server) => ({
  adapter: adapterFor('broadcom'),
  source: aSource({ kind: 'broadcom', url: `${server.origin}/list` }),
  offer: async (documents) => {
    const list = documents.map(({ id, words }) => ({ documentId: id, title: `VMSA-2099-0001: ${words}` }));
    server.script('/list', { body: JSON.stringify({ success: true, data: { list } }) });
  },
}));

describeSource('a repository on GitHub', { path: '/repos/example/advisories/git/trees/HEAD' }, async (server) => {
  const repository = '/repos/example/advisories';
  return {
    adapter: adapterFor('github'),
    source: aSource({ kind: 'github', url: `${server.origin}${repository}` }),
    offer: async (documents) => {
      const tree = documents.map(({ id, words }) => {
        const sha = `${id}-${words.length}`;
        server.script(`${repository}/git/blobs/${sha}`, { body: `# ${id}\n\n${words}\n` });
        return { path: `${id}/README.md`, type: 'blob', sha };
      });
      server.script(`${repository}/git/trees/HEAD`, { body: JSON.stringify({ tree, truncated: false }) });
    },
  };
});

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
