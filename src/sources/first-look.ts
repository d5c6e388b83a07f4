/**
 * What is remembered in place of its version of a document that a source had at the first look, and that was not read then. When it
 * is read later in that version, it is no news.
 */
export function unreadAtFirst(version: string): string {
  return `${UNREAD}${version}`;
}

const UNREAD = 'unread ';

/** Whether nothing was read yet, in any version, of a document of which this is remembered. */
export function isUnread(remembered: string): boolean {
  return remembered.startsWith(UNREAD);
}

/** Whether what is remembered of a document says that this version of it was there at the first look. */
export function isFromFirstLook(remembered: string | undefined, version: string): boolean {
  return remembered === unreadAtFirst(version);
}
