import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, inject, test, vi } from "vitest";
import { SecretText } from "@/tools/deploy/secret-text";
import type { VercelCli } from "@/tools/deploy/vercel-cli";
import { connect, databaseUrl } from "@/tools/test/test-server";
import { openPreview } from "./open-preview";
import { cloudsOf } from "./preview";
import { readPreviewSettings } from "./preview-settings";
import { removePreview } from "./remove-preview";
import { type GithubStandIn, startGithub } from "./stand-ins/github-stand-in";
import { type NeonStandIn, startNeon } from "./stand-ins/neon-stand-in";
import { startVercel, type VercelStandIn } from "./stand-ins/vercel-stand-in";
import { sweepPreviews } from "./sweep-previews";

const { adminUrl, databasePrefix } = inject("testServer");
const cli: VercelCli = [process.execPath, path.join(import.meta.dirname, "stand-ins/vercel-cli.mjs")];
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "msa-preview-"));
const pullRequest = {
  number: 12,
  branch: "feature/seat-map",
  commit: "c0ffee".padEnd(40, "0"),
  repository: "owner/air",
};
const host = "msa-air-pr-12.vercel.app";
const SECRETS = {
  GITHUB_TOKEN: "ghs_token-of-the-run",
  NEON_API_KEY: "napi_key-of-the-previews",
  VERCEL_TOKEN: "vercel-token-of-the-team",
  PREVIEW_STRIPE_SECRET_KEY: "sk_test_of_the_previews",
  PREVIEW_INNGEST_EVENT_KEY: "event-key-of-the-branches",
  PREVIEW_INNGEST_SIGNING_KEY: "signkey-branch-0123456789abcdef",
  PREVIEW_SMTP_URL: "smtp://mailer:password-of-mail@127.0.0.1:2525",
  PREVIEW_SECRET: "a-secret-of-all-previews-0123456789",
  PREVIEW_DEMO_PASSWORD: "password-of-the-demo",
};

// Each opening migrates and seeds in programs of their own.
vi.setConfig({ testTimeout: 180_000 });

let neon: NeonStandIn;
let vercel: VercelStandIn;
let github: GithubStandIn;
let output: string[] = [];

beforeAll(async () => {
  neon = await startNeon({ adminUrl, databasePrefix, project: "prev", token: SECRETS.NEON_API_KEY });
  vercel = await startVercel({ token: SECRETS.VERCEL_TOKEN, team: "team_air" });
  github = await startGithub({ token: SECRETS.GITHUB_TOKEN, people: 130 });
});
beforeEach(() => {
  output = [];
});
afterAll(async () => {
  await Promise.all([neon, vercel, github].map((standIn) => standIn.close()));
  fs.rmSync(folder, { recursive: true, force: true });
});

function rig() {
  const secrets = new SecretText();
  const settings = readPreviewSettings(
    {
      ...SECRETS,
      NEON_PROJECT_ID: "prev",
      NEON_API_URL: neon.url,
      VERCEL_ORG_ID: "team_air",
      VERCEL_PROJECT_ID: "prj_air",
      VERCEL_API_URL: vercel.url,
      GITHUB_API_URL: github.url,
      PREVIEW_SEED_DAYS: "1",
    },
    secrets,
  );
  const say = (line: string) => void output.push(line);
  return { settings, clouds: cloudsOf(settings, { secrets, say, pauseMs: 5 }) };
}
const open = (smoke = {}) =>
  openPreview({
    ...rig(),
    pullRequest,
    cli,
    folder,
    smoke: { at: vercel.at, patienceMs: 2_000, pauseMs: 20, ...smoke },
  });
const close = () => {
  const { settings, clouds } = rig();
  return removePreview(settings, clouds, pullRequest);
};
const ours = () => github.comments.filter(({ user }) => user.type === "Bot").map(({ body }) => body);

