/**
 * The names of a list that share one statement: "Vigor3900, Vigor2960 and Vigor300B". It is split only where every member could
 * stand alone (letters of both cases within a word, a digit, an abbreviation); else the whole is one name ("Research and Development
 * Suite"), or, after a comma, its last member.
 */
export function namesOfList(name: string): readonly string[] {
  if (name.includes('(') || isOnePlugin(name)) return [name];
  const members = name
    .split(/,? and |, ?| & /)
    .map((member) => member.trim())
    .filter((member) => member !== '');
  if (members.length > 1 && (members.every((member) => STANDS_ALONE.test(member)) || shareAWord(members)))
    return members;
  const isShort =
    members.length > 2 && (members[0] ?? '').includes(' ') && members.slice(1).every((each) => /^\S+$/.test(each));
  const whole = withoutEditions(name.includes(',') && !isShort ? (members.at(-1) ?? name) : name);
  const forms = /^(.+) (Server|Data Center|Cloud|Desktop)(?:,| and| &) (Server|Data Center|Cloud|Desktop)$/.exec(whole);
  return forms === null ? [whole] : [`${forms[1]} ${forms[2]}`, `${forms[1]} ${forms[3]}`];
}

/** "Meta Data and Taxonomies Filter plugin for WordPress": what is called one plugin is one. */
function isOnePlugin(name: string): boolean {
  const kinds = name.match(/\b(?:plugins?|themes?)\b/gi) ?? [];
  return kinds.length === 1 && /\b(?:plugin|theme)(?: for \w+)?$/i.test(name);
}

/** "Dell Encryption, Dell Endpoint Security and Dell Management Server", "Nomad and Nomad Enterprise": each begins with a word of the first. */
function shareAWord(members: readonly string[]): boolean {
  const [first = '', ...rest] = members;
  const words = first.split(' ');
  return rest.every((member) => words.slice(0, 2).includes(member.split(' ')[0] ?? '') && !/^\w+$/.test(first));
}

/** Both editions of a product are the product: "GitLab CE/EE". */
function withoutEditions(name: string): string {
  return name.replace(/(?<=\S) (?:CE\/EE|EE\/CE|\(CE\/EE\)|CE and EE|EE and CE)$/, '');
}

const STANDS_ALONE = /[a-z][A-Z]|[A-Z]{3,}|[A-Za-z]\d|\d/;
