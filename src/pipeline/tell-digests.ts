import { composeDigest } from '../alerts/digest.ts';
import { digestDay, firstSince } from '../alerts/digest-schedule.ts';
import { trendSentence } from '../alerts/digest-words.ts';
import type { Digest, DigestChart } from '../domain/digest.ts';
import type { DigestPlan } from '../domain/digest-plan.ts';
import type { Instant, LocalDate } from '../domain/time.ts';
import { messageOf } from '../errors.ts';
import type { PipelineDeps } from './deps.ts';
import { readDigestFacts } from './digest-facts.ts';

/** Tells each place the digest that is due there, once a day, and edits it through the day when there is something else to say. */
export async function tellDigests(deps: PipelineDeps): Promise<void> {
  if (!deps.sinks.has('slack')) return;
  const now = deps.wallClock.now();
  for (const plan of deps.digests) {
    const day = digestDay(plan, now);
    if (day !== undefined) await tellDigest(deps, plan, day, now);
  }
}

async function tellDigest(deps: PipelineDeps, plan: DigestPlan, day: LocalDate, now: Instant): Promise<void> {
  const { store } = deps;
  const key = `digest:${plan.to}:${day}`;
  const told = await store.digestRecord(key);
  if (told && (told.isOver || Date.parse(now) - Date.parse(told.lookedAt) < LOOK_EVERY_MS)) return;
  const since = told?.since ?? (await store.lastDigestAt(plan.to)) ?? firstSince(plan, now);
  const digest = composeDigest(await readDigestFacts(deps, since, now, day), now);
  const hash = deps.hash(new TextEncoder().encode(JSON.stringify({ ...digest, until: undefined })));
  const chart = told ? undefined : await drawChart(deps, digest);
  const place = { sink: 'slack', channel: plan.to, priority: 'INFO', digestKey: key } as const;
  await store.decide(async (desk) => {
    if (!(await desk.recordDigest({ key, channel: plan.to, since, hash, at: now }, told?.lookedAt))) return;
    if (told?.hash === hash) return;
    await desk.say({ ...place, kind: 'digest', key: told ? `${key}:${now}` : key, digest }, now);
    if (chart) await desk.say({ ...place, kind: 'chart', key: `${key}:chart`, chart }, now);
  });
}

/** So often somebody looks whether there is something else to say. */
const LOOK_EVERY_MS = 5 * 60_000;

/** A digest without its chart still says everything in words. */
async function drawChart(deps: PipelineDeps, { day, daily }: Digest): Promise<DigestChart | undefined> {
  try {
    const png = await deps.drawChart(daily);
    return { name: `digest-${day}.png`, alt: trendSentence(daily), png: Buffer.from(png).toString('base64') };
  } catch (fault) {
    deps.log.warn('the chart of a digest could not be drawn', { because: messageOf(fault) });
    return undefined;
  }
}
