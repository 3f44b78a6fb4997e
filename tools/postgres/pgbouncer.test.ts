import { expect, test } from "vitest";
import { reasonToSkip } from "./pgbouncer";

const yes = () => true;
const no = () => false;

test("without PgBouncer and without a way to install it the tests behind a pooler are skipped, with a reason", () => {
  expect(reasonToSkip(no, no, false)).toContain("there is no PgBouncer");
});

test.each([
  ["where it is there", yes, no, false],
  ["where it can be installed", no, yes, false],
  ["in a CI, even without it", no, no, true],
])("they run %s", (_, isThere, isInstallable, isCi) => {
  expect(reasonToSkip(isThere, isInstallable, isCi)).toBeNull();
});
