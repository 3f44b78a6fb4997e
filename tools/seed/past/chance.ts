import type { IsoInstant } from "@/server/shared/time";

/** A hash of a text, in 32 bits (FNV-1a with a final mix). */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let n = 0; n < text.length; n++) hash = Math.imul(hash ^ text.charCodeAt(n), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A number from 0 up to 1 that belongs to a text: the same text gives the same number. */
export const shareOf = (text: string): number => hashOf(text) / 0x1_0000_0000;

/**
 * Numbers that look random and follow from a key, so that the same day of seeding gives the same past (mulberry32). Ids that
 * it makes are no secrets: the past is for demonstrations.
 */
export class Chance {
  #state: number;

  constructor(key: string) {
    this.#state = hashOf(key);
  }

  /** From 0 up to 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  }

  /** A whole number from 0 up to `limit`. */
  below = (limit: number): number => Math.floor(this.next() * limit);

  between = (least: number, most: number): number => least + this.below(most - least + 1);

  isIn = (share: number): boolean => this.next() < share;

  pick<T>(list: readonly T[]): T {
    const chosen = list[this.below(list.length)];
    if (chosen === undefined) throw new Error("there is nothing to choose from");
    return chosen;
  }

  /** One of the choices, each as often as its weight says. */
  weighted<T>(choices: readonly (readonly [choice: T, weight: number])[]): T {
    let left = this.next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [choice, weight] of choices) {
      left -= weight;
      if (left < 0) return choice;
    }
    return this.pick(choices)[0];
  }

  /** A waiting time with this mean: many short ones, few long ones. */
  waiting = (mean: number): number => -mean * Math.log(1 - this.next());

  #hex = (digits: number): string =>
    this.below(16 ** Math.min(digits, 8))
      .toString(16)
      .padStart(digits, "0");

  hex = (digits: number): string =>
    Array.from({ length: Math.ceil(digits / 8) }, () => this.#hex(8))
      .join("")
      .slice(0, digits);

  /** An id that sorts by its moment, as `uuidv7` makes them. */
  id(at: number): string {
    const time = Math.round(at).toString(16).padStart(12, "0");
    const variant = (8 + this.below(4)).toString(16);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${this.hex(3)}-${variant}${this.hex(3)}-${this.hex(12)}`;
  }
}

export const SECOND = 1_000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

export const iso = (at: number): IsoInstant => new Date(Math.round(at)).toISOString();
