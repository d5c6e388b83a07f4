import { expect, it } from 'vitest';
import { claimRefusal, isSignedBy, signatureOf } from '../../../src/sources/webhook/signature.ts';

const NOW_MS = Date.parse('2024-01-22T10:00:00.000Z');
const TIMESTAMP = '1705917600';
const BODY = new TextEncoder().encode('{"title":"Pump","text":"Example Pump before 3.2 can be stopped."}');
const SECRET = 'a-secret-of-more-than-16';
const SIGNATURE = 'v1=178bc44f6dff6fb066a908cf82f3ce16e2286637a8a514a2201216570e605ba1';

it('is what openssl makes of timestamp, full stop and body', () => {
  expect(signatureOf(SECRET, TIMESTAMP, BODY)).toBe(SIGNATURE);
});

it.each([
  ['it is right', {}, undefined],
  ['its digits are large', { signature: SIGNATURE.toUpperCase().replace('V', 'v') }, undefined],
  ['one digit is another', { signature: `${SIGNATURE.slice(0, -1)}0` }, 'another'],
  ['the body is one byte off', { body: new TextEncoder().encode(`${new TextDecoder().decode(BODY)} `) }, 'another'],
  ['the timestamp is another', { timestamp: '1705917601' }, 'another'],
  ['the secret is another', { secret: 'another-secret-of-16' }, 'another'],
  ['it is 300 s old', { timestamp: '1705917300' }, 'another'],
  [
    'it is 301 s old',
    { timestamp: '1705917299' },
    'X-Wardwatch-Timestamp is 301 s from the time here; 300 s are allowed. Set the clocks right.',
  ],
  [
    'it comes an hour too early',
    { timestamp: '1705921200' },
    'X-Wardwatch-Timestamp is 3600 s from the time here; 300 s are allowed. Set the clocks right.',
  ],
  [
    'the timestamp is missing',
    { timestamp: undefined },
    'X-Wardwatch-Timestamp and X-Wardwatch-Signature are both needed.',
  ],
  [
    'the signature is missing',
    { signature: undefined },
    'X-Wardwatch-Timestamp and X-Wardwatch-Signature are both needed.',
  ],
  [
    'the timestamp is a date',
    { timestamp: '2024-01-22' },
    'X-Wardwatch-Timestamp must be the seconds since 1970, e.g. 1705917600.',
  ],
  [
    'it is of another version',
    { signature: SIGNATURE.replace('v1', 'v0') },
    'X-Wardwatch-Signature must be "v1=" and 64 hexadecimal digits, the HMAC-SHA256 of timestamp, "." and body.',
  ],
  [
    'it is cut short',
    { signature: SIGNATURE.slice(0, -2) },
    'X-Wardwatch-Signature must be "v1=" and 64 hexadecimal digits, the HMAC-SHA256 of timestamp, "." and body.',
  ],
])('a post where %s', (_what, more, refusal) => {
  const { secret, body, ...claim } = {
    secret: SECRET,
    body: BODY,
    timestamp: TIMESTAMP,
    signature: SIGNATURE,
    ...more,
  };
  const because = claimRefusal(claim, NOW_MS) ?? (isSignedBy(secret, claim, body) ? undefined : 'another');
  expect(because).toBe(refusal);
});
