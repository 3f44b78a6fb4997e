import path from "node:path";

/**
 * The folder of this process's build. The standalone server gives its configuration in a variable; `next start` and
 * `next dev` run in the project.
 */
export function buildFolder(): string {
  const { distDir } = JSON.parse(process.env.__NEXT_PRIVATE_STANDALONE_CONFIG ?? "{}") as {
    distDir?: string;
  };
  // Without this mark the build takes the whole project for a file that the server reads, and packs all of it.
  return path.resolve(
    /*turbopackIgnore: true*/ process.cwd(),
    distDir ?? (process.env.MSA_DIST_DIR || ".next"),
  );
}
