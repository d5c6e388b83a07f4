import type { RangePhrase } from './range-phrases.ts';
import { isVersionWord, skipVersionWords } from './range-words.ts';
import type { Token } from './version-tokens.ts';

/** What the words around a phrase of versions say of them. `place`: another product that must only be there. */
export type SaidOf = 'affected' | 'fix' | 'not-affected' | 'place';

const FIX_BEFORE =
  /^(?:fixed|fixes|fix|patched|patches|patch|resolved|resolves|addressed|addresses|remediated|remedied|corrected|mitigated|upgrade|upgrades|upgraded|upgrading|update|updates|updated|updating|migrate|migrating|install|installing|released|releases|released:|release|provides|provided|issued|available|solution|remediation|download|downgrade|move|implemented|recommends|recommended|recommend|apply|applied|applying|eliminated|solved|rectified|repaired|backported)$/;
const FIX_AFTER =
  /^(?:fixes|fixed|contains?|includes?|resolves?|resolved|addresses|addressed|patches|patched|corrects|mitigates?|remediates?|remediated|is|are|has|have|which|that|to|and|or|where|was|were|the|this|these|security|a|an|released|issued|,)$/;
const FIX_AFTER_WORD =
  /^(?:fix|fixes|fixed|patch|patches|patched|resolves?|resolved|addresses|addressed|corrects|corrected|mitigates|remediates|remediated|unaffected)$/;
const PLACE_BEFORE = /^(?:on|with|using|running|ran|requires?|under|via|against|upon|alongside)$/;

/** Headings under which versions are what to move to. */
const FIX_SECTION =
  /^(?:solutions?|remediations?|resolution|fix(?:es)?|recommendations?|mitigations?|(?:first )?(?:fixed|patched|resolved)(?: in)?(?: (?:product )?(?:versions?|releases?|builds?))?)$/;
const OTHER_SECTION =
  /^(?:affected|vulnerable|impacted|description|summary|overview|details|impact|references|background)$/;

/** The stretches of a text that stand under a heading like "Solution", as indexes of tokens. */
export function fixSections(tokens: readonly Token[]): readonly { readonly from: number; readonly to: number }[] {
  const sections: { from: number; to: number }[] = [];
  let from: number | undefined;
  for (let at = 1; at < tokens.length; at++) {
    const begins = tokens[at - 1]?.text === '¶';
    if (!begins) continue;
    if (from === undefined && FIX_SECTION.test(lineAt(tokens, at))) from = at + 1;
    else if (from !== undefined && OTHER_SECTION.test(tokens[at]?.lower ?? '')) {
      sections.push({ from, to: at });
      from = undefined;
    }
  }
  if (from !== undefined) sections.push({ from, to: tokens.length });
  return sections;
}

const LONGEST_HEADING = 5;

/** The words of a short line, without a colon at its end; empty for a longer one. */
function lineAt(tokens: readonly Token[], from: number): string {
  const length = tokens.slice(from, from + LONGEST_HEADING + 2).findIndex(({ text }) => text === '¶');
  const words = tokens.slice(from, from + Math.max(length, 0)).map(({ lower }) => lower);
  return (words.at(-1) === ':' ? words.slice(0, -1) : words).join(' ');
}

/** Reads the words before and after a phrase, within its sentence and at most a dozen words away. */
export function saidOf(tokens: readonly Token[], phrase: RangePhrase, nameFrom: number | undefined): SaidOf {
  if (isDenied(tokens, phrase)) return 'not-affected';
  const start = nameFrom ?? phrase.from;
  if (phrase.shape === 'open' && isOrLater(tokens, phrase)) return 'fix';
  if (phrase.shape !== 'bounded' || /^(?:up|until|through)$/.test(tokens[phrase.from]?.lower ?? '')) {
    if (isOfFeature(tokens, phrase.from)) return 'place';
    if (hasFixBefore(tokens, phrase.from, phrase)) return 'fix';
    if (phrase.shape !== 'all' && hasFixAfter(tokens, phrase.to)) return 'fix';
  } else if (hasFixRightBefore(tokens, phrase.from) || isStepTo(tokens, phrase)) return 'fix';
  if (phrase.shape === 'exact' && /^(?:introduced|adds|added)$/.test(tokens[phrase.to]?.lower ?? '')) return 'place';
  if (phrase.shape === 'exact' && PLACE_BEFORE.test(tokens[start - 1]?.lower ?? '') && !isFoundOn(tokens, start - 1)) {
    return 'place';
  }
  return phrase.shape === 'exact' && isVictims(tokens, phrase.from) ? 'place' : 'affected';
}

