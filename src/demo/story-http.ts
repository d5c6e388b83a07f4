import type { HttpClient } from '../ports/http.ts';

/** Where the story's documents live for the reader: a name that can exist nowhere (RFC 2606), the same in every run. */
export const STORY_ORIGIN = 'http://demo.wardwatch.invalid';

/** The guarded client, told that the story's origin is the story server on loopback. */
export function storyHttp(client: HttpClient, serverOrigin: string): HttpClient {
  return {
    request: async (request) => {
      const response = await client.request({ ...request, url: request.url.replace(STORY_ORIGIN, serverOrigin) });
      return { ...response, url: response.url.replace(serverOrigin, STORY_ORIGIN) };
    },
  };
}
