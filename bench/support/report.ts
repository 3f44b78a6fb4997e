import fs from "node:fs";
import os from "node:os";
import type { Rate } from "./rounds";

/** One line of the table. The target applies to the ratio where there is one, else to the value. */
export type Row = {
  figure: string;
  value: number | null;
  unit: string;
  ratio?: number;
  target?: { atLeast: number } | { atMost: number };
  /** What the value is compared with, or what a reader has to know. */
  note?: string;
};

export type Result = { rows: Row[]; rates: Rate[] };

/** Whether a row meets its target; null without a target or a value. */
export function isMet({ value, ratio, target }: Row): boolean | null {
  const measured = ratio ?? value;
  if (!target || measured === null) return null;
  return "atLeast" in target ? measured >= target.atLeast : measured <= target.atMost;
}

export function tableOf(rows: readonly Row[]): string {
  const verdict = (row: Row) => ({ true: "met", false: "SHORT", null: "" })[`${isMet(row)}`] ?? "";
  return align([
    ["Figure", "Value", "Ratio", "Target", "", "Note"],
    ...rows.map((row) => [
      row.figure,
      row.value === null ? "not told here" : `${digits(row.value)} ${row.unit}`,
      row.ratio === undefined ? "" : row.ratio.toFixed(2),
      targetOf(row),
      verdict(row),
      row.note ?? "",
    ]),
  ]);
}

/** CPU time of each process per operation, without waiting. */
export function cpuTableOf(rates: readonly Rate[]): string {
  const parts = [...new Set(rates.flatMap((rate) => Object.keys(rate.cpuMs)))];
  const cell = (rate: Rate, part: string) => rate.cpuMs[part]?.toFixed(2) ?? "";
  return align([
    ["CPU ms per operation", "per second", "measured", ...parts],
    ...rates.map((rate) => [
      rate.name,
      digits(rate.perSecond),
      `${rate.count} in ${rate.seconds.toFixed(1)} s`,
      ...parts.map((part) => cell(rate, part)),
    ]),
  ]);
}

/** The machine of the figures; other work on it makes them worse. */
export function machine() {
  const cpus = os.cpus();
  return {
    cpu: cpus[0]?.model.trim() ?? "unknown",
    cores: cpus.length,
    memoryGb: Math.round(os.totalmem() / 2 ** 30),
    node: process.version,
    platform: `${os.platform()} ${os.release()}`,
    loadAverage: Number(os.loadavg()[0]?.toFixed(2)),
  };
}

export function writeResults(file: string, results: unknown): void {
  fs.writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
}

const targetOf = ({ target, ratio, unit }: Row): string => {
  if (!target) return "";
  const [sign, limit] = "atLeast" in target ? ["≥", target.atLeast] : ["≤", target.atMost];
  return ratio === undefined ? `${sign} ${limit} ${unit}` : `${sign} ${limit.toFixed(2)}`;
};

const digits = (n: number) => (n >= 100 ? n.toFixed(0) : n >= 10 ? n.toFixed(1) : n.toFixed(2));

function align(lines: readonly string[][]): string {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => (line[column] ?? "").length)),
  );
  const text = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return [text[0], widths.map((width) => "─".repeat(width)).join("  "), ...text.slice(1)].join("\n");
}
