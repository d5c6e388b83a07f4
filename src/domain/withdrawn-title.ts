/**
 * Whether a title says by itself that its publisher took the document back: `[REJECTED] …`, `WITHDRAWN: …`, `** REJECT ** …`,
 * `… (withdrawn)`. The words elsewhere in a title are about something else.
 */
export function isWithdrawnTitle(title: string): boolean {
  return BEFORE.test(title.trim()) || BEHIND.test(title.trim().slice(-40));
}

const BEFORE =
  /^(?:[[(*]{1,3} ?(?:withdrawn|retracted|rejected|reject)\b[^\])*]{0,40}[\])*]{1,3}|(?:withdrawn|retracted|rejected)\s?[:\u2013-])/i;
const BEHIND = /[[(](?:withdrawn|retracted|rejected)[\])]$/i;
