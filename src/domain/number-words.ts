/** A whole number from 0 to 999,999 in English words: "two hundred and fourteen". Digits where it is larger. */
export function numberWords(count: number): string {
  if (count >= 1_000_000) return String(count);
  const thousands = Math.floor(count / 1_000);
  const rest = count % 1_000;
  if (thousands === 0) return belowThousand(rest);
  if (rest === 0) return `${belowThousand(thousands)} thousand`;
  return `${belowThousand(thousands)} thousand ${rest < 100 ? 'and ' : ''}${belowThousand(rest)}`;
}

function belowThousand(count: number): string {
  const hundreds = Math.floor(count / 100);
  const rest = count % 100;
  if (hundreds === 0) return belowHundred(rest);
  return `${SMALL[hundreds]} hundred${rest === 0 ? '' : ` and ${belowHundred(rest)}`}`;
}

function belowHundred(count: number): string {
  if (count < 20) return SMALL[count] ?? '';
  const tens = TENS[Math.floor(count / 10)] ?? '';
  return count % 10 === 0 ? tens : `${tens}-${SMALL[count % 10]}`;
}

const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
