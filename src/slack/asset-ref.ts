/** What a window of the inventory comes back with: what the person saw, and where they are answered. */
export interface AssetsRef {
  /** By asset id, the version of the row that the person saw; empty for a new asset. */
  readonly seen: Readonly<Record<string, string>>;
  /** The response_url of what opened the window, and where an answer stands there. */
  readonly answer: { readonly to: string; readonly place: 'below' | 'instead' };
}

/** As a modal's metadata. Whoever reads it looks the assets up and checks rights anew. */
export function writeAssetsRef(ref: AssetsRef): string {
  return JSON.stringify(ref);
}

/** The reference in a value that came back from Slack; undefined where it is none. */
export function readAssetsRef(value: unknown): AssetsRef | undefined {
  try {
    const { seen, answer } = JSON.parse(typeof value === 'string' ? value : '') as Partial<AssetsRef>;
    if (typeof seen !== 'object' || seen === null || typeof answer?.to !== 'string') return undefined;
    return Object.values(seen).every((version) => typeof version === 'string') ? { seen, answer } : undefined;
  } catch {
    return undefined;
  }
}
