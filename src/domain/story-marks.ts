/** What tells a document's story from its neighbours, read from its words: for joining advisories, never shown. */
export interface StoryMarks {
  /** Proper names in the text (products, firms, groups), in lower case, each once. */
  readonly names: readonly string[];
  /** The words of the title that belong to such names, without its publisher's own. Empty where the title names nothing. */
  readonly subject: readonly string[];
  /** Those of `names` that it is mainly about: named in its title or first words, or twice. */
  readonly mainNames: readonly string[];
  /** Words of names that it tells its products to contain: a library, a part that somebody else makes. */
  readonly builtIn: readonly string[];
  /** It tells of an attack, an outage or a breach, whatever it says of it. */
  readonly tellsOfAttack: boolean;
  /** Names of reports that it goes by: "ghsa-…", "icsma-29-067-01", "hc3-202401221200". */
  readonly ownIds: readonly string[];
  /** Names of reports that it mentions. */
  readonly citedIds: readonly string[];
  /** CVE ids that the title names. */
  readonly titleCves: readonly string[];
  /** CVE ids that it names only to look back, or to say that it is about something else. */
  readonly otherCves: readonly string[];
  /** Kinds of flaw, as their usual names: "authentication bypass". */
  readonly flaws: readonly string[];
  /** Numbers with two dots and more that may be versions. */
  readonly versions: readonly string[];
  /** It lists flaws of several products, each a story of its own: a monthly bulletin, a patch day, a week of KEV entries. */
  readonly isDigest: boolean;
  /** The smallest fingerprints of its runs of five words: who shares many of them repeats its text. */
  readonly prints: readonly number[];
}
