import type { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { keystrokes } from "./domain/keystrokes";
import { koreanPasswords } from "./domain/korean-passwords";

/** Fewer guesses than this, and a patient attacker of many places gets there. */
const MIN_GUESSES_LOG10 = 7.5;
/** A word that is found within so many guesses stays a bad password, whatever digits and signs are put around it. */
const COMMON_WORD_LOG10 = 3.5;
const MAX_DRESSING_LENGTH = 8;
/** The estimate takes time by length; what comes after so many characters is not needed for it. */
const MAX_LOOKED_AT = 64;

let estimator: Promise<ZxcvbnFactory> | undefined;

/** Some 40,000 leaked passwords and keyboard patterns: loaded with the first registration, on the server alone. */
async function loadEstimator(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory: Factory }, common] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
  ]);
  return new Factory({
    dictionary: { ...common.dictionary, korean: [...koreanPasswords] },
    graphs: common.adjacencyGraphs,
  });
}

/**
 * Whether a password would be among an attacker's first guesses: a leaked one, a pattern of the keyboard (Korean
 * ones too), a run or a repetition, a common word dressed up with digits, or one's own name or address.
 */
export async function isWeakPassword(password: string, personal: readonly string[]): Promise<boolean> {
  estimator ??= loadEstimator();
  const zxcvbn = await estimator;
  const own = personal.flatMap(partsOf);
  const guesses = (text: string) => zxcvbn.check(text, own).guessesLog10;
  // Not NFKC, which takes single Korean letters for parts of syllables.
  const looked = password.normalize("NFC").slice(0, MAX_LOOKED_AT);
  if (guesses(looked) < MIN_GUESSES_LOG10) return true;
  const word = looked.toLowerCase().replaceAll(/[^\p{L}]/gu, "");
  const dressing = [...looked].length - [...word].length;
  return word !== "" && dressing <= MAX_DRESSING_LENGTH && guesses(word) < COMMON_WORD_LOG10;
}

/** Name and address as a whole and in parts, typed in Korean or with the keyboard left in English. */
function partsOf(text: string): string[] {
  const parts = [text, text.split("@")[0] ?? "", ...text.split(/[\s@._+-]+/)].filter(
    (part) => part.length >= 3,
  );
  return [...new Set([...parts, ...parts.map(keystrokes)].map((part) => part.toLowerCase()))];
}
