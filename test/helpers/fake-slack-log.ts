const LIMIT_MS = 10_000;
const LINES_SHOWN = 20;

/** What a condition gives once it holds. */
export type Found<T> = Exclude<T, undefined | null | false | 0 | ''>;

/** What came in, line by line, and who waits for something to come in. */
export class FakeLog {
  readonly #lines: string[] = [];
  readonly #waiting = new Set<() => void>();

  /** Writes a line down and lets everybody who waits look again. */
  note(line: string): void {
    this.#lines.push(line);
    for (const look of this.#waiting) look();
  }

  /**
   * Waits until a condition holds and gives what it gave. It is looked at now and after each line, so it has to be about
   * something that Slack can see.
   * @throws after 10 s, with what was waited for and what came in.
   */
  async until<T>(condition: () => T, what: string): Promise<Found<T>> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(look);
        reject(new Error([`Waited 10 s for ${what}. What came in:`, ...this.#lastLines()].join('\n  ')));
      }, LIMIT_MS);
      const end = (settle: () => void): void => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        settle();
      };
      const look = (): void => {
        try {
          const found = condition();
          if (isThere(found)) end(() => resolve(found));
        } catch (fault) {
          end(() => reject(fault));
        }
      };
      this.#waiting.add(look);
      look();
    });
  }

  #lastLines(): string[] {
    return this.#lines.length === 0 ? ['nothing'] : this.#lines.slice(-LINES_SHOWN);
  }
}

function isThere<T>(found: T): found is Found<T> {
  return Boolean(found);
}
