import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { ROOT } from "@/tools/root";
import { NodePart } from "@/tools/start/part";
import { SITE_HEAP } from "@/tools/start/parts";
import { DATA_DIR, KEEP_ALIVE_MS } from "./setup";

const NEXT = path.join(ROOT, "node_modules/next/dist/bin/next");
const SOURCE = path.join(ROOT, "bench/control");
const BUILD_MS = 600_000;

/**
 * Builds the control app, one dynamic page that says hello, with the site's Next, and runs it with the site's heap. What a
 * page of the site costs is compared with it.
 */
export async function startControl(port: number): Promise<NodePart> {
  const folder = path.join(DATA_DIR, "control");
  fs.rmSync(folder, { recursive: true, force: true });
  fs.cpSync(SOURCE, folder, { recursive: true });
  const environment = { ...process.env, NODE_ENV: "production" as const, NEXT_TELEMETRY_DISABLED: "1" };
  await promisify(execFile)(process.execPath, [NEXT, "build", folder], {
    cwd: folder,
    env: environment,
    timeout: BUILD_MS,
  });
  const part = new NodePart({
    name: "control",
    port,
    url: `http://localhost:${port}`,
    healthUrl: `http://127.0.0.1:${port}/`,
    logFile: path.join(DATA_DIR, "control.log"),
    args: [
      NEXT,
      "start",
      folder,
      "--port",
      String(port),
      "--hostname",
      "127.0.0.1",
      "--keepAliveTimeout",
      KEEP_ALIVE_MS,
    ],
    env: () => ({ ...environment, NODE_OPTIONS: SITE_HEAP }),
    readyTimeoutMs: 60_000,
    onChange: () => {},
  });
  await part.start();
  return part;
}
