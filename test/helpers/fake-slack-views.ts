import {
  type FakeArguments,
  type FakeMethod,
  FakeRefusal,
  isRecord,
  optionalText,
  requiredText,
} from './fake-slack-arguments.ts';
import { viewFaults } from './fake-slack-blocks.ts';
import { type FakeState, stateOf } from './fake-slack-inputs.ts';
import { FAKE_IDS, type FakeWorkspace } from './fake-slack-workspace.ts';

/** A modal that a person has open, or their home tab. */
export interface FakeView {
  readonly id: string;
  readonly user: string;
  readonly rootId: string;
  readonly previousId: string | null;
  hash: string;
  /** What the app gave: type, title, blocks, private_metadata and so on. */
  content: FakeArguments;
  blocks: readonly unknown[];
  /** What the person entered so far. */
  state: FakeState;
}

const TRIGGER_LIFE_MS = 3_000;
const MOST_VIEWS = 3;

/** The views of all people, and the triggers that allow the app to open one. */
export class FakeViews {
  readonly #workspace: FakeWorkspace;
  /** The views of a person that lie on one another; the last one is seen. */
  readonly #stacks = new Map<string, FakeView[]>();
  readonly #homes = new Map<string, FakeView>();
  readonly #triggers = new Map<string, { readonly user: string; readonly issuedAtMs: number; used: boolean }>();
  #nextTriggerIsLate = false;

  constructor(workspace: FakeWorkspace) {
    this.#workspace = workspace;
  }

  readonly methods: Readonly<Record<string, FakeMethod>> = {
    'views.open': (args) => {
      const content = viewIn(args, 'modal');
      const user = this.#useTrigger(args);
      return this.#answer(this.#put(user, content, []));
    },
    'views.push': (args) => {
      const content = viewIn(args, 'modal');
      const user = this.#useTrigger(args);
      return this.#answer(this.push(user, content));
    },
    'views.update': (args) => {
      const view = this.#named(args);
      refuseStale(view, args);
      return this.#answer(this.update(view, viewIn(args, String(view.content.type))));
    },
    'views.publish': (args) => this.#publish(args),
  };

  /** A trigger such as each interaction carries: good for one view, within three seconds. */
  issueTrigger(user: string): string {
    const id = this.#workspace.nextId('trigger.');
    const ageMs = this.#nextTriggerIsLate ? TRIGGER_LIFE_MS + 1 : 0;
    this.#nextTriggerIsLate = false;
    this.#triggers.set(id, { user, issuedAtMs: this.#workspace.nowMs() - ageMs, used: false });
    return id;
  }

  /** The next trigger is too old when the app gets it. */
  expireNextTrigger(): void {
    this.#nextTriggerIsLate = true;
  }

  /** The view that a person sees. */
  top(user: string): FakeView | undefined {
    return this.#stacks.get(user)?.at(-1);
  }

  home(user: string): FakeView | undefined {
    return this.#homes.get(user);
  }

  push(user: string, content: FakeArguments): FakeView {
    const stack = this.#stacks.get(user) ?? [];
    if (stack.length === 0) throw new FakeRefusal('invalid_trigger_id');
    if (stack.length >= MOST_VIEWS) throw new FakeRefusal('push_limit_reached');
    return this.#put(user, content, stack);
  }

