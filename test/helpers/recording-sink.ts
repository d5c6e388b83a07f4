import type { Delivery, Found, Outgoing, Receipt, Sink } from '../../src/ports/sink.ts';

/** A sink that keeps what it was told, and can be told what to answer next. */
export interface RecordingSink extends Sink {
  /** What was said, in order; edits too. */
  readonly said: readonly Outgoing[];
  /** Answers the next delivery with this instead; `reaches`: what was to be said is said all the same, as when only the answer is lost. */
  answerNext(delivery: Delivery, reaches?: boolean): void;
  /** Answers the next lookup with this instead. */
  findNext(found: Found): void;
}

/** An in-memory double of a sink: it keeps to the port as the terminal and Slack do (`test/conformance/sink.ts`). */
export function createRecordingSink(id: Sink['id'] = 'terminal', paceMs = 0): RecordingSink {
  const said: Outgoing[] = [];
  const receipts = new Map<string, Receipt>();
  const answers: { delivery: Delivery; reaches: boolean }[] = [];
  const lookups: Found[] = [];

  const say = (outgoing: Outgoing): Receipt => {
    said.push(outgoing);
    if (outgoing.kind === 'edit') return outgoing.root;
    const receipt = { channel: outgoing.channel, ts: String(said.length) };
    receipts.set(outgoing.key, receipt);
    return receipt;
  };
  return {
    id,
    paceMs,
    said,
    answerNext: (delivery, reaches = false) => void answers.push({ delivery, reaches }),
    findNext: (found) => void lookups.push(found),
    async deliver(outgoing) {
      const answer = answers.shift();
      if (answer === undefined) return { kind: 'delivered', receipt: say(outgoing) };
      if (answer.reaches) say(outgoing);
      return answer.delivery;
    },
    async find(outgoing) {
      const lookup = lookups.shift();
      if (lookup !== undefined) return lookup;
      const receipt = receipts.get(outgoing.key);
      return receipt === undefined ? { kind: 'absent' } : { kind: 'found', receipt };
    },
  };
}
