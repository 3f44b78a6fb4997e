import net from "node:net";
import { afterEach, expect, test } from "vitest";
import { claimPort, isPortFree } from "./ports";

const servers: net.Server[] = [];

async function occupy(host: string, port = 0): Promise<number> {
  const server = net.createServer();
  servers.push(server);
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, host, resolve));
  return (server.address() as net.AddressInfo).port;
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

test("a free port is given as wanted", async () => {
  const port = await claimPort(0);
  expect(await claimPort(port)).toBe(port);
});

test("a port in use is passed over for a free one", async () => {
  const busy = await occupy("127.0.0.1");
  const port = await claimPort(busy);
  expect(port).not.toBe(busy);
  expect(await isPortFree(port)).toBe(true);
});

test("a port that only ::1 uses counts as used: browsers try it first for localhost", async (context) => {
  const busy = await occupy("::1").catch(() => context.skip("this machine has no IPv6"));
  expect(await isPortFree(busy)).toBe(false);
});

test("two claims from one set never get the same port", async () => {
  const taken = new Set<number>();
  const wanted = await claimPort(0);
  const claimed = [
    await claimPort(wanted, taken),
    await claimPort(wanted, taken),
    await claimPort(wanted, taken),
  ];
  expect(new Set(claimed).size).toBe(3);
});
