/**
 * Latin letters with marks as passports write them in the machine-readable zone: capital letters by what stands
 * for them. Where the table allows several spellings (Ä, Ñ, Ö, Ü), its first one is taken here.
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
 * Latin letters as A–Z, in capitals: by the table, and by the bare letter where only a mark is unknown to it
 * (Vietnamese Ệ). Letters of other scripts, digits and signs stay as they are. Expects NFKC.
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

/** The other custom: bare letters without their marks (Turkish Gül is GUL, not GUEL). */
export function withoutMarks(text: string): string {
  return spelled(text, (letter) => spellings.get(letter) ?? letter);
}

function spelled(text: string, spell: (letter: string, marks: string) => string): string {
  return (
    text
      .toUpperCase()
      .normalize("NFD")
      .replace(/(\p{Script=Latin})(\p{M}*)/gu, (_, letter: string, marks: string) => spell(letter, marks))
      // NFKC has made "L·" of the Catalan Ŀ.
      .replaceAll("L\u00B7", "L")
      .normalize("NFC")
  );
}
