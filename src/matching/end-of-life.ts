import { datedAt } from '../domain/advisory.ts';
import type { Evidence } from '../domain/match.ts';
import type { ReleaseCycle } from '../domain/release-cycle.ts';
import { dayOf, type LocalDate } from '../domain/time.ts';
import type { EvidenceAdder } from './types.ts';

/** An asset whose version its maker has stopped to mend: no update will come for what the advisory says. */
export const endOfLife: EvidenceAdder = {
  id: 'end-of-life',
  looksAt: "how long makers mend their products, against the asset's version",
  adds(advisory, index) {
    const day = dayOf(datedAt(advisory));
    return (asset) => {
      const cycles = index.cycles.cyclesOf(asset);
      const [first] = cycles;
      if (first === undefined || !cycles.every((cycle) => hasEnded(cycle, day))) return [];
      return [evidenceOf(first, cycles, day)];
    };
  },
};

function hasEnded({ hasEnded: isOver, endsOn }: ReleaseCycle, day: LocalDate): boolean {
  return isOver || (endsOn !== undefined && endsOn <= day);
}

function evidenceOf(first: ReleaseCycle, cycles: readonly ReleaseCycle[], day: LocalDate): Evidence {
  const ends = cycles.map(({ endsOn }) => endsOn ?? '');
  const since = ends.includes('') ? undefined : ends.sort().at(-1);
  const labels = [...new Set(cycles.map(({ label }) => label))];
  const until = since === undefined ? 'is without' : 'has been without';
  const when = since === undefined ? '' : ` since ${since}`;
  return {
    kind: 'end-of-life',
    product: first.product,
    cycles: cycles.map(({ cycle }) => cycle),
    ...(since !== undefined && { since }),
    because: `its version ${labels.join(' or ')} ${until} updates from its maker${when}${extensionWords(cycles, day)} (${first.toldBy})`,
  };
}

/** What whoever has a contract for it still gets. */
function extensionWords(cycles: readonly ReleaseCycle[], day: LocalDate): string {
  const open = cycles.flatMap(({ extension }) => extension ?? []);
  const days = open.map(({ until }) => until ?? '9999');
  const last = days.sort().at(-1);
  if (last === undefined || last <= day) return '';
  return `, except by extended support${last === '9999' ? '' : ` until ${last}`}`;
}
