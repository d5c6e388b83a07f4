/**
 * The device identifier of a UDI (UDI-DI) that GS1 issued, as its GTIN of 14 digits: "(01)00812345678901(21)77" and
 * "812345678901" are one. Undefined where the text is none, or its check digit says that it was mistyped (GS1 General
 * Specifications, 7.9.1).
 */
export function gtinOf(text: string): string | undefined {
  const written = text.trim().replace(/^(?:UDI(?:-DI)?|GTIN(?:-\d{1,2})?)\s{0,5}:?\s{0,5}/i, '');
  const [, inBrackets] = /^\(01\)\s?(\d{14})(?!\d)/.exec(written) ?? [];
  const [, inFront] = /^01(\d{14})(?:\d{2}|\u001d)/.exec(written) ?? [];
  const [, alone] = /^(\d(?:[ -]?\d){7,13})$/.exec(written) ?? [];
  const digits = inBrackets ?? inFront ?? alone?.replaceAll(/[ -]/g, '');
  return digits !== undefined && isGtin(digits) ? digits.padStart(14, '0') : undefined;
}

/** Whether these digits are a GTIN: 8, 12, 13 or 14 of them, not all alike, with the check digit that they should have. */
export function isGtin(digits: string): boolean {
  if (!/^(?:\d{8}|\d{12,14})$/.test(digits) || /^(\d)\1*$/.test(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
}
