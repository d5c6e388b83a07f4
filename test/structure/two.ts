import { one } from './one.ts';

/** The other half. */
export const two = (): unknown => one;
