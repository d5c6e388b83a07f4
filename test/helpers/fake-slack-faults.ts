import type { ServerResponse } from 'node:http';

/**
 * What may go wrong with a call. `before`: Slack never took it. `after`: Slack did what was asked and only the answer is lost.
 */
export type SlackFault =
  | { readonly kind: 'drop-before' | 'drop-after' | 'hang-after' }
  | { readonly kind: 'status-before' | 'status-after'; readonly status: number }
  /** Slack did what was asked, and answers when `until` is settled. */
  | { readonly kind: 'slow'; readonly until: Promise<unknown> }
  /** HTTP 429; without `retryAfter` the header is missing. */
  | { readonly kind: 'rate-limit'; readonly retryAfter?: string }
  | { readonly kind: 'error'; readonly error: string }
  /** The login page of a proxy, with status 200. */
  | { readonly kind: 'html' };

/** Whether Slack does what was asked before the fault shows. */
export function happensAfter(fault: SlackFault): boolean {
  return fault.kind.endsWith('-after') || fault.kind === 'slow';
}

/** Answers a call that Slack did not take. */
export function breakBefore(response: ServerResponse, fault: SlackFault): void {
  switch (fault.kind) {
    case 'status-before':
      response.writeHead(fault.status).end('upstream error');
      return;
    case 'rate-limit':
      response.writeHead(429, fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter }).end();
      return;
    case 'error':
      response
        .writeHead(200, { 'content-type': 'application/json; charset=utf-8' })
        .end(JSON.stringify({ ok: false, error: fault.error }));
      return;
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Please log in</body></html>');
      return;
    default:
      response.destroy();
  }
}

/** Loses the answer of a call that Slack took. A hanging answer simply never comes: the connection stays open until `stop`. */
export function breakAfter(response: ServerResponse, fault: SlackFault): void {
  if (fault.kind === 'status-after') response.writeHead(fault.status).end('upstream error');
  else if (fault.kind === 'drop-after') response.destroy();
}
