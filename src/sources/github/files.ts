import { WardwatchError } from '../../errors.ts';
import { parsedJson, recordsOf, textOf } from '../formats/json-access.ts';

/** A file of a repository that holds an advisory. */
export interface AdvisoryFile {
  /** Its path without "/README.md" or ".md": the same for every revision. */
  readonly id: string;
  readonly path: string;
  /** What Git calls its content. */
  readonly sha: string;
}

/**
 * The Markdown files of a Git tree (docs.github.com/rest/git/trees) whose path names an advisory: "CVE-2026-1234/README.md",
 * "advisories/EXA-2026-01.md". Others tell about the repository. Throws WardwatchError DOCUMENT_UNREADABLE for what is no
 * whole tree, and for one without any such file.
 */
export function advisoryFiles(text: string): readonly AdvisoryFile[] {
  const tree = parsedJson('The list of the files of the repository', text);
  if (!Array.isArray(tree.tree)) {
    throw new WardwatchError('DOCUMENT_UNREADABLE', "JSON, but not the tree of a repository by GitHub's API.");
  }
  if (tree.truncated === true) {
    throw new WardwatchError('DOCUMENT_UNREADABLE', 'The repository holds more files than GitHub lists at once.');
  }
  const files = recordsOf(tree.tree).flatMap((entry): AdvisoryFile[] => {
    const [path, sha] = [textOf(entry.path), textOf(entry.sha)];
    if (path === undefined || sha === undefined || !isAdvisory(path)) return [];
    return entry.type === 'blob' ? [{ id: path.replace(/(?:\/readme)?\.md$/i, ''), path, sha }] : [];
  });
  if (files.length > 0) return files;
  throw new WardwatchError(
    'DOCUMENT_UNREADABLE',
    'The repository holds no Markdown file whose path names an advisory.',
  );
}

/** An id of letters with a year and a number behind them, or GitHub's own. */
function isAdvisory(path: string): boolean {
  return (
    /\.md$/i.test(path) &&
    /(?:^|\/)(?:[A-Za-z]{2,12}-(?:[A-Za-z]{1,8}-)?(?:19|20)?\d{2}-\d{1,19}|GHSA(?:-\w{4}){3})\b/.test(path)
  );
}
