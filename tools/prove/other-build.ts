import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { ROOT } from "@/tools/root";

/** A copy whose names have another end: as long as the old one, since some formats count bytes. */
const renamed = (name: string, mark: string) => {
  const dot = name.lastIndexOf(".");
  const stem = dot < 0 ? name : name.slice(0, dot);
  return `${stem.slice(0, -mark.length)}${mark}${dot < 0 ? "" : name.slice(dot)}`;
};

const TEXT = /\.(js|json|html|rsc|css|meta|body|txt)$|BUILD_ID$/;

/**
 * Makes a build with the same code and other names, in a second or so: another build id, other names of all scripts and
 * style sheets, and on request other ids of the server actions. That is all by which a browser can tell two builds apart.
 *
 * @param mark what this build's names end in: hexadecimal digits, as the ids of actions.
 */
export function renameBuild(from: string, to: string, mark: string, { actions }: { actions: boolean }): void {
  fs.rmSync(to, { recursive: true, force: true });
  fs.cpSync(from, to, { recursive: true, verbatimSymlinks: true });
  const dist = path.join(to, "standalone/.next");
  const buildId = fs.readFileSync(path.join(dist, "BUILD_ID"), "utf8");
  const files = fs.readdirSync(path.join(dist, "static/chunks")).filter((name) => /\.(js|css)$/.test(name));
  const names = [...files, buildId, ...(actions ? actionIds(dist) : [])];
  const table = new Map(names.map((name) => [name, renamed(name, mark)]));
  if (new Set(table.values()).size < table.size) throw new Error("two names of a build became the same");
  replaceAll(dist, table);
  for (const file of files) move(path.join(dist, "static/chunks"), file, table);
  if (fs.existsSync(path.join(dist, "static", buildId))) move(path.join(dist, "static"), buildId, table);
}

const actionIds = (dist: string): string[] => {
  const manifest = JSON.parse(
    fs.readFileSync(path.join(dist, "server/server-reference-manifest.json"), "utf8"),
  );
  return Object.keys((manifest as { node: Record<string, unknown> }).node);
};

function replaceAll(folder: string, table: ReadonlyMap<string, string>): void {
  const pattern = new RegExp(
    [...table.keys()].map((name) => name.replaceAll(/[.-]/g, "\\$&")).join("|"),
    "g",
  );
  for (const entry of fs.readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !TEXT.test(entry.name)) continue;
    const file = path.join(entry.parentPath, entry.name);
    const text = fs.readFileSync(file, "utf8");
    const next = text.replaceAll(pattern, (name) => table.get(name) ?? name);
    if (next !== text) fs.writeFileSync(file, next);
  }
}

const move = (folder: string, name: string, table: ReadonlyMap<string, string>) =>
  fs.renameSync(path.join(folder, name), path.join(folder, table.get(name) ?? name));

/** Builds a second version for real: a copy of the sources in which every page's footer differs. Takes a minute or two. */
export function buildOtherVersion(to: string): void {
  // Outside of this folder: its .gitignore would hide the copy from Tailwind, which would then find no class names.
  const source = fs.mkdtempSync(path.join(os.tmpdir(), "msa-version-"));
  for (const name of fs.readdirSync(ROOT)) {
    if (
      (name.startsWith(".") && name !== ".gitignore") ||
      ["node_modules", "test-results", "docs"].includes(name)
    )
      continue;
    fs.cpSync(path.join(ROOT, name), path.join(source, name), { recursive: true });
  }
  copyPackages(path.join(source, "node_modules"));
  const footer = path.join(source, "components/layout/site-footer.tsx");
  fs.writeFileSync(
    footer,
    fs.readFileSync(footer, "utf8").replace(/<footer /, '<footer data-version="next" '),
  );
  mustRun(process.execPath, ["tools/ensure.mjs", "--build"], source);
  fs.rmSync(to, { recursive: true, force: true });
  fs.cpSync(path.join(source, ".next/standalone"), path.join(to, "standalone"), {
    recursive: true,
    verbatimSymlinks: true,
  });
  fs.rmSync(source, { recursive: true, force: true });
}

/** Turbopack follows no link out of its folder: the packages are hard links, or copies on another disk. */
function copyPackages(to: string): void {
  const from = path.join(ROOT, "node_modules");
  if (spawnSync("cp", ["-al", from, to]).status === 0) return;
  fs.rmSync(to, { recursive: true, force: true });
  mustRun("cp", ["-a", from, to], ROOT);
}

function mustRun(program: string, args: string[], cwd: string): void {
  const env: NodeJS.ProcessEnv = { ...process.env, MSA_DIST_DIR: ".next" };
  const { status } = spawnSync(program, args, { cwd, env, stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) throw new Error(`${program} ${args[0]} failed`);
}
