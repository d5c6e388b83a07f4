import { describe, expect, it } from 'vitest';
import { aSource } from '../conformance/source.ts';
import type { ExpectedExchange } from '../helpers/http-double.ts';
import { polling } from '../helpers/poll-source.ts';

const FEED = 'https://feed.example.com/osint';
const source = aSource({ kind: 'misp-feed', url: `${FEED}/manifest.json` });

const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const manifest = (events: Readonly<Record<string, number>>): ExpectedExchange => ({
  url: `${FEED}/manifest.json`,
  body: JSON.stringify(
    Object.fromEntries(Object.entries(events).map(([id, timestamp]) => [id, { timestamp: String(timestamp) }])),
  ),
});
const event = (number: number): ExpectedExchange => ({
  url: `${FEED}/${uuid(number)}.json`,
  body: JSON.stringify({ Event: { uuid: uuid(number), info: `Event ${number}` } }),
});

describe('a MISP feed', () => {
  it('is read by its manifest: only events that were changed, the newest first', async () => {
    const { news, poll } = polling(source);
    const first = await news([manifest({ [uuid(1)]: 10, [uuid(2)]: 20 }), event(2), event(1)]);
    expect(first.items.map(({ guid, format }) => [guid, format])).toEqual([
      [uuid(2), 'misp'],
      [uuid(1), 'misp'],
    ]);
    const edited = manifest({ [uuid(1)]: 30, [uuid(2)]: 20 });
    expect((await news([edited, event(1)])).items.map(({ guid }) => guid)).toEqual([uuid(1)]);
    expect((await poll([edited])).outcome).toEqual({ kind: 'unchanged' });
  });

  it('has forty events read at first, and older ones only when they are changed', async () => {
    const numbers = Array.from({ length: 50 }, (_, at) => 100 + at);
    const times = Object.fromEntries(numbers.map((number) => [uuid(number), number]));
    const { news } = polling(source);
    const first = await news([manifest(times), ...numbers.slice(10).reverse().map(event)]);
    const next = await news([manifest({ ...times, [uuid(100)]: 1000 }), event(100)]);
    expect([first.items.length, next.items.map(({ guid }) => guid)]).toEqual([40, [uuid(100)]]);
  });

  it('is asked again for an event that could not be had', async () => {
    const { news } = polling(source);
    const events = manifest({ [uuid(1)]: 10, [uuid(2)]: 20 });
    const first = await news([events, { ...event(1), url: event(2).url }, event(1)]);
    expect(first.refused).toEqual([
      { what: uuid(2), because: `The event ${uuid(2)} was asked for; something else came back.` },
    ]);
    const again = await news([events, event(2)]);
    expect([again.items, again.backlog?.map(({ guid }) => guid)]).toEqual([[], [uuid(2)]]);
  });

  it.each([
    ['that is empty', '{}', 'not the manifest of a MISP feed'],
    ['with a name that is no UUID', '{"../secret":{"timestamp":"1"}}', 'not the manifest of a MISP feed'],
    ['without a time', `{"${uuid(1)}":{}}`, 'not the manifest of a MISP feed'],
    ['that is cut off', '{"', 'not valid JSON'],
  ])('with a manifest %s is refused whole', async (_, body, because) => {
    const { outcome } = await polling(source).poll([{ ...manifest({}), body }]);
    expect(outcome).toEqual({ kind: 'refused', status: 200, because: expect.stringContaining(because) });
  });
});
