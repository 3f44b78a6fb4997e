import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT } from "@/tools/root";
import { claimPort } from "@/tools/start/ports";

export const CONFIG = path.join(ROOT, "deploy/compose/haproxy.cfg");
const START_MS = 30_000;

/** @throws Error with what HAProxy has against the configuration of compose.yaml. */
export function checkConfig(haproxy: string): void {
  const { status, stderr } = spawnSync(haproxy, ["-c", "-f", CONFIG], { encoding: "utf8" });
  assert.equal(status, 0, stderr);
}

export interface Proxy {
  site: string;
  gateway: string;
  stop: () => void;
}

/**
 * Starts HAProxy with the configuration of compose.yaml, but with ports of this machine in place of the container engine's
 * name server. Resolves when the health check of the site has passed.
 */
export async function startProxy(
  haproxy: string,
  ports: { site: number; gateway: number },
  folder: string,
): Promise<Proxy> {
  const taken = new Set<number>();
  const [site, gateway, health] = [
    await claimPort(3700, taken),
    await claimPort(12_400, taken),
    await claimPort(8500, taken),
  ];
  const config = replaceAll(fs.readFileSync(CONFIG, "utf8"), {
    "bind :8080": `bind 127.0.0.1:${site}`,
    "bind :12111": `bind 127.0.0.1:${gateway}`,
    "bind :8404": `bind 127.0.0.1:${health}`,
    " resolvers replicas init-addr none": "",
    "server-template replica 8 site:3000": `server replica 127.0.0.1:${ports.site}`,
    "server gateway gateway:12111": `server gateway 127.0.0.1:${ports.gateway}`,
  });
  const file = path.join(folder, "haproxy.cfg");
  fs.writeFileSync(file, config);
  const child = spawn(haproxy, ["-db", "-f", file], { stdio: "inherit" });
  const loopback = (port: number) => `http://127.0.0.1:${port}`;
  await passes(`${loopback(health)}/health`);
  return { site: loopback(site), gateway: loopback(gateway), stop: () => child.kill("SIGTERM") };
}

function replaceAll(text: string, changes: Record<string, string>): string {
  return Object.entries(changes).reduce((changed, [from, to]) => {
    assert.ok(changed.includes(from), `${CONFIG} does not say: ${from}`);
    return changed.replaceAll(from, to);
  }, text);
}

async function passes(address: string): Promise<void> {
  for (const deadline = Date.now() + START_MS; Date.now() < deadline; await sleep(100)) {
    const answer = await fetch(address).catch(() => null);
    if (answer?.status === 200) return;
  }
  throw new Error(`the health check of the proxy does not pass within ${START_MS} ms`);
}
