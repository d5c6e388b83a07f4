import { compareNumbers, type VersionScheme } from './types.ts';

/** Java: 8u401, 1.8.0_401, 8.0.4010.10 and "Java 8 Update 401" are one version (JEP 223 from 9 on: feature, interim, update, patch). */
export const java: VersionScheme = {
  id: 'java',
  orders: 'Java: 8u281 = 1.8.0_281 = 8.0.2810 < 8u401 < 11.0.22 < 17.0.10',
  compare(a, b) {
    const left = parse(a);
    const right = parse(b);
    if (left === undefined || right === undefined) return undefined;
    return compareNumbers(left, right);
  },
};

/** Feature, interim, update, patch. */
function parse(version: string): readonly string[] | undefined {
  const text = version
    .trim()
    .toLowerCase()
    .replace(/^(?:java(?:\(tm\))?(?: se)?(?: development kit| runtime environment)?|(?:open)?jdk|jre)[ -]*/, '')
    .replace(/ ?\(.*\)$/, '')
    .replace(/-(?:perf|lts)$/, '')
    .replace(/[-+]b?\d*$/, '');
  const old = /^(?:1\.)?([2-8])(?:\.0)?(?:_|u| ?update ?)(\d+)$/.exec(text);
  if (old?.[1] !== undefined && old[2] !== undefined) return [old[1], '0', old[2]];
  const installer = /^([5-8])\.0\.(\d+)0(?:\.\d+)?$/.exec(text);
  if (installer?.[1] !== undefined && installer[2] !== undefined) return [installer[1], '0', installer[2]];
  if (/^1\.[2-8](?:\.0)?$/.test(text)) return [text.split('.')[1] ?? '0'];
  return /^\d+(?:\.\d+){0,5}$/.test(text) ? text.split('.') : undefined;
}
