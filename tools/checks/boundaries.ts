import path from "node:path";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import extractOptions from "dependency-cruiser/config-utl/extract-depcruise-options";
import extractTsConfig from "dependency-cruiser/config-utl/extract-ts-config";
import { ROOT } from "@/tools/root";

export interface BoundaryReport {
  /** One line per import that the table of docs/architecture.md forbids. */
  violations: string[];
  modules: number;
  dependencies: number;
}

/** Checks the imports below `folders` of `baseDir` against .dependency-cruiser.cjs, types included. */
export async function checkBoundaries(folders: string[], baseDir = ROOT): Promise<BoundaryReport> {
  const options = await extractOptions(path.join(ROOT, ".dependency-cruiser.cjs"));
  const fileName = path.join(baseDir, "tsconfig.json");
  const { output } = await cruise(folders, { ...options, tsConfig: { fileName }, baseDir }, undefined, {
    tsConfig: extractTsConfig(fileName),
  });
  const { summary } = output as ICruiseResult;
  const violations = summary.violations.map(({ rule, from, to, cycle }) => {
    const way = cycle ? cycle.map(({ name }) => name).join(" → ") : to;
    return `${rule.name}: ${from} → ${way}`;
  });
  return { violations, modules: summary.totalCruised, dependencies: summary.totalDependenciesCruised ?? 0 };
}
