import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { type MapView, mapViews, projectionOf, viewOf } from "@/components/map/projection";
import { ROOT } from "@/tools/root";
import { airports } from "@/tools/seed/data/airports";
import { drawLand } from "./draw-land";

const MAX_BYTES = 15 * 1024;

test.each(mapViews)("the land of %s is what the package gives, and small", (view) => {
  const file = fs.readFileSync(path.join(ROOT, `components/map/land/${view}.svg`), "utf8");
  expect(file).toBe(drawLand(view));
  expect(file.length).toBeLessThanOrEqual(MAX_BYTES);
});

test("every airport is on the map of the world", () => {
  const project = projectionOf("world");
  for (const { code, longitude, latitude } of airports)
    expect(project([longitude, latitude]), code).not.toBeNull();
});

test.each<[string[], MapView]>([
  [["GMP", "CJU"], "korea"],
  [["ICN", "NRT", "BKK"], "asia"],
  [["ICN", "LHR"], "world"],
  [["ICN", "JFK"], "world"],
])("the map of %s is %s", (codes, view) => {
  const at = (code: string) => airports.find((each) => each.code === code)!;
  expect(viewOf(codes.map((code) => [at(code).longitude, at(code).latitude]))).toBe(view);
});
