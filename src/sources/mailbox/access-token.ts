import type { MailOauth, PollContext, Refused } from '../../ports/source.ts';
import { fetchDocument } from '../fetch-document.ts';
import { charactersOf } from '../formats/characters.ts';
import { recordOf, textOf } from '../formats/json-access.ts';

/** A token that opens a mailbox for about an hour, or why there is none. */
export type AccessToken = { readonly kind: 'token'; readonly token: string } | Refused;

/**
 * Asks for an access token in exchange for the secret, by OAuth 2.0 (RFC 6749, 4.4 and 6). A new one is asked for at each poll, so that
 * none is ever too old. Neither the secret nor the token stands in what is told.
 */
export async function accessToken(context: PollContext, oauth: MailOauth, secret: string): Promise<AccessToken> {
  const host = new URL(oauth.tokenUrl).host;
  const fetched = await fetchDocument(context, oauth.tokenUrl, {}, 'application/json', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: formOf(oauth, secret).toString(),
    answers: [200, 400, 401],
  });
  if (fetched.kind === 'refused') return { ...fetched, because: `No token came from ${host}: ${fetched.because}` };
  const answer = fetched.kind === 'fetched' ? recordOf(jsonIn(fetched.response.body)) : {};
  const token = textOf(answer.access_token);
  if (token !== undefined) return { kind: 'token', token };
  const words = [textOf(answer.error), textOf(answer.error_description)?.split(/[\r\n]/, 1)[0]].filter(Boolean);
  const said = words.length === 0 ? 'it answered something else than a token' : words.join(': ').slice(0, 300);
  const because = `${host} gave no token: ${withoutParts(said, secret)}. Check mailbox.oauth and what secretEnv names.`;
  return { kind: 'refused', because, cause: 'login' };
}

/** For a refresh token the secret may hold two words: the token, and the secret of the app where the server wants that too. */
function formOf({ clientId, scope, grant }: MailOauth, secret: string): URLSearchParams {
  const [first = '', second] = secret.trim().split(/\s+/);
  const form = new URLSearchParams({ client_id: clientId });
  if (grant === 'refresh-token') {
    form.set('grant_type', 'refresh_token');
    form.set('refresh_token', first);
    if (second !== undefined) form.set('client_secret', second);
  } else {
    form.set('grant_type', 'client_credentials');
    form.set('client_secret', secret.trim());
  }
  if (scope !== undefined) form.set('scope', scope);
  return form;
}

function jsonIn(body: Uint8Array): unknown {
  try {
    return JSON.parse(charactersOf(body));
  } catch {
    return undefined;
  }
}

function withoutParts(words: string, secret: string): string {
  return secret
    .trim()
    .split(/\s+/)
    .reduce((rest, part) => rest.replaceAll(part, '…'), words)
    .replace(/[.\s]+$/, '');
}