  /** What was entered stays where the new view has the same block and action ids. */
  update(view: FakeView, content: FakeArguments): FakeView {
    const blocks = this.#workspace.withIds(blocksOf(content));
    return Object.assign(view, { content, blocks, state: stateOf(blocks, view.state), hash: this.#nextHash() });
  }

  close(view: FakeView): void {
    const stack = this.#stacks.get(view.user) ?? [];
    this.#stacks.set(
      view.user,
      stack.filter((one) => one !== view),
    );
  }

  clear(user: string): void {
    this.#stacks.delete(user);
  }

  /**
   * Does what the app answered to a submission; without an answer the view closes. Gives the errors by block id, where
   * the view shows them.
   * @throws `FakeRefusal` where Slack would tell the person that the app failed.
   */
  respond(view: FakeView, answer: unknown): Readonly<Record<string, string>> | undefined {
    const { response_action: action, view: next, errors } = isRecord(answer) ? answer : {};
    switch (action) {
      case undefined:
        this.close(view);
        return undefined;
      case 'clear':
        this.clear(view.user);
        return undefined;
      case 'update':
        this.update(view, checked(next, 'modal'));
        return undefined;
      case 'push':
        this.push(view.user, checked(next, 'modal'));
        return undefined;
      case 'errors':
        return shownErrors(view, errors);
      default:
        throw new FakeRefusal('invalid_response_action', [String(action)]);
    }
  }

  /** A view as answers and payloads show it. */
  shown(view: FakeView): Record<string, unknown> {
    const { content } = view;
    return {
      private_metadata: '',
      callback_id: '',
      external_id: '',
      close: null,
      submit: null,
      clear_on_close: false,
      notify_on_close: false,
      ...content,
      id: view.id,
      team_id: FAKE_IDS.team,
      app_id: FAKE_IDS.app,
      app_installed_team_id: FAKE_IDS.team,
      bot_id: FAKE_IDS.bot,
      blocks: view.blocks,
      state: { values: view.state },
      hash: view.hash,
      root_view_id: view.rootId,
      previous_view_id: view.previousId,
    };
  }

  #publish(args: FakeArguments): Record<string, unknown> {
    const content = viewIn(args, 'home');
    const user = requiredText(args, 'user_id');
    if (!this.#workspace.users.has(user)) throw new FakeRefusal('invalid_arguments', ['[ERROR] unknown user_id']);
    const before = this.#homes.get(user);
    if (before === undefined) {
      const home = this.#make(user, content, []);
      this.#homes.set(user, home);
      return this.#answer(home);
    }
    refuseStale(before, args);
    return this.#answer(this.update(before, content));
  }

  #put(user: string, content: FakeArguments, stack: readonly FakeView[]): FakeView {
    const externalId = optionalText(content, 'external_id');
    if (externalId !== undefined && this.#open().some((view) => view.content.external_id === externalId)) {
      throw new FakeRefusal('duplicate_external_ref');
    }
    const view = this.#make(user, content, stack);
    this.#stacks.set(user, [...stack, view]);
    return view;
  }

  #make(user: string, content: FakeArguments, stack: readonly FakeView[]): FakeView {
    const id = this.#workspace.nextId('V');
    const blocks = this.#workspace.withIds(blocksOf(content));
    return {
      id,
      user,
      rootId: stack[0]?.id ?? id,
      previousId: stack.at(-1)?.id ?? null,
      hash: this.#nextHash(),
      content,
      blocks,
      state: stateOf(blocks),
    };
  }

  #named(args: FakeArguments): FakeView {
    const id = optionalText(args, 'view_id');
    const externalId = optionalText(args, 'external_id');
    const view = [...this.#open(), ...this.#homes.values()].find((one) =>
      id === undefined ? externalId !== undefined && one.content.external_id === externalId : one.id === id,
    );
    if (view === undefined) throw new FakeRefusal('not_found');
    return view;
  }

  #open(): FakeView[] {
    return [...this.#stacks.values()].flat();
  }

  #useTrigger(args: FakeArguments): string {
    const trigger = this.#triggers.get(requiredText(args, 'trigger_id'));
    if (trigger === undefined) throw new FakeRefusal('invalid_trigger_id');
    if (trigger.used) throw new FakeRefusal('exchanged_trigger_id');
    if (this.#workspace.nowMs() - trigger.issuedAtMs > TRIGGER_LIFE_MS) throw new FakeRefusal('expired_trigger_id');
    trigger.used = true;
    return trigger.user;
  }

  #answer(view: FakeView): Record<string, unknown> {
    return { view: this.shown(view) };
  }

  #nextHash(): string {
    return `${this.#workspace.nextTs()}.${this.#workspace.nextId('h')}`;
  }
}

/** The view that a call carries, if it is one that Slack would show. */
function viewIn(args: FakeArguments, type: string): FakeArguments {
  return checked(args.view, type);
}

function checked(view: unknown, type: string): FakeArguments {
  if (!isRecord(view)) throw new FakeRefusal('invalid_arguments', ['[ERROR] missing required field: view']);
  const faults = view.type === type ? viewFaults(view) : [`[ERROR] must be a ${type} [json-pointer:/type]`];
  if (faults.length > 0) throw new FakeRefusal('invalid_arguments', faults);
  return view;
}

function refuseStale(view: FakeView, args: FakeArguments): void {
  const hash = optionalText(args, 'hash');
  if (hash !== undefined && hash !== view.hash) throw new FakeRefusal('hash_conflict');
}

function blocksOf(content: FakeArguments): readonly unknown[] {
  return Array.isArray(content.blocks) ? content.blocks : [];
}

/** Slack shows an error only below an input block. */
function shownErrors(view: FakeView, errors: unknown): Readonly<Record<string, string>> {
  const inputs = view.blocks.filter(isRecord).flatMap(({ type, block_id }) => (type === 'input' ? [block_id] : []));
  const entries = Object.entries(isRecord(errors) ? errors : {});
  const lost = entries.flatMap(([id]) => (inputs.includes(id) ? [] : [id]));
  if (entries.length === 0 || lost.length > 0) {
    throw new FakeRefusal('invalid_errors', [`no input block is named ${lost.join(', ')}`]);
  }
  return Object.fromEntries(entries.map(([id, text]) => [id, String(text)]));
}
