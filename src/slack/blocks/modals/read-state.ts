/** What a person filled in, as Slack sends it: by block, then by action. */
export type ViewState = Readonly<Record<string, Readonly<Record<string, AnswerState>>>>;

interface AnswerState {
  readonly value?: string | null;
  readonly selected_option?: { readonly value?: string } | null;
  readonly selected_options?: readonly { readonly value?: string }[] | null;
  readonly selected_user?: string | null;
  readonly selected_conversation?: string | null;
  readonly selected_date?: string | null;
  readonly selected_date_time?: number | null;
  readonly files?: readonly { readonly id?: string }[] | null;
}

/** An answer, or what is wrong with it by block, in words that stand below the question. */
export type Read<T> =
  | { readonly kind: 'answer'; readonly answer: T }
  | { readonly kind: 'errors'; readonly errors: Readonly<Record<string, string>> };

/** The answer to one question; undefined where nothing was filled in. */
function answerOf(state: ViewState, block: string): AnswerState | undefined {
  return Object.values(state[block] ?? {})[0];
}

/** Written words, without space at the ends; undefined where there are none. */
export function writtenIn(state: ViewState, block: string): string | undefined {
  return answerOf(state, block)?.value?.trim() || undefined;
}

export function chosenIn(state: ViewState, block: string): string | undefined {
  return answerOf(state, block)?.selected_option?.value;
}

export function allChosenIn(state: ViewState, block: string): readonly string[] {
  return (answerOf(state, block)?.selected_options ?? []).flatMap((option) => option.value ?? []);
}

export function userIn(state: ViewState, block: string): string | undefined {
  return answerOf(state, block)?.selected_user ?? undefined;
}

export function conversationIn(state: ViewState, block: string): string | undefined {
  return answerOf(state, block)?.selected_conversation ?? undefined;
}

/** A day such as 2019-03-15; undefined where none was chosen. */
export function dayIn(state: ViewState, block: string): string | undefined {
  return answerOf(state, block)?.selected_date ?? undefined;
}

/** Milliseconds since 1970; undefined where no time was chosen. */
export function timeIn(state: ViewState, block: string): number | undefined {
  const seconds = answerOf(state, block)?.selected_date_time;
  return typeof seconds === 'number' ? seconds * 1_000 : undefined;
}

/** The id of the uploaded file; undefined where there is none. */
export function fileIn(state: ViewState, block: string): string | undefined {
  return answerOf(state, block)?.files?.[0]?.id;
}
