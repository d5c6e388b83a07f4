import type { RespondFn } from '@slack/bolt';

const PATIENCE_MS = 10_000;

/**
 * Answers to a response_url that was kept in a window, where Bolt has none to give. Only Slack's own host is answered, or the
 * one that stands for it (`apiUrl`); anything else throws, as an answer that Slack refuses does.
 */
export function responderTo(apiUrl: string | undefined): (url: string) => RespondFn {
  const origin = new URL(apiUrl ?? 'https://hooks.slack.com/').origin;
  return (url) => async (message) => {
    if (!URL.canParse(url) || new URL(url).origin !== origin) throw new Error('The answer would not go to Slack.');
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(typeof message === 'string' ? { text: message } : message),
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!response.ok) throw new Error(`Slack answered ${response.status}.`);
    return response;
  };
}
