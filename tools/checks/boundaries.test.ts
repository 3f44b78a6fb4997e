import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROOT } from "@/tools/root";
import { type BoundaryReport, checkBoundaries } from "./boundaries";

/** file → what it imports. A comment-free miniature of the house, with one broken wall per rule. */
const ALLOWED: Record<string, string[]> = {
  "app/page.ts": [
    "@/server/trip/index",
    "@/server/trip/queries",
    "@/server/flows/journey",
    "@/server/shared/money",
    "@/components/button",
  ],
  "components/button.ts": ["@/server/trip/schemas"],
  "inngest/reaction.ts": ["@/server/trip/events", "@/server/flows/journey"],
  "server/flows/journey.ts": [
    "./step",
    "@/server/trip/index",
    "@/server/trip/queries",
    "@/server/shared/env",
  ],
  "server/flows/step.ts": ["@/server/other/events", "@/server/trip/schemas"],
  "server/trip/index.ts": [
    "./domain/rule",
    "@/db/client",
    "@/db/schema/trip",
    "@/server/other/events",
    "@/i18n/format",
  ],
  "server/trip/queries.ts": [],
  "server/trip/schemas.ts": [],
  "server/trip/events.ts": [],
  "server/trip/index.test.ts": ["@/local/stand-in", "./index"],
  "server/trip/domain/rule.ts": ["@/server/shared/money"],
  "server/other/events.ts": [],
  "server/other/verb.ts": [],
  "server/assurance/check.ts": ["@/db/client"],
  "server/shared/money.ts": [],
  "server/shared/env.ts": [],
  "server/shared/settings.ts": ["@/db/env"],
  "server/shared/fare-terms.ts": [],
  "db/client.ts": ["./env"],
  "db/env.ts": [],
  "db/schema/columns.ts": [],
  "db/schema/trip.ts": ["./columns", "@/server/shared/fare-terms"],
  "db/schema/other.ts": ["./columns"],
  "i18n/format.ts": [],
  "i18n/request.ts": ["./format"],
  "local/stand-in.ts": [],
  "tools/start.ts": ["@/local/stand-in"],
};

const FORBIDDEN: [rule: string, file: string, imported: string][] = [
  ["adapters-use-the-front-door", "app/verb.ts", "@/server/other/verb"],
  ["adapters-use-the-front-door", "inngest/database.ts", "@/db/client"],
  ["inngest-not-to-app", "inngest/page.ts", "@/app/page"],
  ["components-only-draw", "components/asks.ts", "@/server/trip/queries"],
  ["schemas-are-types-and-zod", "server/secret/schemas.ts", "@/server/shared/env"],
  ["context-keeps-to-itself", "server/trip/joins.ts", "@/db/schema/other"],
  ["context-keeps-to-itself", "server/trip/calls.ts", "@/server/other/verb"],
  ["context-keeps-to-itself", "server/trip/language.ts", "@/i18n/request"],
  ["flows-use-front-doors", "server/flows/shortcut.ts", "@/server/other/verb"],
  ["flows-use-front-doors", "server/flows/table.ts", "@/db/client"],
  ["flows-use-front-doors", "server/flows/engine.ts", "@/inngest/reaction"],
  ["contexts-know-no-flow", "server/trip/starts.ts", "@/server/flows/journey"],
  ["contexts-know-no-flow", "components/starts.ts", "@/server/flows/journey"],
  ["assurance-reads-by-raw-sql", "server/assurance/table.ts", "@/db/schema/trip"],
  ["shared-knows-no-context", "server/shared/trip.ts", "@/server/trip/events"],
  ["domain-is-pure", "server/trip/domain/clock.ts", "@/server/shared/env"],
  ["domain-is-pure", "server/trip/domain/random.ts", "node:crypto"],
  ["kernel-is-pure", "server/shared/time.ts", "@/server/shared/env"],
  ["schema-stands-alone", "db/schema/joined.ts", "./other"],
  ["schema-stands-alone", "db/schema/priced.ts", "@/server/shared/money"],
  ["db-imports-nothing-above", "db/settings.ts", "@/server/shared/env"],
  ["db-imports-nothing-above", "db/terms.ts", "@/server/shared/fare-terms"],
  ["state-knows-no-framework", "server/other/web.ts", "next/headers"],
  ["state-knows-no-framework", "server/other/engine.ts", "inngest"],
  ["local-is-a-stand-in", "app/laptop.ts", "@/local/stand-in"],
  ["local-is-a-stand-in", "app/started.ts", "@/tools/start"],
  ["product-not-to-tests", "server/trip/tested.ts", "./index.test"],
  ["no-unresolvable", "server/other/typo.ts", "@/server/other/nowhere"],
  ["no-circular", "server/other/cycle-back.ts", "./cycle"],
];

let house: string;
let report: BoundaryReport;

beforeAll(async () => {
  house = fs.mkdtempSync(path.join(os.tmpdir(), "msa-boundaries-"));
  fs.symlinkSync(path.join(ROOT, "node_modules"), path.join(house, "node_modules"));
  const paths = { "@/*": ["./*"] };
  // Without baseUrl, paths would be taken from the current folder.
  const compilerOptions = {
    baseUrl: ".",
    module: "esnext",
    moduleResolution: "bundler",
    target: "ES2022",
    paths,
  };
  fs.writeFileSync(path.join(house, "tsconfig.json"), JSON.stringify({ compilerOptions }));
  for (const [file, imports] of Object.entries(ALLOWED)) write(file, imports);
  for (const [, file, imported] of FORBIDDEN) write(file, [imported]);
  write("server/other/cycle.ts", ["./cycle-back"]);
  report = await checkBoundaries(
    ["app", "components", "inngest", "server", "db", "local", "tools", "i18n"],
    house,
  );
}, 60_000);

afterAll(() => fs.rmSync(house, { recursive: true }));

/** Types only: they count like any other import. */
function write(file: string, imports: string[]): void {
  const full = path.join(house, file);
  fs.mkdirSync(path.dirname(full), { recursive: true });
  const lines = imports.map((from, index) => `import type * as part${index} from "${from}";`);
  fs.writeFileSync(full, [...lines, "export type Anything = unknown;"].join("\n"));
}

test("the whole house is seen", () => {
  expect(report.modules).toBeGreaterThan(Object.keys(ALLOWED).length);
});

test.each(FORBIDDEN)("%s: %s may not import %s", (rule, file) => {
  expect(
    report.violations.filter((line) => line.startsWith(`${rule}: `) && line.includes(` ${file} `)),
  ).toHaveLength(1);
});

test("what the table allows is not reported", () => {
  const offenders = new Set(report.violations.map((line) => line.split(/[: ]+/)[1]));
  expect(Object.keys(ALLOWED).filter((file) => offenders.has(file))).toEqual([]);
});
