import type { types } from '@slack/bolt';
import { modal, section } from '../elements.ts';
import type { SafeMrkdwn } from '../safe-text.ts';

/** A window that only says something: why nothing was done, for instance. */
export function noticeModal(title: string, text: SafeMrkdwn): types.ModalView {
  return modal('notice', title, [section(text)]);
}
