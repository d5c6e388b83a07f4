import { type FakeArguments, FakeRefusal, isYes, optionalText } from './fake-slack-arguments.ts';
import { contentOf } from './fake-slack-chat.ts';
import type { FakeEphemeral, FakeMessage, FakeWorkspace } from './fake-slack-workspace.ts';

/** Whom an answer goes to, and the message that the person clicked in. */
export interface FakeOccasion {
  readonly user: string;
  readonly channel: string;
  readonly original?: FakeMessage | FakeEphemeral;
}

interface ResponseUrl {
  readonly occasion: FakeOccasion;
  readonly issuedAtMs: number;
  readonly heard: FakeArguments[];
}

const MOST_USES = 5;
const LIFE_MS = 30 * 60_000;

/** The response_urls that were given out: each takes five answers within half an hour. */
export class FakeResponses {
  readonly #workspace: FakeWorkspace;
  readonly #urls = new Map<string, ResponseUrl>();

  constructor(workspace: FakeWorkspace) {
    this.#workspace = workspace;
  }

  /** A new one: its id, and what it will have been told. */
  issue(occasion: FakeOccasion): { readonly id: string; readonly heard: readonly FakeArguments[] } {
    const id = this.#workspace.nextId('R');
    const heard: FakeArguments[] = [];
    this.#urls.set(id, { occasion, issuedAtMs: this.#workspace.nowMs(), heard });
    return { id, heard };
  }

  /** Takes an answer and gives the HTTP status and words. */
  take(id: string, args: FakeArguments): { readonly status: number; readonly words: string } {
    const url = this.#urls.get(id);
    if (url === undefined || this.#workspace.nowMs() - url.issuedAtMs > LIFE_MS)
      return { status: 404, words: 'expired_url' };
    if (url.heard.length >= MOST_USES) return { status: 404, words: 'used_url' };
    url.heard.push(args);
    try {
      this.show(url.occasion, args);
      return { status: 200, words: 'ok' };
    } catch (refusal) {
      if (!(refusal instanceof FakeRefusal)) throw refusal;
      return { status: 400, words: refusal.error };
    }
  }

  /** Shows an answer as Slack does: to the one person, or to the channel, or in place of the message clicked in. */
  show({ user, channel, original }: FakeOccasion, args: FakeArguments): void {
    if (original !== undefined && isYes(args, 'delete_original')) {
      this.#remove(original);
      return;
    }
    const { text, blocks } = contentOf(args);
    const content = { text, blocks: this.#workspace.withIds(blocks) };
    if (original !== undefined && isYes(args, 'replace_original')) {
      Object.assign(original, content, 'edits' in original ? { edits: original.edits + 1 } : {});
      return;
    }
    const threadTs = optionalText(args, 'thread_ts');
    const place = { channel, ts: this.#workspace.nextTs(), ...(threadTs === undefined ? {} : { threadTs }) };
    if (args.response_type === 'in_channel') this.#workspace.messages.push({ ...place, ...content, edits: 0 });
    else this.#workspace.ephemerals.push({ ...place, user, ...content });
  }

  #remove(original: FakeMessage | FakeEphemeral): void {
    const { messages, ephemerals } = this.#workspace;
    const list: (FakeMessage | FakeEphemeral)[] = 'user' in original ? ephemerals : messages;
    const index = list.indexOf(original);
    if (index >= 0) list.splice(index, 1);
  }
}
