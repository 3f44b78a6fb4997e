import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { ROOT } from "@/tools/root";
import { CHART } from "./render-chart";

// Dependabot moves compose.yaml's. An engine that was tried on one machine is the one that runs in the cluster.
test("the chart runs the event engine and the Redis of compose.yaml: change both files", () => {
  const { services } = parse(fs.readFileSync(path.join(ROOT, "compose.yaml"), "utf8"), { merge: true });
  const { selfHosted } = parse(fs.readFileSync(path.join(CHART, "values.yaml"), "utf8")).inngest;
  expect({ inngest: selfHosted.image, redis: selfHosted.redis.image }).toEqual({
    inngest: services.inngest.image,
    redis: services.redis.image,
  });
});
