import { fileURLToPath } from 'node:url';
import { loadTriagePolicy } from '../../src/config/triage-policy.ts';

/** The policy that wardwatch ships. */
export const shippedPolicy = loadTriagePolicy(fileURLToPath(new URL('../../config/triage.yaml', import.meta.url)));
