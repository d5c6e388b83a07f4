import type { webApi } from '@slack/bolt';
import { downloadFile } from './download-file.ts';
import { errorCodeOf, outcomeOf } from './outcome.ts';
import type { SlackLog } from './web-client.ts';

/** A file that somebody gave to Slack. */
export interface SharedFile {
  readonly id: string;
  readonly name: string;
  /** As Slack took it to be. */
  readonly mimetype: string;
  /** In bytes; absent where Slack does not say. */
  readonly size?: number;
  readonly url: string;
  /** The thread that it was shared in, by channel. */
  readonly threads: Readonly<Record<string, string>>;
}

/** A thing of Slack's, or a sentence that says why there is none. */
export type Had<T> = { readonly kind: 'had'; readonly it: T } | { readonly kind: 'missing'; readonly because: string };

/** Files that people gave to Slack. */
export interface SharedFiles {
  describe(fileId: string): Promise<Had<SharedFile>>;
  bytesOf(file: SharedFile): Promise<Had<Uint8Array>>;
}

/** Shared files over a Web API client and the bot's token, which is shown to Slack alone. */
export function createSharedFiles(
  client: webApi.WebClient,
  access: { readonly token: string; readonly apiUrl?: string },
  log: SlackLog,
): SharedFiles {
  return {
    async describe(fileId) {
      try {
        const { file } = await client.files.info({ file: fileId });
        return file === undefined ? missing('Slack says nothing about this file.') : describedIn(file);
      } catch (fault) {
        const code = errorCodeOf(fault);
        log('slack.file-not-described', { because: code ?? outcomeOf(fault).because });
        return missing(code === undefined ? NO_ANSWER : (REASONS.get(code) ?? `Slack does not hand it over: ${code}.`));
      }
    },
    async bytesOf(file) {
      if ((file.size ?? 0) > MOST_BYTES) return missing(tooLarge(file.size ?? 0));
      const answer = await downloadFile(file.url, { ...access, mostBytes: MOST_BYTES, deadlineMs: DEADLINE_MS });
      if (answer.kind === 'failed') {
        log('slack.file-not-read', { because: answer.because });
        return missing(`The file could not be fetched from Slack: ${answer.because} Nothing was read; try again.`);
      }
      if (answer.kind === 'too-large') return missing(tooLarge(MOST_BYTES));
      const isPage = /^text\/html\b/.test(answer.contentType) && !/html/.test(file.mimetype);
      if (answer.status === 401 || answer.status === 403 || (answer.status === 200 && isPage)) return missing(NO_SCOPE);
      if (answer.status === 404 || answer.status === 410) return missing(DELETED);
      if (answer.status !== 200) return missing(`Slack answered HTTP ${answer.status} instead of the file. Try again.`);
      if (file.size !== undefined && answer.bytes.length !== file.size) return missing(CUT_OFF);
      return { kind: 'had', it: answer.bytes };
    },
  };
}

/** As much as is read of an inventory at once. */
const MOST_BYTES = 100_000_000;
const DEADLINE_MS = 120_000;

const NO_ANSWER = 'Slack did not answer. Try again.';
const NO_SCOPE =
  'Slack does not hand the file over to wardwatch: its app lacks the scope files:read. Whoever runs wardwatch adds it from config/slack-manifest.yaml and installs the app again.';
const DELETED = 'Slack has this file no longer: it was deleted. Share it again.';
const NOT_SEEN =
  'wardwatch may not see this file. Share it in a channel that wardwatch is in, or in its own conversation.';
const CUT_OFF = 'The file did not arrive whole. Nothing was read; try again.';
const ELSEWHERE = 'This file lies outside of Slack, where wardwatch does not go. Upload the file itself.';

/** For the refusals of files.info that people meet (docs.slack.dev/reference/methods/files.info). */
const REASONS: ReadonlyMap<string, string> = new Map([
  ['missing_scope', NO_SCOPE],
  ['file_not_found', DELETED],
  ['file_deleted', DELETED],
  ['access_denied', NOT_SEEN],
  ['not_visible', NOT_SEEN],
  ['channel_not_found', NOT_SEEN],
]);

function missing(because: string): { readonly kind: 'missing'; readonly because: string } {
  return { kind: 'missing', because };
}

function tooLarge(size: number): string {
  return `The file has ${Math.ceil(size / 1e6)} MB or more; at most ${MOST_BYTES / 1e6} MB are read at once. Split it and import the parts one by one, without sync.`;
}

type SlackFile = NonNullable<webApi.FilesInfoResponse['file']>;

function describedIn(file: SlackFile): Had<SharedFile> {
  const { id, name, mimetype, size, url_private_download, url_private, mode, is_external, shares } = file;
  if (mode === 'tombstone') return missing(DELETED);
  if (is_external === true || mode === 'external') return missing(ELSEWHERE);
  const url = url_private_download ?? url_private;
  if (id === undefined || url === undefined) return missing(NOT_SEEN);
  const shared = Object.entries({ ...shares?.public, ...shares?.private });
  const threads = shared.flatMap(([channel, [share]]) =>
    share?.thread_ts === undefined ? [] : [[channel, share.thread_ts]],
  );
  return {
    kind: 'had',
    it: {
      ...{ id, url, name: name ?? id, mimetype: mimetype ?? '', threads: Object.fromEntries(threads) },
      ...(size !== undefined && { size }),
    },
  };
}
