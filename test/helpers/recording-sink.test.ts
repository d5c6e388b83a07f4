import { describe, expect, it } from 'vitest';
import { describeSink } from '../conformance/sink.ts';
import { anAlertEvent } from './alert-builders.ts';
import { createRecordingSink } from './recording-sink.ts';

describeSink('the recording double', async () => {
  const sink = createRecordingSink();
  return { sink, channel: 'terminal', restarted: () => sink, stop: async () => {} };
});

describe('a scripted answer', () => {
  it('is given instead of saying, and once', async () => {
    const sink = createRecordingSink();
    sink.answerNext({ kind: 'retry-later', because: 'busy' });
    expect(await sink.deliver(anAlertEvent())).toEqual({ kind: 'retry-later', because: 'busy' });
    expect(sink.said).toEqual([]);
    expect(await sink.deliver(anAlertEvent())).toMatchObject({ kind: 'delivered' });
  });

  it('can hide that the event was said', async () => {
    const sink = createRecordingSink();
    sink.answerNext({ kind: 'unknown', because: 'the answer was lost' }, true);
    await sink.deliver(anAlertEvent({ key: 'k' }));
    expect(sink.said.map(({ key }) => key)).toEqual(['k']);
    expect(await sink.find(anAlertEvent({ key: 'k' }), '2024-01-22T00:00:00.000Z')).toMatchObject({ kind: 'found' });
  });
});
