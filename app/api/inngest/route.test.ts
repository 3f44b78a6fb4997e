import canonicalize from "canonicalize";
import { NextRequest } from "next/server";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { signatureOf } from "@/local/inngest-server/signing";
import { TEST_ENVIRONMENT } from "@/tools/test/environment";

const { creditMiles } = vi.hoisted(() => ({ creditMiles: vi.fn() }));
vi.mock("next/server", async (original) => ({
  ...(await original<typeof import("next/server")>()),
  after: () => {},
}));
vi.mock("@/server/mileage", () => ({ creditMiles, reverseMiles: vi.fn() }));

let route: typeof import("./route");
beforeAll(async () => {
  // Nothing listens there: a request that passes the door gets another answer than 401.
  Object.assign(process.env, TEST_ENVIRONMENT, { INNGEST_BASE_URL: "http://127.0.0.1:1" });
  route = await import("./route");
});

const address =
  "http://localhost:3000/api/inngest?fnId=msa-air-credit-miles-on-reservation-created&stepId=step";
const body = canonicalize({
  ctx: { run_id: "r", attempt: 0, stack: {} },
  event: {},
  events: [],
  steps: {},
}) as string;

function call(method: "POST" | "PUT", headers: Record<string, string> = {}) {
  const request = new NextRequest(address, { method, headers, body });
  return route[method](request, {});
}

const signed = (key: string, ageSeconds = 0) => {
  const at = Math.floor(Date.now() / 1_000) - ageSeconds;
  return { "x-inngest-signature": signatureOf(body, key, at) };
};

describe("the engine's door", () => {
  test.each([
    ["without a signature", {}],
    ["with one of another key", signed("fedcba9876543210fedcba9876543210")],
    ["with an old one", signed(TEST_ENVIRONMENT.INNGEST_SIGNING_KEY, 86_400)],
  ])("runs nothing %s", async (_, headers) => {
    const response = await call("POST", headers);
    expect(response.status).toBe(401);
    expect(creditMiles).not.toHaveBeenCalled();
  });

  test("is open to the engine", async () => {
    const response = await call("POST", signed(TEST_ENVIRONMENT.INNGEST_SIGNING_KEY));
    expect(response.status).not.toBe(401);
  });

  test("takes the old key as well while the key is changed", async () => {
    const [before, now] = ["fedcba9876543210fedcba9876543210", TEST_ENVIRONMENT.INNGEST_SIGNING_KEY];
    vi.stubEnv("INNGEST_SIGNING_KEY_FALLBACK", before);
    vi.resetModules();
    const { POST } = await import("./route");
    const asked = async (key: string) =>
      (await POST(new NextRequest(address, { method: "POST", headers: signed(key), body }), {})).status;
    vi.unstubAllEnvs();
    expect([await asked(before), await asked(now)]).not.toContain(401);
    expect(await asked("0".repeat(32))).toBe(401);
  });

  test("registers nothing without the key, and answers nothing about the app", async () => {
    expect((await call("PUT")).status).toBe(401);
    expect((await route.GET(new NextRequest(address), {})).status).toBe(401);
  });

  test("does not read an unsigned body, nor more than a call of the engine has", async () => {
    const pull = vi.fn();
    const stream = new ReadableStream({ pull }, { highWaterMark: 0 });
    const request = (headers: Record<string, string>) =>
      new NextRequest(address, { method: "POST", body: stream, headers, duplex: "half" } as never);
    expect((await route.POST(request({}), {})).status).toBe(401);
    const long = { "x-inngest-signature": "x", "content-length": "5000000" };
    expect((await route.POST(request(long), {})).status).toBe(413);
    expect(pull).not.toHaveBeenCalled();
  });
});
