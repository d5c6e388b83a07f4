import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { downloadFile } from '../../src/slack/download-file.ts';

const TOKEN = 'xoxb-example';
const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
});

describe('the token of the bot', () => {
  it('goes to the host of the file', async () => {
    const heard: (string | undefined)[] = [];
    const origin = await serve((request, response) => {
      heard.push(request.headers.authorization);
      response.end('id,product\n');
    });
    const answer = await download(`${origin}/file`, origin);
    expect(answer).toMatchObject({ kind: 'answer', status: 200, bytes: Buffer.from('id,product\n') });
    expect(heard).toEqual([`Bearer ${TOKEN}`]);
  });

  it('is not carried over to another host', async () => {
    const heard: (string | undefined)[] = [];
    const other = await serve((request, response) => {
      heard.push(request.headers.authorization);
      response.end('elsewhere');
    });
    const origin = await serve((_, response) => response.writeHead(302, { location: `${other}/file` }).end());
    expect(await download(`${origin}/file`, origin)).toMatchObject({ kind: 'answer', bytes: Buffer.from('elsewhere') });
    expect(heard).toEqual([undefined]);
  });

  it.each(['https://files.example.com/x', 'http://files.slack.com/x', 'https://slack.com.example.com/x'])(
    'is not shown to %s, which is not asked',
    async (address) => {
      expect(await download(address)).toEqual({ kind: 'failed', because: expect.stringMatching(/ is not Slack\.$/) });
    },
  );
});

describe('a file', () => {
  it('is not read further than is allowed', async () => {
    const origin = await serve((_, response) => response.end('x'.repeat(2_000)));
    expect(await download(`${origin}/file`, origin)).toEqual({ kind: 'too-large' });
  });

  it('that never comes is given up', async () => {
    const origin = await serve(() => undefined);
    expect(await download(`${origin}/file`, origin, 50)).toMatchObject({ kind: 'failed' });
  });

  it('that leads in a circle is given up', async () => {
    const origin = await serve((_, response) => response.writeHead(302, { location: '/again' }).end());
    expect(await download(`${origin}/file`, origin)).toEqual({
      kind: 'failed',
      because: 'It was redirected too often.',
    });
  });
});

function download(address: string, apiUrl?: string, deadlineMs = 5_000) {
  return downloadFile(address, { token: TOKEN, mostBytes: 1_000, deadlineMs, ...(apiUrl !== undefined && { apiUrl }) });
}

/** A server on loopback with a port of its own, which makes it another origin. */
async function serve(answer: (request: IncomingMessage, response: ServerResponse) => unknown): Promise<string> {
  const server = createServer((request, response) => void answer(request, response));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
