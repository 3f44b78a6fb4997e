import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROOT } from "@/tools/root";
import { bundlePrograms } from "./bundle-programs";

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "msa-programs-"));
}, 30_000);
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

test("a program that imports another one does not start it", async () => {
  // db/migrate.ts stops without DATABASE_URL when it is started.
  const entry = path.join(folder, "entry.ts");
  fs.writeFileSync(
    entry,
    `import { migrationUrl } from "${ROOT}/db/migrate";\nconsole.log(migrationUrl("as given"));\n`,
  );
  await bundlePrograms(path.join(folder, "out"), [
    { name: "entry", entry: path.relative(ROOT, entry), targets: ["tools"] },
  ]);
  const env = { PATH: process.env.PATH } as unknown as NodeJS.ProcessEnv;
  const bundle = path.join(folder, "out/tools/entry.mjs");
  const { stdout, stderr } = spawnSync(process.execPath, [bundle], {
    cwd: os.tmpdir(),
    encoding: "utf8",
    env,
  });
  expect({ stdout, stderr }).toEqual({ stdout: "as given\n", stderr: "" });
}, 30_000);
