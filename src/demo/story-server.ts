import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname } from 'node:path';
import type { LocalDate } from '../domain/time.ts';
import { messageOf, WardwatchError } from '../errors.ts';
import { type Page, readStory, type Story } from './story.ts';

/** The demo's publishers, on loopback. */
export interface StoryServer {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly origin: string;
  /** From now on every resource is served as it was at the end of that day. */
  setDate(day: LocalDate): void;
  /** Cuts open connections and frees the port. */
  close(): Promise<void>;
}

/**
 * Serves the demo's documents from `folder` (`config/demo`), each as it was on the story's day; before the first `setDate`
 * that is the day on which the story begins. Answers with ETag and Last-Modified, and with 304 where nothing changed.
 *
 * `port` 0 takes any free one; `storyHttp` keeps the addresses of documents the same on each of them.
 * Throws DATA_FOLDER_UNUSABLE when the folder holds no story, HTTP_FAILED when the port cannot be had.
 */
export async function startStoryServer(folder: string, port = 0): Promise<StoryServer> {
  const story = await readStory(folder);
  let today = story.beginsOn;
  const server = createServer((request, response) => answer(story, today, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(
        new WardwatchError(
          'HTTP_FAILED',
          `The demo's publishers cannot listen on 127.0.0.1:${port}: ${messageOf(cause)}`,
          { cause },
        ),
      ),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const listensOn = typeof address === 'object' && address !== null ? address.port : port;
  return {
    origin: `http://127.0.0.1:${listensOn}`,
    setDate: (day) => {
      today = day;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.xml': 'application/rss+xml; charset=utf-8',
  '.json': 'application/json',
  '.pdf': 'application/pdf',
};

function answer(story: Story, today: LocalDate, request: IncomingMessage, response: ServerResponse): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
    return;
  }
  const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname;
  const page = story.pageOn(path, today);
  if (page === undefined) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('There is no such page on this day of the story.\n');
    return;
  }
  const etag = `"${createHash('sha256').update(page.body).digest('hex').slice(0, 32)}"`;
  const validators = {
    etag,
    'last-modified': new Date(`${page.changedOn}T00:00:00Z`).toUTCString(),
    'cache-control': 'no-cache',
  };
  if (isUnchanged(request, page, etag)) {
    response.writeHead(304, validators).end();
    return;
  }
  const type = CONTENT_TYPES[extname(path)] ?? 'application/octet-stream';
  response.writeHead(200, { ...validators, 'content-type': type, 'content-length': page.body.byteLength });
  response.end(request.method === 'HEAD' ? undefined : page.body);
}

/** If-None-Match decides where it is sent; If-Modified-Since only without it (RFC 9110, section 13.2.2). */
function isUnchanged(request: IncomingMessage, page: Page, etag: string): boolean {
  const known = request.headers['if-none-match'];
  if (known !== undefined)
    return known.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag || tag.trim() === '*');
  const since = Date.parse(request.headers['if-modified-since'] ?? '');
  return !Number.isNaN(since) && Date.parse(`${page.changedOn}T00:00:00Z`) <= since;
}
