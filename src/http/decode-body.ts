import { Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { WardwatchError } from '../errors.ts';

/**
 * The whole body, decoded as `content-encoding` says (gzip, deflate, br, also several in a row). Stops at the first byte
 * beyond `maxBytes` of decoded size. Throws WardwatchError HTTP_TOO_LARGE; HTTP_FAILED for an encoding that is not known
 * or a body that is broken or cut off.
 */
export async function decodeBody(
  body: Readable,
  contentEncoding: string | undefined,
  maxBytes: number,
): Promise<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  try {
    const first = await chunks.next();
    if (first.done === true) return new Uint8Array(0);
    const decoders = codingsOf(contentEncoding).map((coding, at) =>
      decoderFor(coding, at === 0 ? first.value[0] : undefined),
    );
    return await collect(rejoin(first.value, chunks), decoders, maxBytes);
  } finally {
    body.destroy();
  }
}

async function* rejoin(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

async function collect(
  source: AsyncGenerator<Uint8Array>,
  decoders: Transform[],
  maxBytes: number,
): Promise<Uint8Array> {
  const streams: Readable[] = [Readable.from(source, { objectMode: false })];
  for (const decoder of decoders) {
    const from = streams[streams.length - 1];
    from?.on('error', (error) => decoder.destroy(error));
    from?.pipe(decoder);
    streams.push(decoder);
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of (streams[streams.length - 1] ?? []) as AsyncIterable<Uint8Array>) {
      size += part.byteLength;
      if (size > maxBytes) throw tooLarge(maxBytes);
      parts.push(part);
    }
    return new Uint8Array(Buffer.concat(parts, size));
  } catch (error) {
    if (isBrokenCoding(error)) {
      throw new WardwatchError('HTTP_FAILED', 'The compressed answer is broken or cut off.', {
        retry: 'later',
        cause: error,
      });
    }
    throw error;
  } finally {
    for (const stream of streams) stream.destroy();
  }
}

/** Codings in the order in which they must be undone (RFC 9110, 8.4: listed in the order applied). */
function codingsOf(contentEncoding: string | undefined): string[] {
  return (contentEncoding ?? '')
    .split(',')
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity')
    .slice(0, 3)
    .reverse();
}

function decoderFor(coding: string, firstByte: number | undefined): Transform {
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'br':
      return createBrotliDecompress();
    case 'deflate':
      // RFC 9110 means zlib; some servers send raw deflate. A zlib stream starts with a byte whose low half is 8.
      return firstByte === undefined || (firstByte & 0x0f) === 8 ? createInflate() : createInflateRaw();
    default:
      throw new WardwatchError(
        'HTTP_FAILED',
        `The answer is encoded as "${coding}"; gzip, deflate or br was expected.`,
      );
  }
}

function tooLarge(maxBytes: number): WardwatchError {
  return new WardwatchError(
    'HTTP_TOO_LARGE',
    `The answer is larger than ${maxBytes} bytes once decoded, so it was not read further.`,
  );
}

function isBrokenCoding(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return (
    code.startsWith('Z_') ||
    code.startsWith('ERR__ERROR_FORMAT') ||
    code === 'ERR_BROTLI' ||
    code.startsWith('ERR_PADDING') ||
    code.startsWith('ERR__ERROR')
  );
}
