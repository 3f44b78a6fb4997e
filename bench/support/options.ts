/** `--quick` (about a minute and a half) and `--only=<figure>`. */
export type Options = { effort: Effort; quick: boolean; only: string | null };

/** How long and how much is measured. Every round is bounded both in time and in number. */
export type Effort = {
  rounds: number;
  roundMs: number;
  warmUpMs: number;
  /** Customers who can hold; each holds once, since the same hold again gives the first one. */
  holders: number;
  /** Customers who book and pay; each may book again when the last booking is paid. */
  payers: number;
  visibleSeconds: number;
  sagaBookings: number;
};

/** Clients in every figure that is a rate; each waits for its answer before it asks again. */
export const CLIENTS = 16;

const full: Effort = {
  rounds: 3,
  roundMs: 2_500,
  warmUpMs: 1_500,
  holders: 10_000,
  payers: 1_500,
  visibleSeconds: 20,
  sagaBookings: 300,
};

const quick: Effort = {
  rounds: 2,
  roundMs: 1_000,
  warmUpMs: 600,
  holders: 4_000,
  payers: 600,
  visibleSeconds: 8,
  sagaBookings: 60,
};

/** @throws Error on an unknown flag: a mistyped one must not measure something else. */
export function readOptions(args: readonly string[], figures: readonly string[]): Options {
  let isQuick = false;
  let only: string | null = null;
  for (const arg of args) {
    if (arg === "--quick") isQuick = true;
    else if (arg.startsWith("--only=") && figures.includes(arg.slice(7))) only = arg.slice(7);
    else throw new Error(`unknown option ${arg}; known: --quick, --only=${figures.join("|")}`);
  }
  return { effort: isQuick ? quick : full, quick: isQuick, only };
}
