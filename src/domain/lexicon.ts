/** An organisation under all its names: vendor, supplier or publisher. */
export interface OrganisationEntry {
  /** Its name today. */
  readonly name: string;
  /** Spellings, abbreviations and legal forms in use today. */
  readonly also: readonly string[];
  /** Names it had before, and companies it took over. */
  readonly formerly: readonly string[];
  /** Organisations whose names its products may bear: it is a part of them, or one sold products to the other. */
  readonly kin?: readonly string[];
  /** Names of its lines of products that inventories give where a vendor is expected; in a product's name they are the product's. */
  readonly brands?: readonly string[];
  /** Short forms that say it only where a vendor is expected ("WD"); never looked for in prose. */
  readonly inInventories?: readonly string[];
}

/** A product under all its names. */
export interface ProductEntry {
  /** The vendor's name today. */
  readonly vendor: string;
  readonly name: string;
  readonly also: readonly string[];
  readonly formerly: readonly string[];
  /** Names that are telling only beside the vendor's ("Desktop" of Docker); never looked for in prose. */
  readonly inInventories?: readonly string[];
  /** `platform`: an operating system, which advisories often name as the place only. */
  readonly kind: 'product' | 'platform';
}

export interface NamedEntry {
  readonly name: string;
  readonly also: readonly string[];
  /** For techniques: the ATT&CK id. */
  readonly id?: string;
}

/** What wardwatch knows of names, read from `config/lexicon`. It helps to recognise; texts decide. */
export interface Lexicon {
  readonly organisations: readonly OrganisationEntry[];
  readonly products: readonly ProductEntry[];
  readonly techniques: readonly NamedEntry[];
  readonly actors: readonly NamedEntry[];
  readonly regions: readonly NamedEntry[];
  /** Words that say the health sector is meant. */
  readonly healthWords: readonly string[];
  /** Hosts that stand in many texts without being indicators: suffixes of domain names. */
  readonly wellKnownHosts: readonly string[];
  /** The same for addresses: ranges in CIDR notation. */
  readonly wellKnownRanges: readonly string[];
  /** Where defenders lead the traffic of infected machines: suffixes of domain names, and ranges in CIDR notation. */
  readonly sinkholes: readonly string[];
}
