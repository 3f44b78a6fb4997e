import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { ENTRY_LIMITS } from "@/app/_lib/edge/entry-limits";
import { CHART } from "./render-chart";

/** The limits have two homes, because Helm reads no TypeScript. */
test("the chart's entry has the limits of the application", () => {
  const { entry } = parse(fs.readFileSync(path.join(CHART, "values.yaml"), "utf8"));
  const { requestsPerSecond, burst, writesPerMinute, connectionsPerAddress } = entry;
  expect({ requestsPerSecond, burst, writesPerMinute, connectionsPerAddress }).toEqual({
    requestsPerSecond: ENTRY_LIMITS.readsPerSecond,
    burst: ENTRY_LIMITS.readBurst,
    writesPerMinute: ENTRY_LIMITS.writesPerMinute,
    connectionsPerAddress: ENTRY_LIMITS.connectionsPerAddress,
  });
});
