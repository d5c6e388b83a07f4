/**
 * The address that a mail gateway (Microsoft SafeLinks, Proofpoint URL Defense v2 and v3) or a service that leads readers on
 * (Google, YouTube, Facebook, LinkedIn) wrapped, or `undefined` where nothing is wrapped.
 */
export function unwrapped(url: string): string | undefined {
  const safeLink =
    /^https?:\/\/[a-z0-9.-]+\.safelinks\.protection\.outlook\.com\/[^?]*\?(?:[^#]*&(?:amp;)?)?url=([^&#]+)/i.exec(url);
  if (safeLink !== null) return decoded(safeLink[1] ?? '');
  const second = /^https?:\/\/urldefense\.proofpoint\.com\/v2\/url\?(?:[^#]*&)?u=([^&#]+)/i.exec(url);
  if (second !== null) return decoded((second[1] ?? '').replaceAll('-', '%').replaceAll('_', '/'));
  const led =
    /^https?:\/\/(?:www\.google\.[a-z.]{2,6}\/url|www\.youtube\.com\/redirect|lm?\.facebook\.com\/l\.php|www\.linkedin\.com\/redir\/redirect)\?(?:[^#]*&(?:amp;)?)?(?:q|u|url)=([^&#]+)/i.exec(
      url,
    );
  if (led !== null) return decoded(led[1] ?? '');
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
