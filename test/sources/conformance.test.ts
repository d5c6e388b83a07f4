import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { adapterFor } from '../../src/sources/registry.ts';
import { aSource, describeSource, type OfferedDocument } from '../conformance/source.ts';

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
