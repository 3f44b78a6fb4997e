import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { claimPort } from "@/tools/start/ports";
import { TEST_ENVIRONMENT } from "@/tools/test/environment";
import type { AssembledImage, Assembler } from "./assemble-root";
import {
  type Container,
  ended,
  everythingIn,
  healthy,
  makeReadOnly,
  runInContainer,
  startContainer,
} from "./containers";
import { makeDatabases } from "./databases";
import { findProgram } from "./find-program";
import type { Target } from "./programs";
import { checkConfig, startProxy } from "./proxy";

/** What the checks hand on to each other. */
export interface World {
  /** A folder of this run. */
  folder: string;
  assembler: Assembler;
  /** The key that the build was given, and that no file of an image may hold; null when none was given. */
  secret: string | null;
  onClose: (close: () => Promise<unknown> | unknown) => void;
  images: Record<Target, AssembledImage>;
  /** Files and folders of the site's image when it was made. */
  files: string[];
  databaseUrl: string;
  port: number;
  site: Container;
  gatewayPort: number;
  gateway: Container;
}

/** Tests, secrets and history have no place in an image. */
const NOT_OURS = /\.test\.|\/\.env|\/\.git\//;
/** How the operating system says that a file may not be written. */
const REFUSED_WRITE = /\b(EACCES|EROFS|EPERM)\b/;
const TARGETS: Target[] = ["site", "tools", "stand-ins"];

/** The checks, in their order: each builds on those before it. */
export const IMAGE_CHECKS: [string, (world: World) => Promise<void> | void][] = [
  ["the images are made in an empty folder", makeImages],
  ["no image holds tests, secrets or history", holdOnlyOurs],
  ["the image's user cannot write into the root file system", refuseWrites],
  ["the proxy's configuration is valid", checkProxy],
  ["the databases of compose.yaml are made", makeWorldsDatabases],
  ["node migrate.mjs brings an empty database to the newest migration", (world) => migrate(world, "site")],
  ["node migrate.mjs of the tools finds nothing to do", (world) => migrate(world, "tools")],
  ["node seed.mjs brings what the site needs", seed],
  ["the site starts as its user, and the image's health check passes", startSite],
  ["the site is ready, draws a page and serves its assets", serve],
  ["the site wrote nothing into its root file system", writeNothing],
  ["the payment gateway starts and draws its page in the site's typeface", startGateway],
  ["through the proxy there are the site and the payment page, and no fault can be steered", passProxy],
  ["the stop signal ends the site, and what runs is answered", stopSite],
  ["the health check fails when nothing answers", failHealth],
  ["the stop signal ends the payment gateway", stopGateway],
];

function makeImages(world: World): void {
  for (const name of TARGETS) world.images[name] = world.assembler.assemble(name);
  for (const image of Object.values(world.images)) makeReadOnly(image);
  world.files = everythingIn(world.images.site.root).sort();
}

function holdOnlyOurs({ images, secret }: World): void {
  const files = Object.values(images).flatMap(({ root }) => everythingIn(root));
  const ours = files.filter((file) => !file.includes("/node_modules/"));
  assert.deepEqual(
    ours.filter((file) => NOT_OURS.test(file)),
    [],
  );
  if (secret === null) return;
  for (const file of files)
    if (fs.statSync(file).isFile())
      assert.ok(!fs.readFileSync(file).includes(secret), `${file} holds the key`);
}

async function refuseWrites({ images }: World): Promise<void> {
  for (const image of Object.values(images)) {
    const write = ["node", "-e", "fs.writeFileSync('written', '')"];
    const { code, output } = await runInContainer(image, {}, write);
    assert.notEqual(code, 0);
    assert.match(output, REFUSED_WRITE);
  }
}

function checkProxy(): void {
  const haproxy = findProgram("haproxy", "haproxy");
  if (haproxy) checkConfig(haproxy);
}

async function makeWorldsDatabases(world: World): Promise<void> {
  world.databaseUrl = await makeDatabases(world.onClose);
}

async function migrate({ images, databaseUrl }: World, target: Target): Promise<void> {
  const env = { DATABASE_URL: databaseUrl };
  const { code, output } = await runInContainer(images[target], env, ["node", "migrate.mjs"]);
  assert.equal(code, 0, output);
  assert.match(output, /migrations are current/);
}

