import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { readEnv } from "@/server/shared/env";
import { ROOT } from "@/tools/root";

const read = (file: string) => fs.readFileSync(path.join(ROOT, file), "utf8");
const [, block = ""] = /```ini\n([\s\S]*?)```/.exec(read("docs/deploy.md")) ?? [];
const given = Object.fromEntries(
  [...block.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name, value = ""]) => [
    name as string,
    value.replaceAll('"', ""),
  ]),
);
const ANY_SECRET = "0123456789abcdefghijklmnopqrstuvwxyz";
/** As somebody would fill it in. */
const filled = Object.entries(given).map(([name, value]) => [
  name,
  value === "" ? ANY_SECRET : value.replace("…", "0123456789abcdefghijklmnopqrstuvwxyz.example.com"),
]);

test("with the variables that the guide gives to Vercel the site starts", () => {
  expect(Object.keys(given).length).toBeGreaterThan(10);
  expect(() => readEnv({ NODE_ENV: "production", ...Object.fromEntries(filled) })).not.toThrow();
  for (const name of Object.keys(given)) {
    // What has a default may be missing, and next-auth's and Next's own variables are not the schema's.
    const others = Object.fromEntries(filled.filter(([other]) => other !== name));
    if (
      /^(DATABASE_URL|APP_URL|NEXTAUTH_SECRET|INNGEST_\w+_KEY|STRIPE_\w+|SMTP_URL|BUSINESS_\w+)$/.test(name)
    )
      expect(() => readEnv({ NODE_ENV: "production", ...others }), name).toThrow(name);
  }
});

test("the executions that the guide counts are those of the functions that run every minute", () => {
  const sources = fs
    .readdirSync(path.join(ROOT, "inngest"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => read(path.join("inngest", file)));
  const functions = sources.filter((text) => text.includes("cron: EVERY_MINUTE")).length;
  // One execution for the run, one for its step.
  const executions = (functions * 2 * 60 * 24 * 30).toLocaleString("en");
  expect(functions).toBeGreaterThan(0);
  expect(read("docs/deploy.md")).toContain(
    `${functions} functions run every minute, with 2 executions each: ${executions} a month`,
  );
});

test("each of them is in .env.example", () => {
  const known = new Set([...read(".env.example").matchAll(/^# ([A-Z_]+)=/gm)].map(([, name]) => name));
  expect(Object.keys(given).filter((name) => !known.has(name))).toEqual([]);
});
