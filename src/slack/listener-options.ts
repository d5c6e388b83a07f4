import type { OwnerBook } from '../domain/owner.ts';
import type { FrontOffice } from '../ports/front-office.ts';
import type { RoleConfig } from './roles.ts';
import type { SlackLog } from './web-client.ts';

export interface SlackListenerOptions {
  /** The bot token (`xoxb-…`). */
  readonly token: string;
  /** Ends in `/api/`; Slack's own where absent. */
  readonly apiUrl?: string;
  /** How Slack's clicks and commands come in: over a connection that wardwatch opens, or as requests to a port. */
  readonly receive:
    | { readonly kind: 'socket'; readonly appToken: string }
    | { readonly kind: 'http'; readonly signingSecret: string; readonly port: number };
  readonly office: FrontOffice;
  readonly roles: RoleConfig;
  /** Who stands for the owners that the inventory names. */
  readonly owners: OwnerBook;
  readonly log: SlackLog;
  readonly now: () => string;
}

/** Takes clicks, modals and commands from Slack. */
export interface SlackListener {
  /** Begins to listen. Resolves at once over a connection, which is opened and kept open in the background; on a port when it listens. */
  start(): Promise<void>;
  /** Resolves when nothing comes in any more. */
  stop(): Promise<void>;
}
