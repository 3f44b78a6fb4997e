import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";
import { ROOT } from "@/tools/root";
import { PROGRAMS, type Program } from "./programs";

/** The oldest Node that the repository supports: package.json, engines. */
const OLDEST_NODE = "node20.19";

/** Packages from npm are partly CommonJS, and ask for Node's own modules by `require`. */
const BANNER = `import { createRequire as createRequireOfBundle } from "node:module";
const require = createRequireOfBundle(import.meta.url);`;

/** How a file of this repository asks whether it was started itself. */
const IS_MAIN = 'import.meta.url === pathToFileURL(process.argv[1] ?? "").href';

/**
 * Bundles each program of an image into `<outDir>/<target>/<name>.mjs`: one file that needs Node alone. Files which the
 * program finds beside itself (`migrations/`) are copied by the Dockerfile.
 *
 * @throws Error when a program does not compile.
 */
export async function bundlePrograms(outDir: string, programs: Program[] = PROGRAMS): Promise<void> {
  fs.rmSync(outDir, { recursive: true, force: true });
  await Promise.all(
    programs.flatMap((program) =>
      program.targets.map((target) => bundle(program, path.join(outDir, target, `${program.name}.mjs`))),
    ),
  );
}

async function bundle({ entry }: Program, outfile: string): Promise<void> {
  const main = path.join(ROOT, entry);
  await build({
    ...{ entryPoints: [main], outfile, bundle: true, platform: "node", format: "esm", target: OLDEST_NODE },
    tsconfig: path.join(ROOT, "tsconfig.json"),
    banner: { js: BANNER },
    // pg asks for its native driver only where somebody chooses that.
    external: ["pg-native"],
    plugins: [onlyTheEntryStarts(main)],
    logLevel: "warning",
  });
}

/** In a bundle every file has the address of the bundle: each would take itself for the one that was started. */
function onlyTheEntryStarts(main: string): Plugin {
  return {
    name: "only-the-entry-starts",
    setup(bundling) {
      bundling.onLoad({ filter: /\.ts$/ }, async ({ path: file }) => {
        if (file === main || file.includes("/node_modules/")) return null;
        const source = await fs.promises.readFile(file, "utf8");
        return source.includes(IS_MAIN)
          ? { contents: source.replaceAll(IS_MAIN, "false"), loader: "ts" }
          : null;
      });
    },
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const outDir = process.argv[2];
  if (!outDir) throw new Error("usage: node --import tsx tools/image/bundle-programs.ts <folder>");
  await bundlePrograms(path.resolve(outDir));
}
