import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { CHART } from "./render-chart";

/** A copy of the chart that a test may spoil. It is gone when the test ends. */
export interface ChartCopy extends Disposable {
  folder: string;
  /** Replaces every occurrence of a text in a file. @throws Error when there is none: the test would test nothing. */
  edit(file: string, from: string, to: string): void;
  remove(file: string): void;
}

export function chartCopy(): ChartCopy {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "msa-chart-"));
  fs.cpSync(CHART, folder, { recursive: true });
  return {
    folder,
    edit(file, from, to) {
      const place = path.join(folder, file);
      const text = fs.readFileSync(place, "utf8");
      if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
      fs.writeFileSync(place, text.replaceAll(from, to));
    },
    remove: (file) => fs.rmSync(path.join(folder, file), { recursive: true, force: true }),
    [Symbol.dispose]: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}
