/**
 * Latin letters with marks, by their spelling in the machine-readable zone of passports. Where the table allows several
 * spellings (Ä, Ñ, Ö, Ü), this is the first one.
 */
export const icaoLetters = {
  source:
    "ICAO Doc 9303, part 3, 8th edition 2021, section 6 A: transliteration of multinational Latin-based characters",
  rows: {
    A: "ÁÀÂÃĂĀĄ",
    AA: "Å",
    AE: "ÄÆ",
    C: "ĆĈČĊÇ",
    D: "ÐĐĎ",
    E: "ÉÈÊËĚĖĒĘĔ",
    G: "ĜĞĠĢ",
    H: "ĦĤ",
    I: "ÍÌÎÏĨİĪĮĬ",
    IJ: "Ĳ",
    J: "Ĵ",
    K: "Ķ",
    L: "ŁĹĽĻĿ",
    N: "ŃÑŇŅŊ",
    O: "ÓÒÔÕŐŌŎ",
    OE: "ØÖŒ",
    R: "ŔŘŖ",
    S: "ŚŜŠŞ",
    SS: "ßẞ",
    T: "ŤŢŦ",
    TH: "Þ",
    U: "ÚÙÛŨŬŰŮŪŲ",
    UE: "Ü",
    W: "Ŵ",
    Y: "ÝŶŸ",
    Z: "ŹŽŻ",
  },
} as const;

const spellings = new Map(
  Object.entries(icaoLetters.rows).flatMap(([spelling, letters]) =>
    [...letters].map((letter) => [letter, spelling] as const),
  ),
);

/**
 * Spells Latin letters with the capitals A–Z: by the table, or by the letter without its marks when the table does not
 * know a mark (Vietnamese Ệ). Letters of other scripts, digits and signs stay as they are. Expects NFKC.
 */
export function inRomanLetters(text: string): string {
  return spelled(text, (letter, marks) => {
    for (const mark of marks) {
      const known = spellings.get((letter + mark).normalize("NFC"));
      if (known) return known;
    }
    return spellings.get(letter) ?? letter;
  });
}

/** The other usual spelling: letters without their marks (Turkish Gül is GUL, not GUEL). */
export function withoutMarks(text: string): string {
  return spelled(text, (letter) => spellings.get(letter) ?? letter);
}

function spelled(text: string, spell: (letter: string, marks: string) => string): string {
  return (
    text
      .toUpperCase()
      .normalize("NFD")
      .replace(/(\p{Script=Latin})(\p{M}*)/gu, (_, letter: string, marks: string) => spell(letter, marks))
      // NFKC turns the Catalan Ŀ into "L·".
      .replaceAll("L\u00B7", "L")
      .normalize("NFC")
  );
}
