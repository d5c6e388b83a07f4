import type { Instant } from '../domain/time.ts';
import type { Tlp } from '../domain/tlp.ts';
import { isMoreUrgent, PRIORITIES, type Priority } from '../domain/triage.ts';
import { strictestTlp } from './routing.ts';

/** A case of one telling of the past, with what was said of it. */
export interface ToldCase {
  readonly caseId: string;
  readonly title: string;
  readonly advisoryIds: readonly string[];
  readonly said: readonly Said[];
}

/** Something that was said of a case, in however many channels. */
export interface Said {
  readonly at: Instant;
  readonly kind: 'alert' | 'update';
  readonly priority: Priority;
  readonly hasMention: boolean;
  readonly tlp: Tlp;
  /** The same in every channel. */
  readonly event: string;
}

/** What was said of a story in one telling of the past. */
export interface SaidOfStory {
  readonly caseIds: readonly string[];
  readonly cards: number;
  readonly updates: number;
  readonly mentions: number;
  /** The most urgent that was said; absent: nothing was said. */
  readonly priority?: Priority;
  /** The narrowest audience of what was said; absent: nothing was said. */
  readonly tlp?: Tlp;
}

/** A story as it was told and as it would be told now. `same` is about the priority; words may differ. */
export interface StoryCompared {
  readonly change: 'gained' | 'lost' | 'raised' | 'lowered' | 'same';
  readonly title: string;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  readonly really: SaidOfStory;
  readonly would: SaidOfStory;
  readonly advisoryIds: readonly string[];
}

/** Sets two tellings of the past beside each other, story by story in the order of time; those of which neither spoke are left out. */
export function compareTellings(really: readonly ToldCase[], would: readonly ToldCase[]): readonly StoryCompared[] {
  return storiesOf(really, would)
    .flatMap((story) => compared(story) ?? [])
    .sort((a, b) => a.firstAt.localeCompare(b.firstAt) || a.title.localeCompare(b.title));
}

interface Story {
  readonly really: readonly ToldCase[];
  readonly would: readonly ToldCase[];
}

/** Cases that share an advisory tell one story, whichever telling they are of. */
function storiesOf(really: readonly ToldCase[], would: readonly ToldCase[]): readonly Story[] {
  const byAdvisory = new Map<string, Story>();
  const stories = new Set<Story>();
  const add = (one: ToldCase, side: keyof Story) => {
    const met = [...new Set(one.advisoryIds.flatMap((id) => byAdvisory.get(id) ?? []))];
    const merged: Story = {
      really: [...met.flatMap((story) => story.really), ...(side === 'really' ? [one] : [])],
      would: [...met.flatMap((story) => story.would), ...(side === 'would' ? [one] : [])],
    };
    for (const story of met) stories.delete(story);
    stories.add(merged);
    for (const each of [...merged.really, ...merged.would])
      for (const id of each.advisoryIds) byAdvisory.set(id, merged);
  };
  for (const one of really) add(one, 'really');
  for (const one of would) add(one, 'would');
  return [...stories];
}

function compared(story: Story): StoryCompared | undefined {
  const cases = [...story.would, ...story.really];
  const times = cases.flatMap((each) => each.said.map((one) => one.at)).sort();
  const [firstAt, lastAt] = [times[0], times.at(-1)];
  if (firstAt === undefined || lastAt === undefined) return undefined;
  const [really, would] = [saidOf(story.really), saidOf(story.would)];
  return {
    change: changeBetween(really.priority, would.priority),
    title: cases[0]?.title ?? '',
    firstAt,
    lastAt,
    really,
    would,
    advisoryIds: [...new Set(cases.flatMap((each) => each.advisoryIds))],
  };
}

function changeBetween(really: Priority | undefined, would: Priority | undefined): StoryCompared['change'] {
  if (really === would) return 'same';
  if (really === undefined) return 'gained';
  if (would === undefined) return 'lost';
  return isMoreUrgent(would, really) ? 'raised' : 'lowered';
}

function saidOf(cases: readonly ToldCase[]): SaidOfStory {
  const events = cases.flatMap(({ said }) => eventsIn(said));
  const [priority] = events.map((one) => one.priority).sort((a, b) => PRIORITIES.indexOf(a) - PRIORITIES.indexOf(b));
  const count = (fits: (one: Said) => boolean) => events.filter(fits).length;
  return {
    caseIds: cases.map((each) => each.caseId),
    cards: count((one) => one.kind === 'alert'),
    updates: count((one) => one.kind === 'update'),
    mentions: count((one) => one.hasMention),
    ...(priority !== undefined && { priority, tlp: strictestTlp(events) }),
  };
}

/** Each event once, however many channels were told; a case has one card. */
function eventsIn(said: readonly Said[]): readonly Said[] {
  const events = new Map<string, Said>();
  for (const one of said) {
    const key = one.kind === 'alert' ? 'alert' : one.event;
    const known = events.get(key);
    events.set(key, known === undefined ? one : { ...known, hasMention: known.hasMention || one.hasMention });
  }
  return [...events.values()];
}

/** How much was said, by priority. */
export type Tally = Readonly<
  Record<Priority, { readonly cards: number; readonly updates: number; readonly mentions: number }>
>;

/** Adds up what was said in one telling of the past. */
export function tallyOf(cases: readonly ToldCase[]): Tally {
  const events = cases.flatMap(({ said }) => eventsIn(said));
  const count = (priority: Priority) => {
    const own = events.filter((one) => one.priority === priority);
    const updates = own.filter((one) => one.kind === 'update').length;
    return { cards: own.length - updates, updates, mentions: own.filter((one) => one.hasMention).length };
  };
  return Object.fromEntries(PRIORITIES.map((priority) => [priority, count(priority)])) as Tally;
}
