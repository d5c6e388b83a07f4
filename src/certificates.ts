import { readFileSync } from 'node:fs';
import { messageOf, WardwatchError } from './errors.ts';

/** The certificates (PEM) of a private authority, from the file that a source's `caFile` names. Throws WardwatchError HTTP_FAILED. */
export function certificatesIn(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new WardwatchError('HTTP_FAILED', `The file of certificates ${file} cannot be read: ${messageOf(cause)}.`, {
      cause,
    });
  }
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new WardwatchError(
    'HTTP_FAILED',
    `The file ${file} holds no certificate; PEM was expected, which begins with "-----BEGIN CERTIFICATE-----".`,
  );
}
