import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import packageJson from "@/package.json";
import { ROOT } from "@/tools/root";
import { alerts } from "./rules";
import { codeOf, runbooks } from "./runbooks";

const index = runbooks.find(({ name }) => name === "README")?.text ?? "";
const pages = runbooks.filter(({ name }) => name !== "README");
const exists = (file: string) => fs.existsSync(path.join(ROOT, file));

test("the index has every page, with the alerts that lead to it and no others", () => {
  for (const { name } of pages) expect(index, name).toContain(`](${name}.md)`);
  for (const { alert, annotations } of alerts) {
    const page = path.basename(annotations.runbook_url);
    const row = index.split("\n").find((line) => line.includes(`](${page})`)) ?? "";
    expect(row.split(/[\s,|;]+/), alert).toContain(alert);
  }
  const named = index.match(/\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\b/g) ?? [];
  const known = new Set(alerts.map(({ alert }) => alert));
  const others = new Set(named.filter((name) => !known.has(name)));
  expect([...others]).toEqual([]);
});

const answered = pages.filter(({ name }) =>
  alerts.some(({ annotations }) => annotations.runbook_url.endsWith(`/${name}.md`)),
);

test.each(answered)(
  "$name says what it is about, what customers notice, what to do and when it is over",
  ({ text }) => {
    expect(text).toMatch(/^# .+\n/);
    expect(text).toMatch(/^\*\*Means\.\*\* /m);
    expect(text).toContain("## Look first");
    expect(text).toContain("## Do");
    expect(text).toContain("**Customers notice**");
    expect(text).toContain("**Over when**");
    expect(text.split("\n").length).toBeLessThan(110);
  },
);

test.each(runbooks)("the links of $name lead to pages that are there", ({ text }) => {
  for (const [, target = ""] of text.matchAll(/\]\(([^)#]+)[^)]*\)/g))
    expect(exists(`docs/runbooks/${target}`), target).toBe(true);
});

test.each(runbooks)(
  "the scripts of npm, paths and pages of the site that $name names are there",
  ({ text }) => {
    const code = codeOf(text).join("\n");
    for (const [, script = ""] of code.matchAll(/npm run ([\w-]+)/g))
      expect(Object.keys(packageJson.scripts), script).toContain(script);
    for (const [file] of code.matchAll(/\b(?:docs|server|deploy|tools|db)\/[\w./-]+\b/g))
      expect(exists(file), file).toBe(true);
    for (const [, page = ""] of code.matchAll(/\/ko(\/[\w/-]+)/g))
      expect(exists(`app/[locale]${page}/page.tsx`), page).toBe(true);
    for (const [route] of code.matchAll(/\/api\/[\w/-]+/g))
      expect(exists(`app${route}/route.ts`), route).toBe(true);
  },
);

/** Variables of the shell and of Next that stand in no list of ours. */
const KNOWN = new Set(["NEXT_SERVER_ACTIONS_ENCRYPTION_KEY"]);

test.each(runbooks)("the environment variables that $name names are those of the site", ({ text }) => {
  const listed = fs.readFileSync(path.join(ROOT, ".env.example"), "utf8");
  for (const code of codeOf(text))
    for (const [, name = ""] of code.matchAll(/(?:^|\$)([A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+)\b/g))
      if (!KNOWN.has(name) && !isErrorCode(name))
        expect(listed, name).toMatch(new RegExp(`^# ${name}=`, "m"));
});

const errors = fs.readFileSync(path.join(ROOT, "server/shared/errors.ts"), "utf8");
const isErrorCode = (name: string) => errors.includes(`"${name}"`);

/** Texts of the log that a page quotes, by the way it introduces them. */
test.each(runbooks)("the lines of the log that $name quotes are written by the program", ({ text }) => {
  const quoted = [...text.matchAll(/grep(?: -c)? '([a-z][^']+)'|[Ll]og(?:[^."|]{0,40})"([a-z][^"]+)"/g)];
  for (const [, grepped, said] of quoted) expect(sources(), said ?? grepped).toContain(said ?? grepped);
});

let program = "";
function sources(): string {
  program ||= ["app", "server", "inngest"]
    .flatMap((ground) =>
      fs
        .readdirSync(path.join(ROOT, ground), { recursive: true, encoding: "utf8" })
        .filter((file) => /(?<!\.test)\.ts$/.test(file))
        .map((file) => fs.readFileSync(path.join(ROOT, ground, file), "utf8")),
    )
    .join("\n");
  return program;
}
