import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, inject, test, vi } from "vitest";
import { startVercel, type VercelStandIn } from "@/tools/preview/stand-ins/vercel-stand-in";
import { ROOT } from "@/tools/root";
import { connect, databaseUrl } from "@/tools/test/test-server";
import { readDeploySettings, type VercelTarget } from "./deploy-settings";
import { deployReleaseToVercel } from "./deploy-to-vercel";
import { SecretText } from "./secret-text";
import type { VercelCli } from "./vercel-cli";

const { adminUrl, databasePrefix } = inject("testServer");
const name = `${databasePrefix}production`;
const cli: VercelCli = [process.execPath, path.join(ROOT, "tools/preview/stand-ins/vercel-cli.mjs")];
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "msa-release-"));
const TOKEN = "vercel-token-of-the-production";
const KEY = Buffer.from("key-of-the-actions-0123456789abc").toString("base64");

// Each release migrates in a program of its own.
vi.setConfig({ testTimeout: 180_000 });

let vercel: VercelStandIn;
let output: string[] = [];

async function asAdmin(statement: string): Promise<void> {
  const client = await connect(adminUrl);
  await client.query(statement).finally(() => client.end());
}
beforeAll(async () => {
  await asAdmin(`create database ${name}`);
  vercel = await startVercel({
    ...{ token: TOKEN, team: "team_air", domain: "air.example" },
    variables: { DATABASE_URL: databaseUrl(adminUrl, name) },
  });
});
beforeEach(() => {
  output = [];
});
afterAll(async () => {
  await vercel.close();
  await asAdmin(`drop database if exists ${name} with (force)`);
  fs.rmSync(folder, { recursive: true, force: true });
});

/** @param ill the addresses whose site does not answer. */
function release(version: string, ill: RegExp = /^$/) {
  const secrets = new SecretText();
  const env = {
    DEPLOY_TARGET: "vercel",
    APP_URL: "https://air.example",
    VERCEL_TOKEN: TOKEN,
    VERCEL_ORG_ID: "team_air",
    VERCEL_PROJECT_ID: "prj",
    VERCEL_API_URL: vercel.url,
    DATABASE_URL: databaseUrl(adminUrl, name),
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: KEY,
  };
  const target = readDeploySettings(env, secrets) as VercelTarget;
  const say = (line: string) => void output.push(line);
  const at = (url: string) => (ill.test(url) ? "http://127.0.0.1:9" : vercel.at(url));
  const smoke = { at, patienceMs: 0, pauseMs: 10 };
  return deployReleaseToVercel(target, { secrets, say, version, cli, folder, smoke });
}
const shown = () =>
  vercel.deployments.find(({ uid }) => uid === vercel.aliases.get("air.example"))?.meta.version;

test("a release that is not well beside the running version is not shown to customers", async () => {
  await expect(release("one", /vercel\.app/)).rejects.toThrow(/did not become ready/);
  expect(vercel.deployments.map(({ target }) => target)).toEqual(["production"]);
  expect(shown()).toBeUndefined();
  expect(output).toContainEqual(expect.stringContaining("migrated: 0000_init"));
});

test("another try migrates nothing again, is asked first and then shown, and no secret is in the output", async () => {
  await release("two");
  expect(shown()).toBe("two");
  const order = ["migrations are current", "search: GMP–CJU is sold on 0 of 7 days", "── switch"];
  expect(output.filter((line) => order.includes(line))).toEqual([...order, order[1]]);
  for (const secret of [TOKEN, KEY, databaseUrl(adminUrl, name)])
    expect(output.join("\n")).not.toContain(secret);
});

test("a release that is not well at the site's own address fails and says how it is taken back", async () => {
  await expect(release("three", /air\.example/)).rejects.toThrow(
    /is public and not well[\s\S]*Take it back: npx vercel rollback/,
  );
});
