import { WardwatchError } from '../errors.ts';
import type { HttpClient, HttpResponse } from '../ports/http.ts';
import { shown } from './fault-words.ts';

const MOST_HOSTS = 5;

/**
 * Follows a server to another host by a request of its own, so that this host too is asked at its own pace and by its own
 * robots.txt. At most five hosts after the first; each has the time of a request. Throws HTTP_FAILED where there are more.
 */
export function followingClient(http: HttpClient): HttpClient {
  return {
    async request(first) {
      let request = first;
      let movedTo: string | undefined;
      let isForGood = true;
      for (let hosts = 0; hosts <= MOST_HOSTS; hosts += 1) {
        const { movedTo: moved, leadsTo, ...answer } = await http.request({ ...request, staysAtHost: true });
        if (isForGood) movedTo = moved ?? movedTo;
        if (leadsTo === undefined) return withMove(answer, movedTo);
        isForGood &&= moved === leadsTo.url;
        request = leadsTo;
      }
      throw new WardwatchError(
        'HTTP_FAILED',
        `${shown(new URL(first.url))} led to more than ${MOST_HOSTS} hosts, one after the other.`,
        { retry: 'later' },
      );
    },
  };
}

function withMove(answer: HttpResponse, movedTo: string | undefined): HttpResponse {
  return movedTo === undefined ? answer : { ...answer, movedTo };
}
