import { contractions, isDeclaredContract } from "@/tools/checks/migrations";

/** A migration of the journal, with its statements. */
export type Migration = { tag: string; sql: string };

/**
 * Returns why pending migrations must not be applied under the version that runs now; empty when they may.
 * Expansions may. A contraction has to say so (`-- contract: <reason>`), and comes in a release of its own: in the same release
 * as an expansion, the version that still runs could be the one that needs what is taken away.
 */
export function refusals(pending: readonly Migration[]): string[] {
  const contracting = pending.filter(({ sql }) => contractions(sql).length > 0);
  const undeclared = contracting
    .filter(({ sql }) => !isDeclaredContract(sql))
    .map(
      ({ tag, sql }) =>
        `${tag} ${contractions(sql).join(", ")}, and no line of it says "-- contract: <what no longer uses it>"`,
    );
  const isMixed = contracting.length > 0 && contracting.length < pending.length;
  const mixed = isMixed
    ? [
        `${contracting.map(({ tag }) => tag).join(", ")}: deploy the release before first; a release contracts or expands, never both`,
      ]
    : [];
  return [...undeclared, ...mixed];
}
