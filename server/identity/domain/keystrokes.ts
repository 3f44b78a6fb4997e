const LEADS = ["r", "R", "s", "e", "E", "f", "a", "q", "Q", "t", "T", "d", "w", "W", "c", "z", "x", "v", "g"];
const VOWELS = [
  ...[
    "k",
    "o",
    "i",
    "O",
    "j",
    "p",
    "u",
    "P",
    "h",
    "hk",
    "ho",
    "hl",
    "y",
    "n",
    "nj",
    "np",
    "nl",
    "b",
    "m",
    "ml",
    "l",
  ],
];
const TAILS = [
  ...[
    "",
    "r",
    "R",
    "rt",
    "s",
    "sw",
    "sg",
    "e",
    "f",
    "fr",
    "fa",
    "fq",
    "ft",
    "fx",
    "fv",
    "fg",
    "a",
    "q",
    "qt",
  ],
  ...["t", "T", "d", "w", "c", "z", "x", "v", "g"],
];
const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;

/** Returns the keys that type a Korean text while the keyboard is set to English: 안녕 → dkssud. */
export function keystrokes(text: string): string {
  return [...text]
    .map((character) => {
      const code = character.codePointAt(0) ?? 0;
      if (code < FIRST_SYLLABLE || code > LAST_SYLLABLE) return character;
      const index = code - FIRST_SYLLABLE;
      const lead = LEADS[Math.floor(index / (VOWELS.length * TAILS.length))];
      const vowel = VOWELS[Math.floor(index / TAILS.length) % VOWELS.length];
      return `${lead}${vowel}${TAILS[index % TAILS.length]}`;
    })
    .join("");
}
