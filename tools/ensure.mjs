// Runs before anything is installed: only what Node itself brings.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { compressStatic } from "./compress-static.mjs";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const MINIMUM_NODE = [20, 19];

/** Folders and files that the production build does not read. */
const NOT_BUILT = new Set([
  ...["node_modules", "local", "tools", "e2e", "bench", "docs", "deploy", "coverage", "test-results"],
  ...["playwright-report", "next-env.d.ts", "vitest.config.ts", "playwright.config.ts", "drizzle.config.ts"],
  ...["biome.json", "knip.json", "Dockerfile", "compose.yaml"],
]);

checkNode();
process.chdir(ROOT);
main();

async function main() {
  await install();
  if (process.argv.includes("--build")) await build();
}

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  const [wantedMajor, wantedMinor] = MINIMUM_NODE;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  console.error(
    `MSA Air needs Node.js ${MINIMUM_NODE.join(".")} or newer; this is ${process.version}.\n` +
      "Install a current one from https://nodejs.org (or `nvm install --lts`) and try again.",
  );
  process.exit(1);
}

/** Installs exactly what package-lock.json says, once per version of that file. */
async function install() {
  const lock = sha256(fs.readFileSync("package-lock.json"));
  const mark = "node_modules/.msa-lock";
  if (readOr(mark, "") === lock) return;
  if (!isInstalled()) {
    say("Installing dependencies (a minute or so, the first time) …");
    await run(process.platform === "win32" ? "npm.cmd" : "npm", [
      "ci",
      "--include=dev",
      "--include=optional",
      "--no-audit",
      "--no-fund",
    ]);
  }
  fs.writeFileSync(mark, lock);
}

/** True when npm's own record of node_modules agrees with the lock file, e.g. after a plain `npm ci`. */
function isInstalled() {
  const wanted = JSON.parse(fs.readFileSync("package-lock.json", "utf8")).packages;
  const record = readOr("node_modules/.package-lock.json", "");
  if (record === "") return false;
  const found = JSON.parse(record).packages;
  return Object.entries(wanted).every(([place, { version, optional }]) => {
    if (place === "") return true;
    // Packages for other platforms are never installed.
    return found[place] ? found[place].version === version : optional === true;
  });
}

/** Builds when a source changed since the last build, and completes the standalone server. */
async function build() {
  const dist = process.env.MSA_DIST_DIR || ".next";
  const standalone = path.join(dist, "standalone");
  const mark = path.join(dist, "msa-sources");
  const sources = hashOfSources();
  if (readOr(mark, "") === sources && fs.existsSync(path.join(standalone, "server.js"))) return;
  say("Building the site (half a minute or so) …");
  fs.rmSync(mark, { force: true });
  await run(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
    NODE_ENV: "production",
    // `npm test` checks the types; a start does not wait for them.
    MSA_SKIP_TYPECHECK: "1",
  });
  await compressStatic(path.join(dist, "static"));
  fs.cpSync(path.join(dist, "static"), path.join(standalone, dist, "static"), { recursive: true });
  if (fs.existsSync("public")) fs.cpSync("public", path.join(standalone, "public"), { recursive: true });
  fs.writeFileSync(mark, sources);
}

function hashOfSources() {
  const hash = createHash("sha256");
  for (const file of sourceFiles(""))
    hash.update(file).update("\0").update(fs.readFileSync(file)).update("\0");
  for (const [name, value] of Object.entries(process.env).sort()) {
    if (name.startsWith("NEXT_PUBLIC_")) hash.update(`${name}=${value}\0`);
  }
  return hash.digest("hex");
}

function sourceFiles(folder) {
  return fs
    .readdirSync(folder || ".", { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const file = folder ? `${folder}/${entry.name}` : entry.name;
      const skipped =
        entry.name.startsWith(".") || NOT_BUILT.has(file) || /\.(test\.tsx?|md|tsbuildinfo|log)$/.test(file);
      if (skipped) return [];
      return entry.isDirectory() ? sourceFiles(file) : entry.isFile() ? [file] : [];
    });
}

/** Runs a program to its end. A signal to us, or the end of our parent, ends it too. */
function run(program, args, environment = {}) {
  const child = spawn(program, args, {
    // No stdin: a question would wait for ever in CI.
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...environment },
  });
  const abort = (exitCode) => {
    child.kill("SIGTERM");
    process.exit(exitCode);
  };
  process.once("SIGINT", () => abort(130));
  process.once("SIGTERM", () => abort(143));
  // The shell between npm and us does not pass a signal on, it just leaves.
  const parent = process.ppid;
  const watch = setInterval(() => process.ppid === parent || abort(143), 500);
  return new Promise((resolve) => {
    const finish = (status, why) => {
      clearInterval(watch);
      process.removeAllListeners("SIGINT").removeAllListeners("SIGTERM");
      if (status === 0) return resolve();
      console.error(`\n${path.basename(program)} ${args.join(" ")} failed (${why}).`);
      process.exit(1);
    };
    child.once("error", (error) => finish(1, error.message));
    child.once("exit", (code, signal) => finish(code, signal || `exit code ${code}`));
  });
}

function say(line) {
  console.log(`• ${line}`);
}

function readOr(file, fallback) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return fallback;
  }
}

function sha256(data) {
  return createHash("sha256").update(data).digest("hex");
}
