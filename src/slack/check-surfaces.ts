import { webApi } from '@slack/bolt';
import { WardwatchError } from '../errors.ts';
import { outcomeOf } from './outcome.ts';
import type { Surface } from './surfaces/surface.ts';
import { onceOnly, quietLogger, type WebClientOptions } from './web-client.ts';

/** What Slack itself says about a surface; no error: it would take it. */
export interface SurfaceCheck {
  readonly surface: Surface;
  readonly errors: readonly string[];
}

/**
 * Asks Slack about each surface, one after another (`blocks.validate`, which needs no token and changes nothing, so that it
 * may be repeated). Throws HTTP_FAILED where Slack gives no verdict.
 */
export async function* checkSurfaces(
  surfaces: readonly Surface[],
  { apiUrl, log }: Pick<WebClientOptions, 'apiUrl' | 'log'>,
): AsyncGenerator<SurfaceCheck> {
  const client = new webApi.WebClient(undefined, {
    ...onceOnly(apiUrl),
    retryConfig: { retries: 2 },
    rejectRateLimitedCalls: false,
    timeout: 10_000,
    logger: quietLogger(log),
  });
  for (const surface of surfaces) {
    try {
      const answer = await client.blocks.validate(
        surface.surface === 'message'
          ? { message: { blocks: [...surface.payload.blocks] } }
          : { view: surface.payload },
      );
      yield { surface, errors: errorsIn(answer) };
    } catch (fault) {
      yield { surface, errors: refusalIn(fault) };
    }
  }
}

/** Slack names what it would refuse in an answer that is an error; any other fault says nothing about the surface. */
function refusalIn(fault: unknown): readonly string[] {
  const errors = fault instanceof webApi.WebAPIPlatformError ? errorsIn(fault.data) : [];
  if (errors.length > 0) return errors;
  throw new WardwatchError('HTTP_FAILED', `Slack cannot be asked, which needs a network. ${outcomeOf(fault).because}`);
}

function errorsIn({ errors = [], response_metadata }: webApi.BlocksValidateResponse): readonly string[] {
  const named = errors.map(({ pointer = '/', message, code }) => `${pointer}: ${message ?? code ?? 'refused'}`);
  return [...named, ...(response_metadata?.messages ?? [])];
}
