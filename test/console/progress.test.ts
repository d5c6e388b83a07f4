import { describe, expect, it } from 'vitest';
import { createProgress, type Progress, silentProgress } from '../../src/console/progress.ts';

function record(isTty: boolean, use: (progress: Progress, wait: (ms: number) => void) => void, columns = 80): string {
  let written = '';
  let nowMs = 0;
  const write = (text: string): void => {
    written += text;
  };
  const progress = createProgress({ columns, write }, isTty, () => nowMs);
  use(progress, (ms) => {
    nowMs += ms;
  });
  return written;
}

describe('progress on a terminal', () => {
  it('redraws one line and leaves what was done', () => {
    const written = record(true, (progress) => {
      progress.step('Reading 1 of 2');
      progress.step('Reading 2 of 2');
      progress.done('Read 2 documents');
    });
    expect(written).toBe('\r\u001b[KReading 1 of 2\r\u001b[KReading 2 of 2\r\u001b[KRead 2 documents\n');
  });

  it('makes way for something else, and does nothing when there is no line', () => {
    expect(record(true, (progress) => progress.clear())).toBe('');
    expect(record(true, (progress) => [progress.step('a'), progress.clear(), progress.clear()])).toBe(
      '\r\u001b[Ka\r\u001b[K',
    );
  });

  it('keeps to one line and lets no feed text act', () => {
    expect(record(true, (progress) => progress.step('\u001b[2JA very long title'), 10)).toBe('\r\u001b[KA very l…');
  });
});

describe('progress into a file or pipe', () => {
  it('writes plain lines, not more than one every three seconds', () => {
    const written = record(false, (progress, wait) => {
      progress.step('1 of 9');
      progress.step('2 of 9');
      wait(2_999);
      progress.step('3 of 9');
      wait(1);
      progress.step('4 of 9');
      progress.done('All 9');
    });
    expect(written).toBe('1 of 9\n4 of 9\nAll 9\n');
  });
});

it('silent progress takes everything and says nothing', () => {
  expect(() => [silentProgress.step('a'), silentProgress.done('b'), silentProgress.clear()]).not.toThrow();
});
