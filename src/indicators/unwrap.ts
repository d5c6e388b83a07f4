/**
 * The address that a mail gateway wrapped (Microsoft SafeLinks, Proofpoint URL Defense v2 and v3), or `undefined` where nothing is
 * wrapped.
 */
export function unwrapped(url: string): string | undefined {
  const safeLink =
    /^https?:\/\/[a-z0-9.-]+\.safelinks\.protection\.outlook\.com\/[^?]*\?(?:[^#]*&(?:amp;)?)?url=([^&#]+)/i.exec(url);
  if (safeLink !== null) return decoded(safeLink[1] ?? '');
  const second = /^https?:\/\/urldefense\.proofpoint\.com\/v2\/url\?(?:[^#]*&)?u=([^&#]+)/i.exec(url);
  if (second !== null) return decoded((second[1] ?? '').replaceAll('-', '%').replaceAll('_', '/'));
  const third = /^https?:\/\/urldefense\.com\/v3\/__(.+?)__;/i.exec(url);
  return third === null ? undefined : third[1];
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
