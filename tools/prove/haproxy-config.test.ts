import { expect, test } from "vitest";
import { reasonToSkip } from "./haproxy";
import { haproxyConfig } from "./haproxy-config";

const config = haproxyConfig(3700, 3709, [
  { name: "app", port: 3701 },
  { name: "app-2", port: 3702 },
]);

test("each replica is checked for readiness", () => {
  expect(config).toContain("http-check send meth GET uri /api/health/ready");
  for (const replica of ["app 127.0.0.1:3701", "app-2 127.0.0.1:3702"])
    expect(config.split(`server ${replica}`)).toHaveLength(2);
});

test("only what reads is repeated after it was sent, and no answer leads to another replica", () => {
  expect(config).toContain("http-request disable-l7-retry unless METH_GET");
  expect(config).not.toMatch(/retry-on .*\d{3}/);
});

test("without HAProxy the proofs are skipped only where it cannot be installed, and never in a CI", () => {
  const no = () => false;
  const yes = () => true;
  expect(reasonToSkip(no, no, false)).toContain("HAProxy");
  for (const [isThere, installable, ci] of [
    [yes, no, false],
    [no, yes, false],
    [no, no, true],
  ] as const)
    expect(reasonToSkip(isThere, installable, ci)).toBeNull();
});
