import type { RespondFn, types, webApi } from '@slack/bolt';
import type { AlertFile } from '../domain/alert.ts';
import type { OwnerBook } from '../domain/owner.ts';
import { errorCodeOf, outcomeOf } from './outcome.ts';
import { type PersonReader, personReader } from './person-reader.ts';
import { respondTo } from './respond-to.ts';
import { createStandings, type Standings } from './standings.ts';
import { validateView } from './validate/validate-payload.ts';
import type { SlackLog } from './web-client.ts';

/** How a modal came out. */
export type Shown =
  /** `viewId` and `hash` name the view as it stands now. */
  | { readonly kind: 'shown'; readonly viewId: string; readonly hash: string }
  | { readonly kind: 'failed'; readonly because: string; readonly isConflict: boolean };

/** What a person is sent as a file. */
export type PersonalFile = Pick<AlertFile, 'name' | 'title' | 'content'>;

/** What Slack does for one person: modals, names, channels, groups, files. Messages to channels go through the gateway. */
export interface People extends PersonReader, Standings {
  open(triggerId: string, view: types.ModalView): Promise<Shown>;
  /** Without `hash`, whatever stands there is replaced. */
  update(viewId: string, view: types.ModalView, hash?: string): Promise<Shown>;
  /** Draws a person's home tab; with `hash` only where it still stands so. */
  publish(userId: string, view: types.HomeView, hash?: string): Promise<Shown>;
  /** As people call a user; the id where Slack does not say. */
  nameOf(userId: string): Promise<string>;
  /** Throws where Slack does not say. */
  membersOf(groupId: string): Promise<readonly string[]>;
  /** Sends a file to a user's own conversation with wardwatch; words where that failed. */
  sendFile(userId: string, file: PersonalFile): Promise<string | undefined>;
  /** Answers by a response_url that a window carried; throws where it is none of Slack's, or is used up. */
  respondTo(responseUrl: string): RespondFn;
}

/** People over two Web API clients that never repeat a call: a `quick` one for what a person waits for, a `patient` one for files. */
export function createPeople(
  { quick, patient }: { readonly quick: webApi.WebClient; readonly patient: webApi.WebClient },
  log: SlackLog,
  owners: OwnerBook = new Map(),
): People {
  const show = async (
    view: types.ModalView | types.HomeView,
    call: () => Promise<webApi.ViewsOpenResponse>,
  ): Promise<Shown> => {
    const violations = validateView(view);
    if (violations.length > 0) {
      log('slack.view-not-sent', { view: view.callback_id ?? view.type, violations: violations.slice(0, 5) });
      return { kind: 'failed', because: 'The window could not be drawn; the log says why.', isConflict: false };
    }
    try {
      const { view: shown } = await call();
      return { kind: 'shown', viewId: shown?.id ?? '', hash: shown?.hash ?? '' };
    } catch (fault) {
      const code = errorCodeOf(fault);
      log('slack.view-failed', { view: view.callback_id ?? view.type, code: code ?? outcomeOf(fault).because });
      return { kind: 'failed', because: wordsFor(code), isConflict: code === 'hash_conflict' };
    }
  };
  return {
    open: (triggerId, view) => show(view, () => quick.views.open({ trigger_id: triggerId, view })),
    update: (viewId, view, hash) =>
      show(view, () => quick.views.update({ view_id: viewId, view, ...(hash !== undefined && { hash }) })),
    publish: (userId, view, hash) =>
      show(view, () => quick.views.publish({ user_id: userId, view, ...(hash !== undefined && { hash }) })),
    ...personReader(quick, owners),
    nameOf: async (userId) => {
      try {
        const { user } = await quick.users.info({ user: userId });
        return user?.profile?.display_name || user?.real_name || user?.name || userId;
      } catch {
        return userId;
      }
    },
    membersOf: async (groupId) => (await quick.usergroups.users.list({ usergroup: groupId })).users ?? [],
    sendFile: (userId, file) => sendFile(patient, userId, file),
    respondTo: (responseUrl) => respondTo(responseUrl, quick.slackApiUrl),
    ...createStandings(quick),
  };
}

function wordsFor(code: string | undefined): string {
  switch (code) {
    case 'expired_trigger_id':
    case 'exchanged_trigger_id':
    case 'trigger_expired':
      return 'Slack closed the window for this click before wardwatch could answer. Click again.';
    case undefined:
      return 'Slack did not answer. Try again.';
    default:
      return `Slack did not show the window: ${code}. Try again.`;
  }
}

async function sendFile(client: webApi.WebClient, userId: string, file: PersonalFile): Promise<string | undefined> {
  try {
    const { channel } = await client.conversations.open({ users: userId });
    if (channel?.id === undefined) return 'Slack opened no conversation with you.';
    const { name: filename, title, content } = file;
    await client.filesUploadV2({ channel_id: channel.id, filename, title, content });
    return undefined;
  } catch (fault) {
    return outcomeOf(fault).because;
  }
}
