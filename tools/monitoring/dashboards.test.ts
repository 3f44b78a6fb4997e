import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "@/tools/root";
import { dashboards, expressionsOf, type Panel } from "./dashboards";
import { promtool, reasonToSkip } from "./promtool";

/** The data source that the reader chose. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of Grafana
const CHOSEN = { type: "prometheus", uid: "${datasource}" };

test("every file is a dashboard that Grafana can import, with an address of its own", () => {
  expect(dashboards.length).toBeGreaterThanOrEqual(4);
  expect(new Set(dashboards.map(({ uid }) => uid)).size).toBe(dashboards.length);
});

test.each(dashboards)("$title lets its reader choose the data source", ({ panels, templating }) => {
  expect(templating.list.map(({ name, type }) => `${name}: ${type}`)).toEqual([
    "datasource: datasource",
    "namespace: query",
    "runbooks: textbox",
  ]);
  for (const { datasource, targets = [], type } of panels) {
    if (type === "row") continue;
    for (const source of [datasource, ...targets.map((target) => target.datasource)])
      expect(source).toEqual(CHOSEN);
    expect(targets.length).toBeGreaterThan(0);
  }
});

test.each(dashboards)("the panels of $title do not overlap, and each has its own id", ({ panels }) => {
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  const overlaps = panels.flatMap((one, at) =>
    panels.slice(at + 1).filter((other) => overlap(one.gridPos, other.gridPos)),
  );
  expect(overlaps.map(({ title }) => title)).toEqual([]);
  for (const { gridPos } of panels) expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
});

type Place = Panel["gridPos"];
const overlap = (a: Place, b: Place) =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

test.each(dashboards)("the runbooks that $title names are there", ({ panels, links }) => {
  const urls = [...links, ...panels.flatMap((panel) => panel.links ?? [])].map(({ url }) => url);
  const named = urls.flatMap((url) => /^\$\{runbooks\}\/(.+)$/.exec(url)?.[1] ?? []);
  expect(named.length).toBeGreaterThan(2);
  for (const name of named) expect(fs.existsSync(path.join(ROOT, "docs/runbooks", name)), name).toBe(true);
});

// The first test that needs promtool downloads it.
test("Prometheus can read every expression", { timeout: 60_000 }, (context) => {
  const reason = reasonToSkip();
  if (reason) return context.skip(reason);
  const rules = dashboards.flatMap(expressionsOf).map((expr, at) => ({ record: `a:b:c${at}`, expr }));
  expect(rules.length).toBeGreaterThan(40);
  const folder = fs.mkdtempSync(path.join(process.env.TMPDIR ?? "/tmp", "msa-dashboards-"));
  try {
    const file = path.join(folder, "rules.yaml");
    fs.writeFileSync(file, JSON.stringify({ groups: [{ name: "dashboards", rules }] }));
    expect(promtool(["check", "rules", file])).toMatchObject({ status: 0 });
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});
