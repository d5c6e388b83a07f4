/**
 * Why a source could not be read, as far as it decides what a person can do about it. `forbidden`: it refuses automated clients.
 * `off-limits`: it leads where wardwatch does not go. `missing`: there is nothing at the address; `gone`: and there will not be. `busy`: it is asked too often. `trouble`: its server
 * fails. `unreachable`: it does not answer. `unexpected`: what came is not what the source should hold. `shrunk`: far less came
 * than before.
 */
export type RefusalCause =
  | 'login'
  | 'forbidden'
  | 'challenge'
  | 'robots'
  | 'off-limits'
  | 'missing'
  | 'gone'
  | 'busy'
  | 'trouble'
  | 'certificate'
  | 'unreachable'
  | 'unexpected'
  | 'shrunk';

/** What a server's status says of the cause; undefined for one that says nothing. */
export function causeOfStatus(status: number | undefined): RefusalCause | undefined {
  if (status === undefined) return undefined;
  if (status === 401 || status === 407) return 'login';
  if (status === 403 || status === 451) return 'forbidden';
  if (status === 404) return 'missing';
  if (status === 410) return 'gone';
  if (status === 429) return 'busy';
  return status >= 500 ? 'trouble' : 'unexpected';
}
