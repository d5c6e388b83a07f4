/** The limits of Block Kit (docs.slack.dev/reference/block-kit) and of the methods that take it, in characters and members. */
export const LIMITS = {
  /** chat.update refuses more; chat.postMessage would cut at 40,000. */
  text: 4_000,
  messageBlocks: 50,
  viewBlocks: 100,
  /** Undocumented: `msg_blocks_too_long` was met at about 13,000 (slackapi/bolt-js#2509). */
  messageText: 12_000,
  /** Undocumented: ids only. */
  metadata: 1_000,
  viewBytes: 250_000,
  privateMetadata: 3_000,
  id: 255,
  viewTitle: 24,
  header: 150,
  section: 3_000,
  fields: 10,
  field: 2_000,
  context: 10,
  actions: 25,
  buttonText: 75,
  buttonValue: 2_000,
  accessibilityLabel: 75,
  options: 100,
  radioOptions: 10,
  optionText: 75,
  /** 75 in Slack's types, 150 on its pages: the stricter one. */
  optionValue: 75,
  placeholder: 150,
  label: 2_000,
  inputLength: 3_000,
  files: 10,
  /** Undocumented: wardwatch names a few. */
  fileTypes: 10,
  url: 3_000,
  tableRows: 100,
  tableCells: 20,
} as const;

/** What is wrong when a text's length lies outside of its limits. */
export function lengthWithin(at: string, text: string, least: number, most: number): string[] {
  return text.length >= least && text.length <= most
    ? []
    : [`${at}: ${text.length} characters, must be ${least} to ${most}`];
}

/** What is wrong when a list has too few or too many members. */
export function countWithin(at: string, list: readonly unknown[], least: number, most: number): string[] {
  return list.length >= least && list.length <= most
    ? []
    : [`${at}: ${list.length} members, must be ${least} to ${most}`];
}

/** What is wrong when an id or another text that may be absent is too long. */
export function optionalWithin(at: string, text: string | undefined, most: number): string[] {
  return text === undefined ? [] : lengthWithin(at, text, 1, most);
}

/**
 * In mrkdwn every `<` opens a mention or a link, and every `&` an entity: neither may stand there unescaped. The mention of a
 * usergroup or of a user is the one exception, and only where `mayMention` says that nothing of a feed stands beside it.
 */
export function nothingActive(at: string, text: string, mayMention = false): string[] {
  const rest = mayMention ? text.replace(/<(?:!subteam\^S[A-Z0-9]{6,20}|@[UW][A-Z0-9]{6,20})>/g, '') : text;
  return [
    ...(/[<>]/.test(rest) ? [`${at}: unescaped < or >`] : []),
    ...(/&(?!(?:amp|lt|gt);)/.test(rest) ? [`${at}: unescaped &`] : []),
  ];
}
