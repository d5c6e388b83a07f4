import { createHmac, timingSafeEqual } from 'node:crypto';

/** The head lines of a signed post, as Node names them. */
export const TIMESTAMP_HEADER = 'x-wardwatch-timestamp';
export const SIGNATURE_HEADER = 'x-wardwatch-signature';

/** How far the sender's clock may be from ours, either way. */
export const MOST_SKEW_SECONDS = 300;

/** What a sender says of a post in its head lines. */
export interface Claim {
  /** Seconds since 1970, in digits. */
  readonly timestamp: string | undefined;
  /** `v1=` and the HMAC-SHA256 of the timestamp, a full stop and the body, in hexadecimal digits. */
  readonly signature: string | undefined;
}

/** Why a claim cannot be right, whatever the body is; undefined where it may be. */
export function claimRefusal({ timestamp, signature }: Claim, nowMs: number): string | undefined {
  if (timestamp === undefined || signature === undefined)
    return 'X-Wardwatch-Timestamp and X-Wardwatch-Signature are both needed.';
  if (!/^\d{1,12}$/.test(timestamp)) return 'X-Wardwatch-Timestamp must be the seconds since 1970, e.g. 1705917600.';
  if (!SIGNATURE.test(signature))
    return 'X-Wardwatch-Signature must be "v1=" and 64 hexadecimal digits, the HMAC-SHA256 of timestamp, "." and body.';
  const skew = Math.abs(Number(timestamp) - nowMs / 1_000);
  if (skew > MOST_SKEW_SECONDS)
    return `X-Wardwatch-Timestamp is ${Math.round(skew)} s from the time here; ${MOST_SKEW_SECONDS} s are allowed. Set the clocks right.`;
  return undefined;
}

/** The signature of a body at a time, as a sender writes it. */
export function signatureOf(secret: string, timestamp: string, body: Uint8Array): string {
  return `v1=${createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')}`;
}

/** Whether the signature is right, in a time that tells nothing of how far it was. */
export function isSignedBy(secret: string, { timestamp = '', signature = '' }: Claim, body: Uint8Array): boolean {
  const right = Buffer.from(signatureOf(secret, timestamp, body));
  const given = Buffer.from(signature.toLowerCase());
  return right.length === given.length && timingSafeEqual(right, given);
}

const SIGNATURE = /^v1=[0-9a-f]{64}$/i;
