import { expect, it } from 'vitest';
import { STORY_ORIGIN, storyHttp } from '../../src/demo/story-http.ts';
import type { HttpClient, HttpRequest } from '../../src/ports/http.ts';

it('finds the publishers on whatever port they have, under addresses that stay the same', async () => {
  const { http, asked } = recordingHttp();
  const response = await storyHttp(http, 'http://127.0.0.1:4711').request({
    url: `${STORY_ORIGIN}/hc3/products.html?page=2`,
  });
  expect(asked).toEqual([{ url: 'http://127.0.0.1:4711/hc3/products.html?page=2' }]);
  expect(response.url).toBe(`${STORY_ORIGIN}/hc3/products.html?page=2`);
});

it('leaves every other address alone', async () => {
  const { http, asked } = recordingHttp();
  await storyHttp(http, 'http://127.0.0.1:4711').request({ url: 'https://vendor.example/feed' });
  expect(asked).toEqual([{ url: 'https://vendor.example/feed' }]);
});

function recordingHttp(): { http: HttpClient; asked: HttpRequest[] } {
  const asked: HttpRequest[] = [];
  const http: HttpClient = {
    async request(request) {
      asked.push(request);
      return { status: 200, headers: {}, body: new Uint8Array(), url: request.url };
    },
  };
  return { http, asked };
}
