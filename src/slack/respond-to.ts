import type { RespondFn } from '@slack/bolt';

/** Where Slack takes answers to its response_urls. */
const SLACK_HOOKS: readonly string[] = ['https://hooks.slack.com', 'https://hooks.slack-gov.com'];

/**
 * Answers by a response_url, as Bolt's `respond` does, for a window, which Slack gives none of its own. It only goes to Slack:
 * to its hooks, or to where its Web API is asked.
 */
export function respondTo(responseUrl: string, apiUrl: string): RespondFn {
  return async (message) => {
    const { origin } = new URL(responseUrl);
    if (!SLACK_HOOKS.includes(origin) && origin !== new URL(apiUrl).origin) {
      throw new Error('The address for the answer is none of Slack.');
    }
    const response = await fetch(responseUrl, {
      method: 'POST',
      redirect: 'error',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(typeof message === 'string' ? { text: message } : message),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    if (!response.ok) throw new Error(`Slack did not take the answer: HTTP ${response.status}.`);
    return response;
  };
}

const ANSWER_MS = 10_000;
