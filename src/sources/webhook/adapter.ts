import type { SourceAdapter, SourceConfig } from '../../ports/source.ts';

/** What is shorter can be found by trying. */
const SHORTEST_SECRET = 16;

/** Documents are posted to it (`listener.ts`), so there is nothing to ask; a poll says whether posts can be taken. */
export const webhook: SourceAdapter = {
  kind: 'webhook',
  async poll({ source, secret }) {
    const because = secretTrouble(source, secret);
    return because === undefined ? { kind: 'unchanged' } : { kind: 'refused', because };
  },
};

/** Why posts to this source cannot be checked; undefined where they can. */
export function secretTrouble({ id, secretEnv }: SourceConfig, secret: string | undefined): string | undefined {
  if (secret === undefined) {
    return `The secret of ${id} is not set. Put it into the variable ${secretEnv ?? 'that secretEnv names'} of the environment.`;
  }
  if (secret.length < SHORTEST_SECRET)
    return `The secret of ${id} has fewer than ${SHORTEST_SECRET} characters; make one with "openssl rand -hex 32".`;
  return undefined;
}
