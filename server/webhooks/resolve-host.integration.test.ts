import dns from "node:dns";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { closeDatabase } from "@/db/client";
import { checkAddress } from "./check-address";
import { type HostResolver, resolveHost } from "./resolve-host";
import { startNameServer } from "./testing/name-server";

let server: Awaited<ReturnType<typeof startNameServer>>;
beforeEach(async () => {
  server = await startNameServer({
    "both.example": ["192.0.2.1", "8.8.8.8", "2001:4860:4860::8888"],
    "four.example": ["8.8.8.8"],
    "six.example": ["2001:4860:4860::8888"],
    "hidden.example": ["8.8.8.8", "fd00::1"],
    "inside.example": ["10.0.0.1"],
    "empty.example": [],
    "slow.example": "silence",
  });
});
afterEach(() => server.stop());
afterAll(closeDatabase);

const known: HostResolver = (hostname) => resolveHost(hostname, { servers: [server.address] });
const four = (...addresses: string[]) => addresses.map((address) => ({ address, family: 4 }));
const six = (...addresses: string[]) => addresses.map((address) => ({ address, family: 6 }));

describe("a host has", () => {
  test("the addresses of both families, or of the one that it has", async () => {
    expect(await known("both.example")).toEqual([
      ...four("192.0.2.1", "8.8.8.8"),
      ...six("2001:4860:4860::8888"),
    ]);
    expect(await known("four.example")).toEqual(four("8.8.8.8"));
    expect(await known("six.example")).toEqual(six("2001:4860:4860::8888"));
  });

  test.each(["empty.example", "unknown.example"])("no address: %s", async (name) => {
    await expect(known(name)).rejects.toThrow();
    expect(await checkAddress(new URL(`https://${name}/`), known)).toEqual({ failure: "DNS" });
  });
});

test("a private address of either family refuses the host, also beside a public one", async () => {
  for (const name of ["hidden.example", "inside.example"])
    expect(await checkAddress(new URL(`https://${name}/`), known)).toEqual({ failure: "ADDRESS" });
  expect(await checkAddress(new URL("https://four.example/"), known)).toEqual({ addresses: four("8.8.8.8") });
});

test("the file of hosts of this machine gives no address", async () => {
  await expect(known("localhost")).rejects.toThrow();
});

test("name servers that do not answer hold up neither other look-ups nor the process's threads", async () => {
  const ended: unknown[] = [];
  const slow = Array.from({ length: 16 }, () =>
    known("slow.example").catch((error: unknown) => ended.push(error)),
  );
  await vi.waitFor(() => expect(server.asked.length).toBeGreaterThanOrEqual(32));
  expect(await known("four.example")).toEqual(four("8.8.8.8"));
  // The system's look-up needs one of the four threads.
  await dns.promises.lookup("127.0.0.1");
  await dns.promises.lookup("localhost");
  expect(ended).toEqual([]);
  await Promise.all(slow);
  expect(ended).toHaveLength(16);
});

test("a look-up ends in time, however long a name server would be waited for", async () => {
  const slow = resolveHost("slow.example", { servers: [server.address], withinMs: 50 });
  await expect(slow).rejects.toMatchObject({ code: "ECANCELLED" });
});
