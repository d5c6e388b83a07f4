/**
 * Why the receiving server holds a mail for forged, by its own `Authentication-Results` (RFC 8601); undefined where it does
 * not. Only the results of the server that wrote the first of these headers count: it stands nearest to us. A mail that
 * passed DMARC is what it says it is, even where a list that sent it on fails SPF.
 */
export function forgedBecause(headers: readonly string[]): string | undefined {
  const results = headers.map((header) =>
    header
      .replace(/\([^()]{0,500}\)/g, ' ')
      .replace(/\s+/g, ' ')
      .toLowerCase(),
  );
  const server = serverOf(results[0] ?? '');
  const own = results.filter((result) => serverOf(result) === server);
  const verdict = (method: string) =>
    own.map((result) => new RegExp(`[;\\s]${method}\\s?=\\s?([a-z]{1,20})`).exec(result)?.[1]).find(Boolean);
  const dmarc = verdict('dmarc');
  if (dmarc === 'fail') return forged('DMARC');
  return dmarc !== 'pass' && verdict('spf') === 'fail' ? forged('SPF') : undefined;
}

function serverOf(result: string): string {
  return result.split(';', 1)[0]?.trim().split(' ', 1)[0] ?? '';
}

function forged(method: string): string {
  return `The mail server found the sender forged (${method} fails), so it was not read. If the sender is right, its domain has to mend its records.`;
}
