import { WardwatchError } from '../errors.ts';

/** Why a file as a whole cannot be taken, in words for a person. */
export function unreadable(message: string): WardwatchError {
  return new WardwatchError('INVENTORY_UNREADABLE', message);
}
