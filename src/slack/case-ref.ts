/** Which case a button is about, and how the card stood that it was on. */
export interface CaseRef {
  readonly caseId: string;
  /** The handling's version that the person sees. */
  readonly version: number;
}

/** A reference as the value of a button or as part of a modal's metadata. Whoever reads it looks the case up and checks rights anew. */
export function writeCaseRef({ caseId, version }: CaseRef): string {
  return `${caseId}@${version}`;
}

/** The reference in a value that came back from Slack; undefined where it is none. */
export function readCaseRef(value: unknown): CaseRef | undefined {
  const [, caseId, version] = /^(C-\d{1,9})@(\d{1,9})$/.exec(typeof value === 'string' ? value : '') ?? [];
  return caseId === undefined || version === undefined ? undefined : { caseId, version: Number(version) };
}
