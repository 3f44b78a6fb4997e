import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { reservationCreated } from "@/server/reservation/events";
import { uuidv7 } from "@/server/shared/ids";
import { created, recorded, reservationData } from "@/server/shared/testing/events";
import { fieldsOf } from "@/server/shared/testing/outcome";
import { checkAddress } from "./check-address";
import { requireAddress } from "./endpoint-facts";
import type { Address, HostResolver } from "./resolve-host";
import { deliverDue, endpoint, fanOut } from "./testing/endpoints";
import { startReceiver } from "./testing/receiver";
import { postWebhook } from "./webhook-transport";

afterAll(closeDatabase);

const at = (...addresses: string[]): Address[] =>
  addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
const resolver =
  (...addresses: string[]): HostResolver =>
  async () =>
    at(...addresses);
const partner = new URL("https://partner.example/hooks");

describe("the addresses of a host", () => {
  test("are taken when each of them is public", async () => {
    const all = ["8.8.8.8", "2001:4860:4860::8888"];
    expect(await checkAddress(partner, resolver(...all))).toEqual({ addresses: at(...all) });
    expect(await checkAddress(new URL("https://8.8.8.8/"))).toEqual({ addresses: at("8.8.8.8") });
  });

  test.each([
    [["127.0.0.1"]],
    [["8.8.8.8", "10.0.0.1"]],
    [["169.254.169.254"]],
    [["::ffff:127.0.0.1"]],
    [["64:ff9b::a00:1"]],
    [["100.64.1.1"]],
  ])("are refused when one of %j is not", async (addresses) => {
    expect(await checkAddress(partner, resolver(...addresses))).toEqual({ failure: "ADDRESS" });
  });

  test("are not looked up for an address that is refused as it stands", async () => {
    const asked: string[] = [];
    const noting: HostResolver = async (hostname) => {
      asked.push(hostname);
      return at("8.8.8.8");
    };
    for (const url of [
      "http://partner.example/",
      "https://127.0.0.1/",
      "https://[::1]/",
      "https://localhost/",
    ])
      expect(await checkAddress(new URL(url), noting)).toEqual({ failure: "ADDRESS" });
    expect(asked).toEqual([]);
  });

  test("are missing when nobody knows the host", async () => {
    const nobody: HostResolver = () => Promise.reject(new Error("ENOTFOUND"));
    expect(await checkAddress(partner, nobody)).toEqual({ failure: "DNS" });
    expect(await checkAddress(partner, resolver())).toEqual({ failure: "DNS" });
  });
});

describe("the address of an endpoint", () => {
  test.each([
    ["http://partner.example/", { url: "urlNotHttps" }],
    ["https://127.0.0.1/", { url: "urlPrivate" }],
    ["https://partner.example:8443/", { url: "urlPort" }],
    ["https://[::ffff:10.0.0.1]/", { url: "urlPrivate" }],
    ["https://user@partner.example/", { url: "urlHasUser" }],
    ["", { url: "required" }],
    [`https://partner.example/${"x".repeat(500)}`, { url: "tooBig" }],
  ])("%s is refused at its field", async (url, fields) => {
    expect(await fieldsOf(endpoint(url))).toEqual(fields);
  });

  test("is looked up when it is registered", async () => {
    const refused = (known: HostResolver) => fieldsOf(requireAddress(partner.href, known));
    expect(await refused(resolver("10.0.0.1"))).toEqual({ url: "urlPrivate" });
    expect(await refused(() => Promise.reject(new Error("ENOTFOUND")))).toEqual({ url: "urlUnknown" });
    expect(await requireAddress(" https://Partner.example/hooks ".trim(), resolver("8.8.8.8"))).toBe(
      partner.href,
    );
  });
});

describe("a host that answers with another address later", () => {
  let receiver: Awaited<ReturnType<typeof startReceiver>>;
  beforeAll(async () => {
    receiver = await startReceiver();
    return () => receiver.stop();
  });

  test("gets nothing, and the try says why", async () => {
    const answers = [at("8.8.8.8"), at("127.0.0.1")];
    const rebinding: HostResolver = async () => answers.shift() ?? at("127.0.0.1");
    const url = await requireAddress("https://partner.example/", rebinding);
    const endpointId = uuidv7();
    await database().execute(sql`
      insert into webhooks.endpoints (id, name, url, state) values (${endpointId}, 'Partner', ${url}, 'ACTIVE')`);
    await database().execute(sql`
      insert into webhooks.secrets (id, endpoint_id, sealed) values (${uuidv7()}, ${endpointId}, ${Buffer.alloc(60)})`);
    const r = reservationData();
    await recorded(reservationCreated, created(r), r.reservationId);
    await fanOut();
    expect(await postWebhook({ url, headers: {}, body: "{}" }, { resolver: rebinding })).toMatchObject({
      ...{ status: null, failure: "ADDRESS" },
    });
    // A sealed secret that no key opens signs nothing.
    expect(await deliverDue({ resolver: rebinding })).toEqual({ delivered: 0, failed: 1 });
    const { rows } = await database().execute(sql`select failure from webhooks.attempts`);
    expect(rows).toEqual([{ failure: "SECRET" }]);
    expect(receiver.received).toEqual([]);
  });
});
