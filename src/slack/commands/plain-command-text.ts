/**
 * What a person typed behind a slash command, before Slack turned it into things: addresses come as `<https://…|label>`,
 * mentions as `<@U…|name>`, `& < >` as entities (manifest: `should_escape`), and quotes as the curly ones of a phone's
 * keyboard (docs.slack.dev, "Implementing slash commands").
 */
export function plainCommandText(text: string): string {
  return text
    .replace(/<([^<>|]*)(?:\|([^<>]*))?>/g, (_, target: string, label: string | undefined) => typed(target, label))
    .replace(/&(amp|lt|gt);/g, (_, name: string) => ENTITIES.get(name) ?? '')
    .replace(/[\u201c-\u201f\u00ab\u00bb]/g, '"')
    .replace(/[\u2018-\u201b]/g, "'")
    .replaceAll('`', '')
    .trim();
}

/** The label of an address is what was typed, unless a link was pasted under other words: then the address is meant. */
function typed(target: string, label: string | undefined): string {
  if (/^[@#!]/.test(target)) return label === undefined ? target : `${target[0]}${label.replace(/^[@#]/, '')}`;
  return label !== undefined && target.includes(label) ? label : target;
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
]);
