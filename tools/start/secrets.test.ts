import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadSecrets } from "./secrets";

let dataDir: string;
beforeEach(() => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), "msa-secrets-"));
});
afterEach(() => fs.rmSync(dataDir, { recursive: true }));

test("secrets are made once, strong, and only their owner reads them", () => {
  const first = loadSecrets(dataDir);
  expect(loadSecrets(dataDir)).toEqual(first);
  expect(first.INNGEST_SIGNING_KEY).toMatch(/^([0-9a-f]{2}){32}$/);
  expect(first.STRIPE_SECRET_KEY).toMatch(/^sk_test_/);
  expect(first.STRIPE_WEBHOOK_SECRET).toMatch(/^whsec_/);
  expect(Buffer.from(first.NEXTAUTH_SECRET, "base64url")).toHaveLength(32);
  expect(Buffer.from(first.DATA_KEY, "base64url")).toHaveLength(32);
  expect(fs.statSync(path.join(dataDir, "secrets.json")).mode & 0o777).toBe(0o600);
});

test("a secret that an older file lacks is added, the known ones stay", () => {
  fs.writeFileSync(path.join(dataDir, "secrets.json"), JSON.stringify({ NEXTAUTH_SECRET: "kept" }));
  const secrets = loadSecrets(dataDir);
  expect(secrets.NEXTAUTH_SECRET).toBe("kept");
  expect(secrets.STRIPE_SECRET_KEY).toBeTruthy();
});
