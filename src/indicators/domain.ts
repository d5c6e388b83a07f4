import { dottedNames } from './dotted-names.ts';
import { isFileLike } from './file-endings.ts';
import { canonicalHost, isHostEnding } from './host.ts';
import type { Candidate, IndicatorKind } from './types.ts';

/** The last label of a host: letters of one script, or punycode. */
const ENDING = /^(?:xn--[a-z0-9-]{2,59}|[a-z]{2,24}|[\u0400-\u1fff\u3040-\ufdff]{1,24})$/;

/** Host names (RFC 1123) under a known ending, not file names and code that look like them. */
export const domain: IndicatorKind = {
  id: 'domain',
  find: findDomains,
  canonical: (written) => canonicalHost(written, true),
  defang: (value) => value.replaceAll('.', '[.]'),
};

function findDomains(text: string, wasDefanged?: (start: number, end: number) => boolean): readonly Candidate[] {
  const known = new Map<string, boolean>();
  return dottedNames(text).flatMap((name) => {
    const isKnown = known.get(name.ending) ?? (ENDING.test(name.ending) && isHostEnding(name.ending));
    known.set(name.ending, isKnown);
    if (!isKnown || !standsFree(text, name.start, name.end)) return [];
    const { end } = name;
    const written = withoutGlue(text.slice(name.start, end));
    const start = end - written.length;
    const wasMeant = wasDefanged?.(start, end) ?? false;
    const value = canonicalHost(written, wasMeant);
    if (value === undefined || isFileLike(text, start, end) || isDetectionName(text, start, end)) return [];
    return !wasMeant && isCode(written) ? [] : [{ value, start, end }];
  });
}

/** Nothing before or after it makes it a part of something else: a mailbox, a path, a longer name, a call. What follows a word in brackets stands free. */
function standsFree(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 2), start);
  if (/[\w@.%\u00a1-\u1fff-]$/.test(before) && before !== '].') return false;
  GOES_ON.lastIndex = end;
  return !GOES_ON.test(text);
}

const GOES_ON = /[\w@(]|-{1,40}\w|\.[a-z0-9_-]/iy;

/** Without dashes of a rule or an option before it, and without the words of a script that needs no blanks: `见evil.example.com`. */
function withoutGlue(written: string): string {
  const dashless = written.startsWith('-') ? written.replace(/^-+/, '') : written;
  if (/^[\w.-]*$/.test(dashless)) return dashless;
  if (/[\u3040-\u9fff\uac00-\ud7af]$/.test(written)) return dashless;
  return dashless.replace(/^[^.]*[\u3040-\u9fff\uac00-\ud7af](?=[a-z0-9])/i, '');
}

/** Names of modules and objects that programs and rules call. */
const CODE_ROOT =
  /^(?:pe|elf|dotnet|macho|cuckoo|self|this|os|sys|console|window|document|string|math|json|system|process|module|event|args|request|response|wscript|shell|adodb|scripting)\./i;

/** Says whether a name is written as code is: `LazyProc.Call`, `pe.sections.name`, `FlashUpdate.app`. */
function isCode(written: string): boolean {
  return (
    (CODE_ROOT.test(written) && !/\.(?:com|net|org)$/.test(written)) ||
    (/^[A-Z]\w*[a-z0-9][A-Z]/.test(written) && /^\w+\.[A-Z][a-z]+$/.test(written)) ||
    /^[A-Z].*[a-z]\.app$/.test(written) ||
    /^(?:asp|ado|vb)\.net$/i.test(written)
  );
}

/** Names that scanners give: `Win32/Agent.KM`, `Trojan.Agent.AE`: a family, then a variant in capitals. */
function isDetectionName(text: string, start: number, end: number): boolean {
  const name = text.slice(start, end);
  const variant = name.slice(name.lastIndexOf('.') + 1);
  const family = name.slice(0, -variant.length - 1);
  if (!/[a-z]/.test(family)) return false;
  if (variant === variant.toUpperCase()) return !/^(?:COM|NET|ORG)$/.test(variant);
  return /[a-z0-9]\/$/i.test(text.slice(Math.max(0, start - 2), start)) && /^[A-Z]/.test(name);
}
