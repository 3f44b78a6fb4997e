import fs from "node:fs";
import { expect, test } from "vitest";
import { haproxyConfig } from "@/tools/prove/haproxy-config";
import { CONFIG } from "./proxy";

const sections = (text: string): Map<string, string[]> =>
  new Map(
    text.split(/^(?=\S)/m).map((part) => {
      const [name = "", ...lines] = part.split("\n").map((line) => line.trim());
      return [name, lines.filter((line) => line !== "" && !line.startsWith("#"))] as const;
    }),
  );
const composed = sections(fs.readFileSync(CONFIG, "utf8"));
const proven = sections(haproxyConfig(3700, 3709, [{ name: "app", port: 3701 }]));
const linesOf = (config: Map<string, string[]>, section: string, about: RegExp) =>
  (config.get(section) ?? []).filter((line) => about.test(line));

// The releases without a failed request are proved with the one, and customers come through the other.
test.each([
  ["defaults", "defaults", /^(retries|option redispatch|timeout check)/],
  ["frontend site", "frontend site", /_backend/],
  ["backend site", "backend replicas", /^(retry-on|http-request|http-check expect)/],
])("compose's proxy has in `%s` what the proofs have in `%s`", (own, proof, about) => {
  const lines = linesOf(composed, own, about);
  expect(lines.length).toBeGreaterThan(0);
  // The one backend has a name of its own in each.
  const named = linesOf(proven, proof, about).map((line) =>
    line.replace("_backend replicas", "_backend site"),
  );
  expect(lines.sort()).toEqual(named.sort());
});

test("compose's proxy asks the same probe as the proofs", () => {
  const probeOf = (config: Map<string, string[]>, section: string) =>
    linesOf(config, section, /^http-check send/).map((line) => /uri (\S+)/.exec(line)?.[1]);
  expect(probeOf(composed, "backend site")).toHaveLength(1);
  expect(probeOf(composed, "backend site")).toEqual(probeOf(proven, "backend replicas"));
});
