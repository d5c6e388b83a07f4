/**
 * Whether one name says the server's side of a product and the other the side of its users: "Ward Link Server" and "Ward
 * Link Client" are two programs. A name that says both, or neither, tells nothing.
 */
export function sidesConflict(a: readonly string[], b: readonly string[]): boolean {
  const [left, right] = [sideOf(a), sideOf(b)];
  return left !== undefined && right !== undefined && left !== right;
}

/** Which side of a product its name says; `undefined` where it says none, or both. */
export function sideOf(words: readonly string[]): 'server' | 'client' | undefined {
  const isServer = words.some((word) => SERVER.has(word));
  const isClient = words.some((word) => CLIENT.has(word));
  if (isServer === isClient) return undefined;
  return isServer ? 'server' : 'client';
}

const SERVER: ReadonlySet<string> = new Set(['server', 'servers']);

const CLIENT: ReadonlySet<string> = new Set(['client', 'clients', 'agent', 'agents', 'viewer', 'desktop']);
