import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { ROOT } from "@/tools/root";
import { Assembler } from "./assemble-root";
import { makeWritable } from "./containers";
import { readDockerfile } from "./dockerfile";
import { IMAGE_CHECKS, type World } from "./image-checks";

/**
 * `npm run image`: carries out the Dockerfile in an empty folder, without a container engine, and runs what comes out of
 * it: migration, seed, the site, the payment gateway. `npm test` takes the packages and the build of the repository;
 * `-- --real` runs `npm ci` and the build in the folder as well.
 */
const isReal = process.argv.includes("--real");
const ACTIONS_KEY = Buffer.alloc(32, "a key for tests").toString("base64");

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "msa-image-"));
// The image's user has to reach the files.
fs.chmodSync(folder, 0o755);
const cleanUp: (() => Promise<unknown> | unknown)[] = [
  () => makeWritable(folder),
  () => fs.rmSync(folder, { recursive: true, force: true }),
];
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => void closeAll().finally(() => process.exit(1)));

async function closeAll(): Promise<void> {
  for (const close of cleanUp.splice(0).reverse()) await close();
}

async function main(): Promise<{ passed: number; failed: number }> {
  const secrets = { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: ACTIONS_KEY };
  const assembler = new Assembler(readDockerfile(), { folder, isReal, secrets: isReal ? secrets : {} });
  const onClose: World["onClose"] = (close) => void cleanUp.push(close);
  const world = { folder, assembler, onClose, secret: isReal ? ACTIONS_KEY : null, images: {} } as World;
  const outcome = { passed: 0, failed: 0 };
  for (const [name, check] of IMAGE_CHECKS) {
    const began = performance.now();
    try {
      await check(world);
      outcome.passed += 1;
      console.log(`✓ ${name}  ${((performance.now() - began) / 1000).toFixed(1)} s`);
    } catch (error) {
      outcome.failed += 1;
      console.log(`✗ ${name}\n${error instanceof Error ? error.stack : error}`);
      // What follows is started from what this check would have made.
      break;
    }
  }
  return outcome;
}

const outcome = await main().finally(closeAll);
if (process.env.IMAGE_REPORT)
  fs.writeFileSync(path.resolve(ROOT, process.env.IMAGE_REPORT), JSON.stringify(outcome));
console.log(`\n${outcome.passed} passed, ${outcome.failed} failed`);
process.exit(outcome.failed === 0 && outcome.passed > 0 ? 0 : 1);
