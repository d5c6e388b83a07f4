import { messageOf } from '../errors.ts';

/** What came of fetching a file. */
export type Download =
  | { readonly kind: 'answer'; readonly status: number; readonly contentType: string; readonly bytes: Uint8Array }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'failed'; readonly because: string };

export interface DownloadOptions {
  /** The bot's token. It goes to the host of the file alone, and only where that is Slack's. */
  readonly token: string;
  /** Where the Web API is; Slack's own where absent. */
  readonly apiUrl?: string;
  readonly mostBytes: number;
  /** Time for everything, in milliseconds. */
  readonly deadlineMs: number;
}

/** Fetches a file of Slack's. A redirect to another host is followed without the token, and never from https to http. */
export async function downloadFile(address: string, options: DownloadOptions): Promise<Download> {
  const signal = AbortSignal.timeout(options.deadlineMs);
  try {
    let url = new URL(address);
    const { origin } = url;
    if (!isSlacks(url, options.apiUrl)) return failed(`${url.host} is not Slack.`);
    for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
      const headers = url.origin === origin ? { authorization: `Bearer ${options.token}` } : {};
      const response = await fetch(url, { headers, signal, redirect: 'manual' });
      const location = response.headers.get('location');
      if (response.status < 300 || response.status > 399 || location === null)
        return await readAnswer(response, options);
      await response.body?.cancel();
      const next = new URL(location, url);
      if (!isSlacks(next, options.apiUrl)) return failed(`Slack pointed to ${next.host}, which is not Slack.`);
      url = next;
    }
    return failed('It was redirected too often.');
  } catch (fault) {
    return failed(signal.aborted ? `it took longer than ${options.deadlineMs / 1_000} s.` : `${causeOf(fault)}.`);
  }
}

const MAX_REDIRECTS = 3;

/** Slack's own hosts over https; with another Web API, the host of that one, which is a test's. */
function isSlacks(url: URL, apiUrl: string | undefined): boolean {
  if (apiUrl !== undefined) return url.hostname === new URL(apiUrl).hostname;
  return url.protocol === 'https:' && /(?:^|\.)(?:slack|slack-gov)\.com$/.test(url.hostname);
}

async function readAnswer(response: Response, { mostBytes }: DownloadOptions): Promise<Download> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > mostBytes) return { kind: 'too-large' };
    chunks.push(chunk);
  }
  const contentType = response.headers.get('content-type') ?? '';
  return { kind: 'answer', status: response.status, contentType, bytes: Buffer.concat(chunks) };
}

function failed(because: string): Download {
  return { kind: 'failed', because };
}

/** fetch says only "fetch failed" or "terminated"; what happened stands in its cause. */
function causeOf(fault: unknown): string {
  return messageOf(fault instanceof Error && fault.cause instanceof Error ? fault.cause : fault);
}
