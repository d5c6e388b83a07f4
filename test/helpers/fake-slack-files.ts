import {
  type FakeArguments,
  type FakeMethod,
  FakeRefusal,
  optionalText,
  recordsIn,
  requiredText,
} from './fake-slack-arguments.ts';
import type { FakeFile, FakeWorkspace } from './fake-slack-workspace.ts';

/** A file on its way: asked for, then uploaded, then shared. */
interface Upload {
  readonly name: string;
  readonly length: number;
  bytes?: Buffer;
}

/** A file that a person gave to Slack. */
export interface FakeGivenFile {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** As Slack takes it to be; by the name where absent. */
  readonly mimetype?: string;
  /** Facts of `files.info` that differ from the usual, such as `{ mode: 'tombstone' }`. */
  readonly facts?: FakeArguments;
  /** What comes in place of the bytes: half of them, with an end in order or without, the page to log in, another address. */
  readonly download?: 'half' | 'hang-up' | 'login' | { readonly redirect: string };
}

/** What the server answers to a download. */
export interface FakeDownload {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The connection ends before the body does. */
  readonly hangsUp?: boolean;
}

/** The upload of files in Slack's three steps. */
export class FakeFiles {
  readonly #workspace: FakeWorkspace;
  readonly #uploads = new Map<string, Upload>();
  readonly #given = new Map<string, FakeGivenFile>();
  readonly #originOf: () => string;

  constructor(workspace: FakeWorkspace, originOf: () => string) {
    this.#workspace = workspace;
    this.#originOf = originOf;
  }

  readonly methods: Readonly<Record<string, FakeMethod>> = {
    'files.getUploadURLExternal': (args) => {
      const name = requiredText(args, 'filename');
      const length = Number(args.length ?? 0);
      if (!(length > 0)) throw new FakeRefusal('missing_argument', ['[ERROR] missing required field: length']);
      const id = this.#workspace.nextId('F');
      this.#uploads.set(id, { name, length });
      return { upload_url: `${this.#originOf()}/upload/${id}`, file_id: id };
    },
    'files.completeUploadExternal': (args) => this.#share(args),
    'files.info': (args) => {
      const id = requiredText(args, 'file');
      const given = this.#given.get(id);
      if (given === undefined) throw new FakeRefusal('file_not_found');
      return { file: this.#info(id, given) };
    },
  };

  /** A person gives a file; its id. */
  give(file: FakeGivenFile): string {
    const id = this.#workspace.nextId('F');
    this.#given.set(id, file);
    return id;
  }

  /** Somebody deletes the file. */
  forget(id: string): void {
    this.#given.delete(id);
  }

  /** The bytes for who shows the bot's token and has the scope; for everybody else the page to log in, with status 200. */
  download(id: string, isAllowed: boolean): FakeDownload {
    const given = this.#given.get(id);
    if (given === undefined)
      return { status: 404, headers: { 'content-type': 'text/plain' }, body: Buffer.from('gone') };
    if (!isAllowed || given.download === 'login') {
      const page = '<!DOCTYPE html><html><body>Sign in to Ward Test</body></html>';
      return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: Buffer.from(page) };
    }
    const bytes = Buffer.from(given.content);
    const { download } = given;
    const headers = { 'content-type': mimetypeOf(given) };
    if (typeof download === 'object')
      return { status: 302, headers: { location: download.redirect }, body: Buffer.from('') };
    if (download === 'half') return { status: 200, headers, body: bytes.subarray(0, bytes.length / 2) };
    if (download !== 'hang-up') return { status: 200, headers, body: bytes };
    const announced = { ...headers, 'content-length': String(bytes.length) };
    return { status: 200, headers: announced, body: bytes.subarray(0, bytes.length / 2), hangsUp: true };
  }

  /** The bytes of a file that was uploaded. */
  bytesOf(id: string): Buffer | undefined {
    return this.#uploads.get(id)?.bytes;
  }

  /** Takes the bytes of the second step; false where nobody asked for them, or the length is not the one announced. */
  take(id: string, bytes: Buffer): boolean {
    const upload = this.#uploads.get(id);
    if (upload === undefined || upload.length !== bytes.length) return false;
    upload.bytes = bytes;
    return true;
  }

  #share(args: FakeArguments): Record<string, unknown> {
    const files = recordsIn(args.files).map((file) => this.#uploaded(file));
    if (files.length === 0) throw new FakeRefusal('missing_argument', ['[ERROR] missing required field: files']);
    if (optionalText(args, 'channel_id') !== undefined) this.#post(args, files);
    return { files };
  }

  #uploaded(file: FakeArguments): FakeFile {
    const id = requiredText(file, 'id');
    const upload = this.#uploads.get(id);
    if (upload?.bytes === undefined) throw new FakeRefusal('file_not_found');
    return { id, name: upload.name, title: optionalText(file, 'title') ?? upload.name };
  }

  #info(id: string, given: FakeGivenFile): FakeArguments {
    const url = `${this.#originOf()}/files-pri/${id}`;
    const size = Buffer.byteLength(Buffer.from(given.content));
    const facts = { id, name: given.name, title: given.name, mimetype: mimetypeOf(given), size, mode: 'hosted' };
    return { ...facts, is_external: false, url_private: url, url_private_download: url, shares: {}, ...given.facts };
  }

  /** The real one shares a little later and tells no message; here it is there at once. */
  #post(args: FakeArguments, files: readonly FakeFile[]): void {
    const channel = this.#workspace.channelOf(args, 'channel_id');
    if (channel.archived) throw new FakeRefusal('is_archived');
    if (!channel.member) throw new FakeRefusal('not_in_channel');
    const threadTs = optionalText(args, 'thread_ts');
    if (threadTs !== undefined && this.#workspace.find(channel.id, threadTs) === undefined) {
      throw new FakeRefusal('thread_not_found');
    }
    const text = optionalText(args, 'initial_comment') ?? '';
    this.#workspace.messages.push({
      channel: channel.id,
      ts: this.#workspace.nextTs(),
      ...(threadTs === undefined ? {} : { threadTs }),
      text,
      blocks: [],
      files,
      edits: 0,
    });
  }
}

function mimetypeOf({ mimetype, name }: FakeGivenFile): string {
  if (mimetype !== undefined) return mimetype;
  return name.endsWith('.csv') ? 'text/csv' : 'application/octet-stream';
}