async function rows(statement: string): Promise<unknown[]> {
  const client = await connect(databaseUrl(adminUrl, neon.databaseOf("preview/pr-12")));
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

/** Nobody who reads the log or the pull request may learn a secret. */
function expectNoSecrets(): void {
  const written = [...output, ...ours()].join("\n");
  const derived = vercel.deployments.map(({ env }) => env.NEXTAUTH_SECRET ?? "none");
  for (const secret of [...Object.values(SECRETS), ...derived, "password-of-mail", "neon-password-of"])
    expect(written).not.toContain(secret);
}

test("a failed deployment is told with what is there, and another run goes on from it", async () => {
  vercel.trouble({ call: /^POST \/v13\/deployments/, how: 500, times: 1 });
  await expect(open()).rejects.toThrow(/ended with 1/);
  expect(ours()).toEqual([
    expect.stringMatching(
      /the deployment\*\* failed[\s\S]*What is there: the database branch `preview\/pr-12`\./,
    ),
  ]);
  expect(neon.branches()).toHaveLength(1);
  expect(vercel.deployments).toEqual([]);
  expectNoSecrets();
});

test("a site that does not become ready is a failure that names the address, and busy services are asked again", async () => {
  neon.trouble({ call: /^GET .*\/operations/, how: 423, times: 2 });
  neon.trouble({ call: /^PATCH /, how: 429, times: 1 });
  github.trouble({ call: /^PATCH /, how: "lost", times: 1 });
  await expect(open({ at: () => "http://127.0.0.1:9", patienceMs: 0 })).rejects.toThrow(
    /did not become ready/,
  );
  expect(ours()[0]).toMatch(
    /the check of the fresh site\*\* failed[\s\S]*the address https:\/\/msa-air-pr-12/,
  );
  expectNoSecrets();
});

test("another push gives the same branch, comment and address a new deployment, and keeps what people did", async () => {
  await rows("create table public.by_hand (id int)");
  const [before] = vercel.deployments;
  vercel.trouble({ call: /^GET \/v6/, how: 500, times: 2 });
  expect(await open()).toBe(`https://${host}`);
  expect(neon.branches().map(({ name }) => name)).toEqual(["preview/pr-12"]);
  expect(ours()).toEqual([expect.stringContaining(`**https://${host}/ko**`)]);
  expect(ours()[0]).toContain("Inngest branch environment `feature/seat-map`");
  expect(vercel.deployments).toHaveLength(1);
  expect(vercel.deployments[0]?.uid).not.toBe(before?.uid);
  expect(vercel.deployments[0]?.env.NEXTAUTH_SECRET).toBe(before?.env.NEXTAUTH_SECRET);
  expect(await rows("select count(*)::int as n from public.by_hand")).toEqual([{ n: 0 }]);
  expectNoSecrets();
});

test("the deployment runs with its own database, addresses and test keys, and nothing of the run", () => {
  const [deployment] = vercel.deployments;
  expect(vercel.deployments).toHaveLength(1);
  expect(deployment?.target).toBeUndefined();
  expect(vercel.aliases.get(host)).toBe(deployment?.uid);
  const { env } = deployment!;
  const database = neon.databaseOf("preview/pr-12");
  expect(env.DATABASE_URL).toMatch(new RegExp(`/${database}\\?application_name=pooled$`));
  expect(env.DATABASE_URL_UNPOOLED).toMatch(new RegExp(`/${database}\\?application_name=direct$`));
  expect(env).toMatchObject({
    APP_URL: `https://${host}`,
    INNGEST_SERVE_ORIGIN: `https://${host}`,
    INNGEST_ENV: "feature/seat-map",
    STRIPE_SECRET_KEY: SECRETS.PREVIEW_STRIPE_SECRET_KEY,
  });
  for (const name of ["VERCEL_TOKEN", "NEON_API_KEY", "GITHUB_TOKEN", "PREVIEW_SECRET"])
    expect(Object.values(env)).not.toContain(SECRETS[name as keyof typeof SECRETS]);
});

test("the database of the branch is migrated and seeded, with the password of the previews", async () => {
  expect(await rows("select count(*)::int as n from drizzle.__drizzle_migrations")).not.toEqual([{ n: 0 }]);
  expect(await rows("select count(*) > 50 as many from schedule.flights")).toEqual([{ many: true }]);
  expect(await rows("select count(*)::int as n from identity.users where role = 'ADMIN'")).toEqual([
    { n: 1 },
  ]);
});

test("what cannot be removed is named, and its mark stays for the nightly run", async () => {
  vercel.trouble({ call: /^DELETE \/v13/, how: 403, times: 1 });
  await expect(close()).rejects.toThrow(/not removed:\n {2}the deployments: Vercel: DELETE/);
  expect(ours()[0]).toContain("Not all could be removed");
  expect(neon.branches()).toHaveLength(1);
});

test("the nightly run removes what a closed pull request left, and leaves an open one alone", async () => {
  const { settings, clouds } = rig();
  await sweepPreviews(settings, clouds, "owner/air");
  expect(neon.branches()).toHaveLength(1);
  github.closed.add(pullRequest.number);
  neon.trouble({ call: /^DELETE /, how: "lost", times: 1 });
  await sweepPreviews(settings, clouds, "owner/air");
  expect([neon.branches(), vercel.deployments, [...vercel.aliases]]).toEqual([[], [], []]);
  await expect(rows("select 1")).rejects.toThrow(/does not exist/);
});

test("closing again removes nothing and is no error", async () => {
  await close();
  expect(ours()).toEqual([
    expect.stringContaining("Closed: the deployments, the address and the database branch are gone"),
  ]);
  expectNoSecrets();
});

test("a branch and a comment whose creation loses its answer are there once", async () => {
  neon.trouble({ call: /^POST .*\/branches/, how: "lost", times: 1 });
  github.trouble({ call: /^POST /, how: "lost", times: 1 });
  neon.trouble({ call: /^GET .*\/connection_uri/, how: 403, times: 1 });
  github.comments.splice(130);
  await expect(open()).rejects.toThrow(/connection_uri/);
  expect(neon.branches()).toHaveLength(1);
  expect(ours()).toHaveLength(1);
  expect(neon.calls.filter((call) => call.startsWith("POST"))).toHaveLength(2);
  await close();
});