/** "An issue was discovered on Example X11 devices": what the flaw is in. */
function isFoundOn(tokens: readonly Token[], on: number): boolean {
  return tokens[on]?.lower === 'on' && /^(?:discovered|found|identified)$/.test(tokens[on - 1]?.lower ?? '');
}

/** "The server was running version 5.3.1": what somebody had is no range of what is affected. */
function isVictims(tokens: readonly Token[], index: number): boolean {
  const words = tokens
    .slice(Math.max(0, index - 5), index)
    .map((token) => token.lower)
    .join(' ');
  return /\b(?:(?:was|were|been|still)(?: still| only)? (?:running|on|at)|ran|had installed)(?: (?:an? |the )?(?:old|outdated|unpatched|obsolete))?(?: (?:software|release|build|version))?$/.test(
    words,
  );
}

/** "Link+ 3.0 (D16 or later)" tells what to move to, unless the sentence speaks of what is affected. */
function isOrLater(tokens: readonly Token[], phrase: RangePhrase): boolean {
  const words = tokens.slice(phrase.from, phrase.to).map((token) => token.lower);
  if (!words.includes('or') || /^(?:from|since|starting|beginning|>=|>)$/.test(words[0] ?? '')) return false;
  for (let at = phrase.from - 1; at >= 0 && phrase.from - at < 30; at--) {
    const token = tokens[at];
    if (token === undefined || /^[.¶\t]$/.test(token.text)) return true;
    if (token.lower === 'running' && phrase.from - at <= 2) return false;
    if (
      /^(?:affects?|affected|affecting|vulnerable|impacts?|impacted|occurs?|exists?|possible|identified|discovered|found)$/.test(
        token.lower,
      )
    )
      return false;
  }
  return true;
}

function isDenied(tokens: readonly Token[], phrase: RangePhrase): boolean {
  for (let at = phrase.from - 1; at >= 0 && phrase.from - at < 8; at--) {
    const token = tokens[at];
    if (token === undefined || token.text === '.' || token.text === '¶') break;
    if (/^(?:unaffected|non-affected)$/.test(token.lower)) return true;
    if (
      /^(?:not)$/.test(token.lower) &&
      /^(?:affect|affected|impact|impacted|vulnerable|affecting)$/.test(tokens[at + 1]?.lower ?? '')
    )
      return true;
  }
  const after = tokens
    .slice(phrase.to, phrase.to + 5)
    .map((token) => token.lower)
    .join(' ');
  return /^(?:,? ?(?:and \w+ )?(?:is|are|was|were) (?:not|un)\s?(?:affected|vulnerable|impacted)|(?:is|are) unaffected|do(?:es)? not contain)/.test(
    after,
  );
}

function hasFixBefore(tokens: readonly Token[], index: number, phrase: RangePhrase): boolean {
  let isWithin = true;
  for (let at = index - 1; at >= 0 && index - at <= 60; at--) {
    const token = tokens[at];
    if (token === undefined || token.text === '.' || token.text === ';') return false;
    if (token.text === '¶') {
      if (isFixHeading(tokens, at)) return true;
      isWithin = tokens[at - 1]?.text === ':';
      continue;
    }
    if (!isWithin) continue;
    if (/^(?:affects?|affected|affecting|vulnerable|impacts?|impacted|vulnerability)$/.test(token.lower)) {
      if (isToBeFixed(tokens, at)) continue;
      return false;
    }
    if (isToFix(tokens, at)) return true;
    if (isFixForVersion(tokens, at) || isPoorFix(tokens, at)) return false;
    if (!FIX_BEFORE.test(token.lower)) continue;
    if (isVersionSense(tokens, at, phrase)) continue;
    return true;
  }
  return false;
}

