import fs from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { ROOT } from "@/tools/root";

const FOLDER = "deploy/prometheus";

export const RULE_FILES = ["alerts.yaml", "recording.yaml"].map((name) => `${FOLDER}/${name}`);
export const ruleTestFiles = fs
  .readdirSync(path.join(ROOT, FOLDER, "tests"))
  .map((name) => `${FOLDER}/tests/${name}`);

const rule = z.union([
  z.strictObject({
    alert: z.string(),
    expr: z.string(),
    for: z.string(),
    labels: z.strictObject({ severity: z.string() }),
    annotations: z.strictObject({ summary: z.string(), description: z.string(), runbook_url: z.string() }),
  }),
  z.strictObject({ record: z.string(), expr: z.string() }),
]);
const ruleFile = z.strictObject({
  groups: z.array(z.strictObject({ name: z.string(), rules: z.array(rule) })),
});
const testFile = z.object({
  tests: z.array(
    z.object({
      alert_rule_test: z.array(z.object({ alertname: z.string(), exp_alerts: z.array(z.unknown()) })),
    }),
  ),
});

const read = (file: string): unknown => parse(fs.readFileSync(path.join(ROOT, file), "utf8"));

/** Every rule of the rule files. */
export const rules = RULE_FILES.flatMap((file) => ruleFile.parse(read(file)).groups).flatMap(
  (group) => group.rules,
);
export const alerts = rules.filter((one) => "alert" in one);
export const recordings = rules.filter((one) => "record" in one).map(({ record }) => record);

/** What the tests of promtool ask of each alert. */
export const alertTests = ruleTestFiles
  .flatMap((file) => testFile.parse(read(file)).tests)
  .flatMap((one) => one.alert_rule_test)
  .map(({ alertname, exp_alerts }) => ({ alertname, fires: exp_alerts.length > 0 }));
