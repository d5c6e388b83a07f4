import type { HttpResponse } from '../ports/http.ts';
import type { Refused } from '../ports/source.ts';
import { charactersOf } from './formats/characters.ts';
import { htmlText } from './formats/html-text.ts';
import { STAND_IN_WORDS, type StandIn, standInOf } from './formats/stand-in-page.ts';

/**
 * Why what a server sent is not believed to be what was asked for, whatever its status says: a page that stands in its place,
 * or words that should be in it (`markers`) and are not. Undefined where nothing speaks against it.
 */
export function doubtAbout(response: HttpResponse, markers: readonly string[] = []): Refused | undefined {
  const { status, headers, body } = response;
  const standIn = standInAt(response);
  if (standIn !== undefined) {
    const because = `The server answered ${STAND_IN_WORDS[standIn]} in place of the document.`;
    return { kind: 'refused', status, because, cause: standIn === 'script' ? 'unexpected' : standIn };
  }
  if (status !== 200 || markers.length === 0) return undefined;
  const text = charactersOf(body, { contentType: headers['content-type'] ?? '' });
  const missing = markers.find((marker) => !text.includes(marker));
  if (missing === undefined) return undefined;
  const because = `What came does not hold "${missing}", as everything from this source does (its markers): something else stands there now.`;
  return { kind: 'refused', status, because, cause: 'unexpected' };
}

/** Longer pages carry a document of their own. */
const LONGEST_STAND_IN_BYTES = 100_000;

function standInAt({ headers, body }: HttpResponse): StandIn | undefined {
  if (headers['cf-mitigated'] !== undefined) return 'challenge';
  if (body.length > LONGEST_STAND_IN_BYTES) return undefined;
  const head = new TextDecoder('latin1').decode(body.subarray(0, 3_000));
  if (!/<(?:!doctype html|html|head)[\s>]/i.test(head)) return undefined;
  const html = charactersOf(body, { contentType: headers['content-type'] ?? '' });
  try {
    return standInOf(html, htmlText(html).text);
  } catch {
    // A page that cannot be opened is refused by whoever reads it.
    return undefined;
  }
}
