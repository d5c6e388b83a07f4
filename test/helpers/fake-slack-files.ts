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

/** The upload of files in Slack's three steps. */
export class FakeFiles {
  readonly #workspace: FakeWorkspace;
  readonly #uploads = new Map<string, Upload>();
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
  };

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
