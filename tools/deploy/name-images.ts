import fs from "node:fs";
import { pathToFileURL } from "node:url";
import type { Environment } from "./run-program";

/** The names and labels of a release's images. Registries take lower case only; a repository's owner may have capitals. */
export function imageNames(env: Environment, now: Date): Record<string, string> {
  const { GITHUB_REPOSITORY: repository, GITHUB_REF_NAME: ref = "", GITHUB_SHA: commit = "" } = env;
  if (!repository || !commit) throw new Error("GITHUB_REPOSITORY and GITHUB_SHA must be set");
  const site = `ghcr.io/${repository.toLowerCase()}`;
  const version = /^v\d[\w.-]{0,100}$/.test(ref) ? ref.slice(1) : commit.slice(0, 12);
  return { site, tools: `${site}-tools`, version, created: now.toISOString() };
}

/** Started by the workflow of a release: the names are the step's outputs. */
if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const lines = Object.entries(imageNames(process.env, new Date())).map(
    ([name, value]) => `${name}=${value}\n`,
  );
  process.stdout.write(lines.join(""));
  if (process.env.GITHUB_OUTPUT) fs.appendFileSync(process.env.GITHUB_OUTPUT, lines.join(""));
}
