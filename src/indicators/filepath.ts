import { shownAsIs } from './candidates.ts';
import { matchesOf } from './matches.ts';
import type { Candidate, IndicatorKind } from './types.ts';

/** A place that the author left open: `<username>`. */
const OPEN = '<[\\w .-]{1,40}>';
const SEGMENT = `(?:${OPEN}|[^\\s\\\\/:*?"<>|\`,;]){1,120}`;
const SPACED = '(?: {1}[^\\s\\\\/:*?"<>|`,;]{1,40}){0,4}';
/** A file's name with blanks in it: no other dot before its ending, or the sentence would be a part of it. */
const SPACED_NAME = '[^\\s\\\\/:*?"<>|`,;.@]{1,60}(?: [^\\s\\\\/:*?"<>|`,;.@]{1,40}){1,4}\\.[a-z0-9]{2,5}(?![\\w.])';
const ROOT =
  '(?:(?<![a-z0-9])[a-z]:\\\\{1,2}|%[a-z_]{2,30}(?:\\(x86\\))?%\\\\{1,2}|(?<![\\w\\\\])\\\\\\\\(?=[\\w.$-]{2,60}\\\\))';
const WINDOWS = new RegExp(`${ROOT}(?:${SEGMENT}${SPACED} ?\\\\{1,2}){0,16}(?:${SPACED_NAME}|${SEGMENT})?`, 'gi');
const UNIX =
  /(?<![\w.:/\\~*<-])(?:(?:~|\$HOME)(?=\/[\w.$-])|(?:~|\$HOME)?\/(?:tmp|var|usr|etc|home|opt|bin|sbin|dev|root|lib|mnt|proc|data|run|srv|private|system|library|users|applications|volumes|sdcard))(?:\/[\w.$~@+%{}-]{1,100}){1,16}\/?/gi;

/** Folders of macOS have blanks in their names, before capitals. */
const MAC =
  /(?<![\w.:/\\~*<-])~?\/(?:Library|Applications|System|Users|Volumes)(?:\/[\w.$~@+%{}-]{1,100}(?: [A-Z][\w.-]{0,40}(?=[ /])){0,3}){0,15}(?: [A-Z][\w.-]{0,40}){1,3}(?:\/[\w.$~@+%{}-]{1,100}){1,16}\/?/g;

/** Paths of files and folders: Windows with a drive, a variable or a server, Unix below a usual root. */
export const filepath: IndicatorKind = {
  id: 'filepath',
  find: (text) => [
    ...(text.includes('\\') ? findPaths(text, WINDOWS) : []),
    ...findPaths(text, MAC),
    ...findPaths(text, UNIX),
  ],
  canonical: canonicalPath,
  defang: shownAsIs,
};

function findPaths(text: string, shape: RegExp): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const match of matchesOf(text, shape)) {
    const written = trimmedPath(match[0]);
    const value = canonicalPath(written);
    if (value !== undefined) found.push({ value, start: match.index, end: match.index + written.length });
  }
  return found;
}

function trimmedPath(written: string): string {
  let trimmed = written.replace(/(?<![.,;:!?'\]}*])[.,;:!?'\]}*]+$/, '');
  if (trimmed.endsWith(')') && !trimmed.includes('(')) trimmed = trimmed.slice(0, -1);
  return trimmed;
}

/** One backslash between segments; at least one segment below the root. */
function canonicalPath(written: string): string | undefined {
  const value = written.startsWith('\\\\')
    ? `\\\\${written.slice(2).replaceAll('\\\\', '\\')}`
    : written.replaceAll('\\\\', '\\');
  return /[\\/][^\\/]/.test(value.replace(/^\\\\/, '')) ? value : undefined;
}