async function seed({ images, databaseUrl }: World): Promise<void> {
  const env = { DATABASE_URL: databaseUrl, MSA_SEED_DAYS: "2", SEED_DEMO_PASSWORD: "only-for-tests-0123" };
  const { code, output } = await runInContainer(images.site, env, ["node", "seed.mjs"]);
  assert.equal(code, 0, output);
  assert.match(output, /flights +[\d.]+ s {2}[1-9]\d+ new/);
}

const siteEnv = ({ databaseUrl, port }: World) => ({
  ...TEST_ENVIRONMENT,
  ...{ DATABASE_URL: databaseUrl, PORT: String(port), SHUTDOWN_PAUSE_MS: "300" },
});

async function startSite(world: World): Promise<void> {
  world.port = await claimPort(3600);
  world.site = startContainer(world.images.site, siteEnv(world));
  world.onClose(() => world.site.child.kill("SIGKILL"));
  await healthy(world.images.site, siteEnv(world), world.site);
}

const READY_MS = 60_000;

/** A site lives before it is ready: it stores its files for processes of other versions first. */
async function readyAt(origin: string): Promise<void> {
  const deadline = Date.now() + READY_MS;
  for (;;) {
    const ready = await fetch(`${origin}/api/health/ready`);
    const answer = await ready.text();
    if (ready.status === 200) return;
    assert.ok(Date.now() < deadline, answer);
    await sleep(100);
  }
}

async function serve({ port }: World): Promise<void> {
  const origin = `http://127.0.0.1:${port}`;
  await readyAt(origin);
  const page = await fetch(`${origin}/ko`);
  const markup = await page.text();
  assert.equal(page.status, 200);
  const asset = /\/_next\/static\/[^"?]+\.(js|css)/.exec(markup)?.[0];
  assert.ok(asset, "the page names no asset");
  assert.equal((await fetch(origin + asset)).status, 200);
}

function writeNothing({ images, files, site }: World): void {
  assert.deepEqual(everythingIn(images.site.root).sort(), files);
  assert.ok(!REFUSED_WRITE.test(site.output()), site.output());
}

async function stopSite({ images, site, port }: World): Promise<void> {
  const asked = fetch(`http://127.0.0.1:${port}/ko`);
  site.child.kill(images.site.config.stopSignal);
  assert.equal((await asked).status, 200);
  assert.ok([0, 143].includes(await ended(site)), site.output());
}

async function failHealth(world: World): Promise<void> {
  const { code } = await runInContainer(
    world.images.site,
    siteEnv(world),
    world.images.site.config.healthcheck ?? [],
  );
  assert.equal(code, 1);
}

async function startGateway(world: World): Promise<void> {
  const image = world.images["stand-ins"];
  world.gatewayPort = await claimPort(12_311);
  const own = { MSA_GATEWAY_PORT: String(world.gatewayPort), MSA_DATA_DIR: path.join(image.root, "data") };
  const env = { ...TEST_ENVIRONMENT, ...own };
  world.gateway = startContainer(image, env);
  world.onClose(() => world.gateway.child.kill("SIGKILL"));
  await healthy(image, env, world.gateway);
  for (const address of ["/", "/typeface/pretendardvariable-dynamic-subset.css"])
    assert.equal((await fetch(`http://127.0.0.1:${world.gatewayPort}${address}`)).status, 200, address);
}

async function passProxy({ port, gatewayPort, folder, onClose }: World): Promise<void> {
  const haproxy = findProgram("haproxy", "haproxy");
  if (!haproxy) return;
  const proxy = await startProxy(haproxy, { site: port, gateway: gatewayPort }, folder);
  onClose(proxy.stop);
  const statusOf = async (address: string) => (await fetch(address)).status;
  assert.equal(await statusOf(`${proxy.site}/ko`), 200);
  assert.equal(await statusOf(`${proxy.gateway}/`), 200);
  // From this machine the gateway itself would allow it: the proxy must not.
  assert.equal(await statusOf(`http://127.0.0.1:${gatewayPort}/_control`), 200);
  assert.equal(await statusOf(`${proxy.gateway}/_control`), 404);
}

async function stopGateway({ images, gateway }: World): Promise<void> {
  gateway.child.kill(images["stand-ins"].config.stopSignal);
  assert.equal(await ended(gateway), 0, gateway.output());
}
