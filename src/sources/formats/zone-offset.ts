/** Offsets of the zone names of RFC 822 and of those that European and Asian bodies write, in hours. */
const ZONES: Readonly<Record<string, number>> = {
  z: 0,
  ut: 0,
  utc: 0,
  gmt: 0,
  wet: 0,
  west: 1,
  bst: 1,
  cet: 1,
  met: 1,
  cest: 2,
  mest: 2,
  eet: 2,
  eest: 3,
  msk: 3,
  jst: 9,
  kst: 9,
  edt: -4,
  est: -5,
  cdt: -5,
  cst: -6,
  mdt: -6,
  mst: -7,
  pdt: -7,
  pst: -8,
  at: -4,
  et: -5,
  ct: -6,
  mt: -7,
  pt: -8,
};

/**
 * Minutes east of UTC that a zone lies: `+01:00`, `GMT-7`, `EST`, `Europe/Brussels`. A word that names no zone is UTC, since
 * feeds write all kinds of words there; `undefined` for what is no zone at all. `localMs`: the local time, as if it were UTC.
 */
export function offsetMinutes(zone: string, localMs: number): number | undefined {
  const written = zone.trim().replace(/^\(|\)$/g, '');
  if (written === '') return 0;
  const found = written.match(/^(?:utc|gmt|ut)? ?([+-]) ?(\d{1,2}):?(\d{2})?(?:z| ?\(.*| [a-z]+)?$/i);
  if (found !== null) return minutesOf(found[1], Number(found[2]), Number(found[3] ?? 0));
  if (/^[A-Z]\w{1,20}\/[\w/+-]{2,40}$/.test(written)) return placeOffset(written, localMs) ?? 0;
  if (!/^\p{L}+\.?(?: ?[(/].*| \p{L}+)?$/u.test(written)) return undefined;
  return 60 * (ZONES[written.toLowerCase().split(/[ (/]/)[0] ?? ''] ?? 0);
}

function minutesOf(sign: string | undefined, hours: number, minutes: number): number | undefined {
  if (hours > 24 || minutes > 59) return undefined;
  return (sign === '-' ? -1 : 1) * (hours * 60 + minutes);
}

/** What clocks showed at a place (an IANA name) at that local time; `undefined` where the name is not known. */
function placeOffset(place: string, localMs: number): number | undefined {
  try {
    const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: place, dateStyle: 'short', timeStyle: 'medium' });
    const ahead = (atMs: number) => Date.parse(`${shown.format(atMs).replace(' ', 'T')}Z`) - atMs;
    const guess = localMs - ahead(localMs);
    return Math.round(ahead(guess) / 60_000);
  } catch {
    return undefined;
  }
}
