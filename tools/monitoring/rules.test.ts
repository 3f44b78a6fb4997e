import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { ROOT } from "@/tools/root";
import { promtool, reasonToSkip } from "./promtool";
import { alerts, alertTests, RULE_FILES, ruleTestFiles } from "./rules";

describe("Prometheus' own tool", () => {
  const reason = reasonToSkip();
  test.for(RULE_FILES)("reads the rules of %s", (file, context) => {
    if (reason) return context.skip(reason);
    expect(promtool(["check", "rules", file])).toMatchObject({ status: 0 });
  });

  test.for(ruleTestFiles)(
    "sees each alert of %s fire on its series, and on no other",
    { timeout: 60_000 },
    (file, context) => {
      if (reason) return context.skip(reason);
      expect(promtool(["test", "rules", file])).toMatchObject({ status: 0 });
    },
  );
});

test.each(alerts)(
  "the alert $alert says what it means, how urgent it is and what to do",
  ({ for: lasting, labels, annotations }) => {
    expect(lasting).toMatch(/^\d+[mh]$/);
    expect(["critical", "warning"]).toContain(labels.severity);
    expect(annotations.summary.length).toBeGreaterThan(10);
    expect(annotations.description.length).toBeGreaterThan(20);
    expect(annotations.runbook_url).toMatch(/^docs\/runbooks\/[a-z-]+\.md$/);
    expect(fs.existsSync(path.join(ROOT, annotations.runbook_url)), annotations.runbook_url).toBe(true);
  },
);

test("each alert has a test in which it fires, and one in which it does not", () => {
  const kinds = alerts.map(({ alert }) => [
    alert,
    alertTests.some((one) => one.alertname === alert && one.fires),
    alertTests.some((one) => one.alertname === alert && !one.fires),
  ]);
  expect(kinds.filter(([, fires, quiet]) => !fires || !quiet)).toEqual([]);
  expect(kinds.length).toBeGreaterThan(20);
});

test("no two alerts have one name", () => {
  expect(new Set(alerts.map(({ alert }) => alert)).size).toBe(alerts.length);
});
