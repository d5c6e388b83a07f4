/** How many characters all strings of a payload's blocks hold, apart from their `type` and `style`: what Slack counts is undocumented. */
export function textLength(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (Array.isArray(value)) return value.reduce<number>((sum, member) => sum + textLength(member), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, member]) => (key === 'type' || key === 'style' ? sum : sum + textLength(member)),
    0,
  );
}
