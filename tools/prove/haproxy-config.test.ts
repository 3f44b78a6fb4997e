import { expect, test } from "vitest";
import { reasonToSkip } from "./haproxy";
import { haproxyConfig } from "./haproxy-config";

const config = haproxyConfig(3700, 3709, [
  { name: "app", port: 3701 },
  { name: "app-2", port: 3702 },
]);

test("each replica is checked for readiness, and serves pages and files", () => {
  expect(config).toContain("http-check send meth GET uri /api/health/ready");
  for (const replica of ["app 127.0.0.1:3701", "app-2 127.0.0.1:3702"])
    expect(config.split(`server ${replica}`)).toHaveLength(3);
  const [, , files = ""] = config.split(/^backend /m);
  expect(files).toContain("uri /api/health/live");
});

test("only what reads is repeated after it was sent, and an unknown file is asked of another replica", () => {
  const [, replicas = "", files = ""] = config.split(/^backend /m);
  expect(replicas).toContain("http-request disable-l7-retry unless METH_GET");
  expect(replicas).not.toMatch(/retry-on .*\d{3}/);
  expect(files).toContain("retry-on conn-failure empty-response 404");
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
