import type { Rhythm } from '../domain/rhythm.ts';
import { freshForMs, limitEndsInMs, restMs } from '../domain/server-wishes.ts';
import type { Instant } from '../domain/time.ts';
import type { HttpClient, HttpResponse } from '../ports/http.ts';
import type { SourceAdapter, SourceConfig } from '../ports/source.ts';
import type { PipelineDeps } from './deps.ts';

/** What was said in the course of a poll beside the documents. */
export interface Heard {
  /** The longest that the source's server asked to be left alone for, wherever in the poll. */
  readonly retryAfterMs?: number;
  /** For how long the document at the source's own address stays fresh. */
  readonly freshForMs?: number;
  /** Where that address has moved for good. */
  readonly movedTo?: string;
  /** The publisher took that address away for good (410). */
  readonly isGone?: true;
  readonly rhythm?: Rhythm;
}

/** The deps for one poll of a source, made so that what is said meanwhile can be told afterwards. */
export function hearPoll(
  deps: PipelineDeps,
  source: SourceConfig,
  now: Instant,
): { readonly deps: PipelineDeps; readonly heard: () => Heard } {
  let heard: Heard = {};
  const http: HttpClient = {
    async request(request) {
      const response = await deps.http.request(request);
      heard = { ...heard, ...saidBy(response, request.url, source, now, heard) };
      return response;
    },
  };
  const adapter = (kind: SourceConfig['kind']): SourceAdapter => ({
    kind,
    async poll(context) {
      const outcome = await deps.adapter(kind).poll(context);
      if (outcome.kind !== 'refused' && outcome.rhythm !== undefined) heard = { ...heard, rhythm: outcome.rhythm };
      return outcome;
    },
  });
  return { deps: { ...deps, http, adapter }, heard: () => heard };
}

/** The answers that a rest may be asked for with: "too many requests", "come back later"; GitHub refuses with 403. */
function restAskedFor({ status, headers }: HttpResponse, now: Instant): number | undefined {
  if (status === 429 || status === 503) return restMs(headers, now);
  return status === 403 ? limitEndsInMs(headers, now) : undefined;
}

function saidBy(response: HttpResponse, url: string, source: SourceConfig, now: Instant, before: Heard): Heard {
  const { status, headers, movedTo } = response;
  const askedMs = isOneHost(url, source.url) ? restAskedFor(response, now) : undefined;
  const rest = askedMs === undefined ? {} : { retryAfterMs: Math.max(askedMs, before.retryAfterMs ?? 0) };
  if (url !== source.url) return rest;
  const fresh = status === 200 || status === 304 ? freshForMs(headers) : undefined;
  return {
    ...rest,
    ...(fresh !== undefined && { freshForMs: fresh }),
    ...(movedTo !== undefined && { movedTo }),
    ...(status === 410 && { isGone: true as const }),
  };
}

function isOneHost(one: string, other: string | undefined): boolean {
  return other !== undefined && URL.canParse(one) && URL.canParse(other) && new URL(one).host === new URL(other).host;
}
