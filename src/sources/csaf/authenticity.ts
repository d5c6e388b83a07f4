import { createHash } from 'node:crypto';
import { messageOf } from '../../errors.ts';
import type { PollContext } from '../../ports/source.ts';
import { fetchDocument } from '../fetch-document.ts';
import type { ListedDocument } from './listed.ts';

/** Whether a document is the one that its publisher sent out; in words where it is not. */
export interface Authenticity {
  /** Undefined: nothing speaks against it. Throws nothing that it foresees. */
  objection(document: ListedDocument, bytes: Uint8Array): Promise<string | undefined>;
  /** What could not be checked at all, in words. */
  readonly unchecked: readonly string[];
}

/**
 * Checks documents against the hashes and OpenPGP signatures beside them (CSAF 2.0, 7.1.18 to 7.1.20). The hash is checked
 * where one is offered; the signature where the publisher names its keys. A hash or signature that is named but not there
 * speaks against the document.
 */
export async function authenticityBy(context: PollContext, keyUrls: readonly string[]): Promise<Authenticity> {
  const unchecked: string[] = [];
  const keys = await keysAt(context, keyUrls, unchecked);
  let offersHashes = true;
  return {
    unchecked,
    async objection(document, bytes) {
      const hashUrl = document.hashUrl ?? (offersHashes ? `${document.url}.sha512` : undefined);
      const hash = hashUrl === undefined ? 'holds' : await hashCheck(context, hashUrl, bytes);
      if (hash === 'not there' && document.hashUrl === undefined) offersHashes = false;
      else if (hash !== 'holds') return hash === 'not there' ? `Its hash (${hashUrl}) is not there.` : hash;
      return keys === undefined ? undefined : signatureObjection(context, document, bytes, keys);
    },
  };
}

/** "holds", "not there", or what is wrong in a sentence. */
async function hashCheck(context: PollContext, url: string, bytes: Uint8Array): Promise<string> {
  const fetched = await fetchDocument(context, url, {}, 'text/plain, */*;q=0.5');
  if (fetched.kind === 'unchanged') return `Its hash (${url}) could not be read.`;
  if (fetched.kind === 'refused')
    return fetched.status === 404 ? 'not there' : `Its hash (${url}) could not be read: ${fetched.because}`;
  const written = new TextDecoder('latin1').decode(fetched.response.body.subarray(0, 1024));
  const [hash = ''] = /\b(?:[0-9a-f]{128}|[0-9a-f]{64})\b/i.exec(written) ?? [];
  const algorithm = hash.length === 128 ? 'sha512' : 'sha256';
  if (createHash(algorithm).update(bytes).digest('hex') === hash.toLowerCase()) return 'holds';
  return `It does not match its hash (${url}): it was changed or cut off on the way.`;
}

type Keys = Awaited<ReturnType<typeof import('openpgp')['readKeys']>>;

async function keysAt(context: PollContext, urls: readonly string[], unchecked: string[]): Promise<Keys | undefined> {
  if (urls.length === 0) return undefined;
  const openpgp = await import('openpgp').catch(() => undefined);
  if (openpgp === undefined) {
    unchecked.push('Signatures are not checked: the package openpgp is not installed ("npm install openpgp").');
    return undefined;
  }
  const keys: Keys = [];
  for (const url of urls) {
    const fetched = await fetchDocument(context, url, {}, 'application/pgp-keys, text/plain, */*;q=0.5');
    try {
      if (fetched.kind !== 'fetched') throw new Error(fetched.kind === 'refused' ? fetched.because : 'nothing came');
      keys.push(...(await openpgp.readKeys({ armoredKeys: new TextDecoder().decode(fetched.response.body) })));
    } catch (error) {
      unchecked.push(`The publisher's key at ${url} could not be read: ${messageOf(error)}`);
    }
  }
  return keys.length === 0 ? undefined : keys;
}

async function signatureObjection(
  context: PollContext,
  document: ListedDocument,
  bytes: Uint8Array,
  keys: Keys,
): Promise<string | undefined> {
  const url = document.signatureUrl ?? `${document.url}.asc`;
  const fetched = await fetchDocument(context, url, {}, 'application/pgp-signature, text/plain, */*;q=0.5');
  if (fetched.kind !== 'fetched') return `Its signature (${url}) could not be read.`;
  const openpgp = await import('openpgp');
  try {
    const signature = await openpgp.readSignature({
      armoredSignature: new TextDecoder().decode(fetched.response.body),
    });
    const message = await openpgp.createMessage({ binary: bytes });
    const checked = await openpgp.verify({ message, signature, verificationKeys: keys, date: new Date(context.now) });
    const [first] = checked.signatures;
    if (first === undefined) return `Its signature (${url}) holds none.`;
    await first.verified;
    return undefined;
  } catch (error) {
    return `Its signature (${url}) does not hold against the publisher's keys: ${messageOf(error)}.`;
  }
}
