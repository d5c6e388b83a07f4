const KINDS = new Uint8Array(0x10000);
/** Small enough to stay near. */
const ASCII = new Uint8Array(128);
const [WORD_SIGN, OTHER_SIGN] = [1, 2];

for (let code = 0; code < ASCII.length; code++) {
  if (/[A-Za-z0-9]/.test(String.fromCharCode(code))) ASCII[code] = WORD_SIGN;
}

/** Says whether a UTF-16 code is a letter or a digit. What was asked once is remembered. */
export function isWordSign(code: number): boolean {
  if (code < 128) return ASCII[code] === WORD_SIGN;
  if (KINDS[code] === 0) KINDS[code] = /[\p{L}\p{N}]/u.test(String.fromCharCode(code)) ? WORD_SIGN : OTHER_SIGN;
  return KINDS[code] === WORD_SIGN;
}
