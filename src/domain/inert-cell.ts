/** Words with a `'` in front where a spreadsheet would run them as a formula (OWASP, CSV Injection); the import takes it off. */
export function inertCell(value: string): string {
  return /^'*[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}
