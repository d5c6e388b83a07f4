import { two } from './two.ts';

/** One half of a circle that the rules must see. */
export const one = (): unknown => two;
