import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** What the server answers to one request. */
export interface ScriptedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Writes the answer itself: to drip, to hang, to cut off. */
  readonly respond?: (response: ServerResponse, request: IncomingMessage) => void;
}

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A server on loopback that answers each path by its script: one answer a request, the last one for ever after. */
export interface ScriptedServer {
  /** `http://127.0.0.1:<port>`, `https` where it has a certificate; without a path. */
  readonly origin: string;
  /** What was asked so far, in order. */
  readonly requests: readonly SeenRequest[];
  /** How many connections were opened so far, whether anything was asked or not. */
  connections(): number;
  /** Sets the answers of a path from now on, whatever its query unless the path says one. An unscripted path answers 404. */
  script(path: string, ...answers: readonly ScriptedAnswer[]): void;
  stop(): Promise<void>;
}

/** Starts a scripted server on a free port of 127.0.0.1, with TLS where a certificate is given. */
export async function startScriptedServer(tls?: {
  readonly cert: string;
  readonly key: string;
}): Promise<ScriptedServer> {
  const scripts = new Map<string, ScriptedAnswer[]>();
  const requests: SeenRequest[] = [];
  const listen = (request: IncomingMessage, response: ServerResponse) => {
    void answer(request, response, scripts, requests);
  };
  const server = tls === undefined ? createServer(listen) : createTlsServer({ cert: tls.cert, key: tls.key }, listen);
  let connections = 0;
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    requests,
    connections: () => connections,
    script: (path, ...answers) => void scripts.set(path, [...answers]),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  scripts: ReadonlyMap<string, ScriptedAnswer[]>,
  requests: SeenRequest[],
): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const path = request.url ?? '/';
  requests.push({
    method: request.method ?? '',
    path,
    headers: request.headers,
    body: Buffer.concat(parts).toString('utf8'),
  });
  const script = scripts.get(path) ?? scripts.get(path.split('?')[0] ?? path);
  const next = script !== undefined && script.length > 1 ? script.shift() : script?.[0];
  if (next?.respond !== undefined) {
    next.respond(response, request);
    return;
  }
  response.writeHead(next === undefined ? 404 : (next.status ?? 200), next?.headers);
  response.end(next?.body);
}
