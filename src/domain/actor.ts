/** Who did something: a person in Slack, a person at a terminal, or wardwatch itself. */
export interface Actor {
  /** `slack:U0123456789`, `cli:<login name>`, or `wardwatch`. */
  readonly id: string;
  /** As people call them. */
  readonly name: string;
}

/** wardwatch itself, for what happens by the clock or by new facts. */
export const WARDWATCH: Actor = { id: 'wardwatch', name: 'wardwatch' };
