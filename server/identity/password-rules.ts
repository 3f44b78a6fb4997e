import type { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { AppError } from "@/server/shared/errors";
import { keystrokes } from "./domain/keystrokes";
import { koreanPasswords } from "./domain/korean-passwords";

/** A patient attacker with many places can make about so many guesses (as a power of ten). */
const MIN_GUESSES_LOG10 = 7.5;
/** A word that takes fewer guesses than this is weak, even with digits and signs around it (as a power of ten). */
const COMMON_WORD_LOG10 = 3.5;
const MAX_ADDED_CHARACTERS = 8;
/** The estimate takes longer for a longer password, and needs no more than the first characters. */
const MAX_ESTIMATED_LENGTH = 64;

let estimator: Promise<ZxcvbnFactory> | undefined;

/** Loads some 40,000 leaked passwords and keyboard patterns, at the first registration and only on the server. */
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
 * Returns true when a password would be among an attacker's first guesses: a leaked password, a keyboard pattern (also
 * a Korean one), a sequence or repetition, a common word with some digits, or a part of `personal` (name, address).
 */
export async function isWeakPassword(password: string, personal: readonly string[]): Promise<boolean> {
  estimator ??= loadEstimator();
  const zxcvbn = await estimator;
  const own = personal.flatMap(partsOf);
  const guesses = (text: string) => zxcvbn.check(text, own).guessesLog10;
  // Not NFKC: it would turn single Korean letters into parts of syllables.
  const estimated = password.normalize("NFC").slice(0, MAX_ESTIMATED_LENGTH);
  if (guesses(estimated) < MIN_GUESSES_LOG10) return true;
  const word = estimated.toLowerCase().replaceAll(/[^\p{L}]/gu, "");
  const added = [...estimated].length - [...word].length;
  return word !== "" && added <= MAX_ADDED_CHARACTERS && guesses(word) < COMMON_WORD_LOG10;
}

/** @throws AppError INVALID_INPUT at `password` when it is easy to guess for this person. */
export async function requireStrongPassword(
  password: string,
  { email, name }: { email: string; name: string },
): Promise<void> {
  if (await isWeakPassword(password, [email, name]))
    throw new AppError("INVALID_INPUT", { fieldErrors: { password: "passwordTooEasy" } });
}

/** Returns a text, its parts, and the keys that type them in Korean while the keyboard is set to English. */
function partsOf(text: string): string[] {
  const parts = [text, text.split("@")[0] ?? "", ...text.split(/[\s@._+-]+/)].filter(
    (part) => part.length >= 3,
  );
  return [...new Set([...parts, ...parts.map(keystrokes)].map((part) => part.toLowerCase()))];
}
