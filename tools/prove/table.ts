import type { ProofResult, ProofRow } from "./proof";

/** Returns true when every row and every law of a proof was kept. A proof without a row has shown nothing. */
export const isKept = ({ rows, laws }: ProofResult): boolean =>
  rows.length > 0 && laws.length > 0 && rows.every((row) => row.kept) && laws.every((law) => law.ok);

/** The table of a proof, with one line for each law. */
export function tableOf({ rows, laws }: ProofResult): string {
  const lines: ProofRow[] = [
    ...rows,
    ...laws.map(({ law, ok, pending, violations }) => ({
      what: `law ${law}`,
      measured: ok
        ? `kept${pending ? `, ${pending} under way` : ""}`
        : JSON.stringify(violations).slice(0, 300),
      wanted: "kept",
      kept: ok,
    })),
  ];
  const width = (pick: (row: ProofRow) => string) => Math.max(...lines.map((row) => pick(row).length));
  const [what, wanted] = [width((row) => row.what), width((row) => row.wanted)];
  return lines
    .map((row) =>
      [row.kept ? "✓" : "✗", row.what.padEnd(what), row.wanted.padEnd(wanted), row.measured].join("  "),
    )
    .join("\n");
}