/** "Released patch P12 for Example Desk 8.4.4", "fix for the 9.0 branch": what a fix is made for is what it is installed on. */
function isFixForVersion(tokens: readonly Token[], at: number): boolean {
  if (!/^(?:patch|patches|fix|fixes|hotfix|hotfixes|update|updates)$/.test(tokens[at]?.lower ?? '')) return false;
  return [1, 2].some((ahead) => tokens[at + ahead]?.lower === 'for') && !isVersionWord(tokens[at + 1]);
}

/** "A regression in the fix", "an incomplete fix", "does not fully fix". */
function isPoorFix(tokens: readonly Token[], at: number): boolean {
  if (!/^(?:fix|patch|update|mitigation|fixe?d|patched)(?:es)?$/.test(tokens[at]?.lower ?? '')) return false;
  return tokens
    .slice(Math.max(0, at - 4), at)
    .some(({ lower }) =>
      /^(?:regression|incomplete|incompletely|insufficient|insufficiently|inadequate|improper|partial|faulty|bypass|bypasses|bypassed|not)$/.test(
        lower,
      ),
    );
}

/** "This option is available in 2.1 and later": since when there is a setting, which fixes nothing. */
function isOfFeature(tokens: readonly Token[], index: number): boolean {
  const words = tokens.slice(Math.max(0, index - 8), index).map(({ lower }) => lower);
  const [, clause = ''] = /(?:^|[.;¶] )([^.;¶]*)$/.exec(words.join(' ')) ?? [];
  return /\b(?:feature|option|setting|function|functionality|capability)s? (?:is|are|was|were) (?:only |also )?(?:available|supported|introduced|added) (?:in|from|since|with|as of)\b/.test(
    clause,
  );
}

/** "Created these versions to address the vulnerability:" */
function isToFix(tokens: readonly Token[], at: number): boolean {
  return tokens[at - 1]?.lower === 'to' && TO_FIX.test(tokens[at]?.lower ?? '');
}

/** A vulnerability that the words before it say is fixed. */
function isToBeFixed(tokens: readonly Token[], at: number): boolean {
  if (/^(?:in|affecting|affects|within|exists?)$/.test(tokens[at + 1]?.lower ?? '') && !isInVersions(tokens, at + 1))
    return false;
  return [1, 2, 3, 4].some((back) => isToFix(tokens, at - back) || IS_FIXED.test(tokens[at - back]?.lower ?? ''));
}

/** "Fixed the vulnerability in the following versions:" */
function isInVersions(tokens: readonly Token[], at: number): boolean {
  const words = tokens.slice(at, at + 4).map((token) => token.lower);
  return /^in (?:the |these )?(?:following |latest |new )?(?:versions?|releases?|builds?|firmware)\b/.test(
    words.join(' '),
  );
}

const IS_FIXED = /^(?:fixed|addressed|resolved|patched|corrected|remediated|mitigated)$/;

const TO_FIX = /^(?:address|fix|resolve|mitigate|correct|remediate|remedy|patch)$/;

/** A heading of its own, like "Solution", right above. */
function isFixHeading(tokens: readonly Token[], paragraph: number): boolean {
  const before = tokens[paragraph - 2]?.text ?? '¶';
  return (
    /^(?:solutions?|remediation|fix(?:es)?|resolution)$/.test(tokens[paragraph - 1]?.lower ?? '') &&
    /^[¶.]$/.test(before)
  );
}

