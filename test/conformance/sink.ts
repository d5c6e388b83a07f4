import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Outgoing, Receipt, Sink } from '../../src/ports/sink.ts';
import { anAlertEvent, anAlertMessage } from '../helpers/alert-builders.ts';

/** A sink under test, with the means to look behind it. */
export interface SinkUnderTest {
  readonly sink: Sink;
  /** A place where this sink may speak. */
  readonly channel: string;
  /** The sink as a process would build it that starts after this one died. */
  restarted(): Sink;
  stop(): Promise<void>;
}

/** What every sink keeps to, whatever it speaks through. */
export function describeSink(name: string, start: () => Promise<SinkUnderTest>): void {
  describe(`${name} as a sink`, () => {
    let under: SinkUnderTest;
    const since = new Date(Date.now() - 1_000).toISOString();
    const alert = (key: string): Outgoing => anAlertEvent({ key, channel: under.channel });
    const deliveredRoot = async (key: string): Promise<Receipt> => receiptOf(await under.sink.deliver(alert(key)));

    beforeEach(async () => {
      under = await start();
    });
    afterEach(() => under.stop());

    it('has never said an event that was not delivered', async () => {
      expect(await under.sink.find(alert('one'), since)).toEqual({ kind: 'absent' });
    });

    it('finds a delivered alert by its key, with the receipt that the delivery gave', async () => {
      const receipt = await deliveredRoot('one');
      expect(await under.sink.find(alert('one'), since)).toEqual({ kind: 'found', receipt });
    });

    it('still finds it after the process died', async () => {
      const receipt = await deliveredRoot('one');
      expect(await under.restarted().find(alert('one'), since)).toEqual({ kind: 'found', receipt });
    });

    it('tells events apart by their keys, also where one key begins with another', async () => {
      await deliveredRoot('one:1');
      expect(await under.sink.find(alert('one:11'), since)).toEqual({ kind: 'absent' });
      expect(await under.sink.find(alert('one:'), since)).toEqual({ kind: 'absent' });
    });

    it('delivers an update under its alert, and finds it', async () => {
      const root = await deliveredRoot('one');
      const update = anUpdate(under.channel, root);
      const receipt = receiptOf(await under.sink.deliver(update));
      expect(await under.sink.find(update, since)).toEqual({ kind: 'found', receipt });
    });

    it('delivers an edit under the receipt of its alert, however often it is said', async () => {
      const root = await deliveredRoot('one');
      const edit: Outgoing = { kind: 'edit', key: 'one:edit', channel: under.channel, message: anAlertMessage(), root };
      expect(receiptOf(await under.sink.deliver(edit))).toEqual(root);
      expect(receiptOf(await under.sink.deliver(edit))).toEqual(root);
    });

    it('delivers a summary and finds it', async () => {
      const summary: Outgoing = {
        kind: 'summary',
        key: 'seed:a',
        channel: under.channel,
        title: 'First look',
        lines: ['2 matter.'],
      };
      const receipt = receiptOf(await under.sink.deliver(summary));
      expect(await under.sink.find(summary, since)).toEqual({ kind: 'found', receipt });
    });
  });
}

function anUpdate(channel: string, root: Receipt): Outgoing {
  return {
    kind: 'update',
    key: 'one:update',
    channel,
    message: anAlertMessage(),
    changes: ['A fix was published.'],
    root,
  };
}

function receiptOf(delivery: Awaited<ReturnType<Sink['deliver']>>): Receipt {
  expect(delivery).toMatchObject({ kind: 'delivered' });
  return delivery.kind === 'delivered' ? delivery.receipt : {};
}
