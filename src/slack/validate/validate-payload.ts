import type { types } from '@slack/bolt';
import type { SlackMessage } from '../blocks/slack-message.ts';
import { textLength } from '../blocks/text-length.ts';
import { blockViolations } from './block-violations.ts';
import { LIMITS, lengthWithin, nothingActive, optionalWithin } from './limits.ts';

/** A message with what Slack keeps beside it for the bot. */
export interface SlackPayload extends SlackMessage {
  readonly metadata?: { readonly event_type: string; readonly event_payload: Readonly<Record<string, string>> };
}

/**
 * Everything about a message that Slack would refuse, cut off or act upon, each with its place; empty when it may be sent.
 * A block or element that wardwatch does not show is a violation, because nobody has looked up its limits.
 */
export function validateMessage({ text, blocks, metadata }: SlackPayload): string[] {
  return [
    ...lengthWithin('/text', text, 1, LIMITS.text),
    ...nothingActive('/text', text),
    ...blockViolations(blocks, 'message'),
    ...(textLength(blocks) > LIMITS.messageText
      ? [`/blocks: ${textLength(blocks)} characters, at most ${LIMITS.messageText}`]
      : []),
    ...(JSON.stringify(metadata ?? {}).length > LIMITS.metadata
      ? [`/metadata: above ${LIMITS.metadata} characters`]
      : []),
  ];
}

/** The same for a modal or a home tab. */
export function validateView(view: types.ModalView | types.HomeView): string[] {
  const bytes = new TextEncoder().encode(JSON.stringify(view)).length;
  const isModal = view.type === 'modal';
  const isAsking = view.blocks.some((block) => block.type === 'input');
  return [
    ...blockViolations(view.blocks as types.KnownBlock[], isModal ? 'modal' : 'home'),
    ...optionalWithin('/callback_id', view.callback_id, LIMITS.id),
    ...(view.private_metadata === undefined
      ? []
      : lengthWithin('/private_metadata', view.private_metadata, 0, LIMITS.privateMetadata)),
    ...(isModal
      ? [
          ...lengthWithin('/title', view.title.text, 1, LIMITS.viewTitle),
          ...optionalWithin('/submit', view.submit?.text, LIMITS.viewTitle),
          ...optionalWithin('/close', view.close?.text, LIMITS.viewTitle),
          ...(isAsking && view.submit === undefined ? ['/submit: a modal that asks needs it'] : []),
        ]
      : []),
    ...(bytes > LIMITS.viewBytes ? [`/: ${bytes} bytes, at most ${LIMITS.viewBytes}`] : []),
  ];
}