/** "release 2.0" and "Update 3" name versions; only "released", "has release …" speak of a fix. */
function isVersionSense(tokens: readonly Token[], at: number, phrase: RangePhrase): boolean {
  const word = tokens[at]?.lower ?? '';
  if (word === 'solution' || word === 'remediation') return at > 0 && tokens[at - 1]?.text !== '¶';
  if (word === 'implemented') return tokens[at - 1]?.lower === 'as';
  if (word === 'download') return !/^(?:the|a|version|firmware|from|and)$/.test(tokens[at + 1]?.lower ?? '');
  if (word === 'release' || word === 'releases') return !/^(?:has|have|will|to)$/.test(tokens[at - 1]?.lower ?? '');
  return (
    word === 'update' &&
    at === phrase.from - 1 &&
    /^[A-Z]/.test(tokens[at]?.text ?? '') &&
    /[\p{Lu}]/u.test(tokens[at - 1]?.text ?? '')
  );
}

/** "1.5, fixed in 1.6", "iFix 3 is resolved with iFix 4": another version than the one before is the fix. */
function isFixedElsewhere(tokens: readonly Token[], at: number): boolean {
  if (!/^(?:fixed|patched|resolved|addressed|corrected|remediated)$/.test(tokens[at]?.lower ?? '')) return false;
  if (!/^(?:in|with|by|from|since)$/.test(tokens[at + 1]?.lower ?? '')) return false;
  const next = skipVersionWords(tokens, at + 2);
  return tokens[next]?.kind === 'version' || /^\d[\w.]*$/.test(tokens[next + 1]?.text ?? '');
}

/** "Update PC Manager 2.6 to 2.6.40", "upgrade PC Manager from 2.6 to 2.6.40": a way from one version to the next, not a range. */
function isStepTo(tokens: readonly Token[], phrase: RangePhrase): boolean {
  const words = tokens.slice(phrase.from, phrase.to).map((token) => token.lower);
  if (words[0] === 'from') return isStepFrom(tokens, phrase.from);
  if (!words.includes('to') || words.includes('up') || words.includes('prior')) return false;
  return tokens
    .slice(Math.max(0, phrase.from - 8), phrase.from)
    .some((token) => /^(?:upgrad|updat|migrat|mov)(?:e|es|ing)$/.test(token.lower));
}

/** Only a name stands between the verb and "from". */
function isStepFrom(tokens: readonly Token[], from: number): boolean {
  for (let at = from - 1; at >= 0 && from - at <= 5; at--) {
    const token = tokens[at];
    if (token === undefined) return false;
    if (/^(?:upgrad|updat|migrat)(?:e|ing)$/.test(token.lower)) return true;
    if (!/^(?:the|your)$/.test(token.lower) && !/^\p{Lu}/u.test(token.text)) return false;
  }
  return false;
}

function hasFixRightBefore(tokens: readonly Token[], index: number): boolean {
  const words = tokens.slice(Math.max(0, index - 4), index).map((token) => token.lower);
  return /\b(?:(?:up|down)grad(?:e|ed|ing) to|updat(?:e|ed|ing) to|fixed in|patched in|resolved in|addressed in)(?: \w+){0,2}$/.test(
    words.join(' '),
  );
}

function hasFixAfter(tokens: readonly Token[], index: number): boolean {
  // "The PSA 2026.1 release addresses this issue."
  const isRelease = /^(?:release|update|build|patch)$/.test(tokens[index]?.lower ?? '');
  if (isRelease && FIX_AFTER_WORD.test(tokens[index + 1]?.lower ?? '')) return true;
  for (let at = index; at < tokens.length && at - index < 6; at++) {
    const token = tokens[at];
    if (token === undefined || token.text === '.' || token.kind === 'version') return false;
    if (FIX_AFTER_WORD.test(token.lower)) return !isFixedElsewhere(tokens, at);
    if (!FIX_AFTER.test(token.lower)) return false;
  }
  return false;
}
