/** Words that stand behind most guessed passwords, in either keyboard layout. */
const obviousWords = [
  "password",
  "passw0rd",
  "qwerty",
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "1q2w3e4r",
  "1qaz2wsx",
  "iloveyou",
  "letmein",
  "welcome",
  "admin",
  "administrator",
  "msaair",
  "airline",
  "korea",
  "seoul",
  "dkssud",
  "tkfkdgo",
];

/** What is left of a password once case, digits and signs at its ends and between are ignored. */
const letters = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}]/gu, "");

/** Each character one step after the last, in either direction. */
const isRun = (text: string): boolean => {
  const steps = new Set(
    [...text].slice(1).map((c, i) => (c.codePointAt(0) ?? 0) - (text.codePointAt(i) ?? 0)),
  );
  return steps.size <= 1;
};

/**
 * Whether a password would be among an attacker's first guesses: few different characters, a run such
 * as 1234567890, a well-known word dressed up with digits, or one's own name or address.
 */
export function isObviousPassword(password: string, personal: readonly string[]): boolean {
  const plain = password.toLowerCase();
  if (new Set(plain).size < 5) return true;
  if (isRun(plain.slice(0, 9)) || isRun(plain.slice(1)) || /^(\d{1,4})\1+$/.test(plain)) return true;
  const word = letters(plain);
  if (obviousWords.some((known) => plain === known || (word.length > 0 && word === letters(known))))
    return true;
  if (obviousWords.some((known) => plain.replaceAll(known, "").length <= 4)) return true;
  return personal.some((own) => {
    const known = own.toLowerCase().split("@")[0] ?? "";
    return known.length >= 3 && plain.replaceAll(known, "").length <= 4;
  });
}
