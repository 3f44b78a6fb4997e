import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { closeDatabase } from "@/db/client";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { anonymous, staff } from "@/server/shared/testing/actors";
import type { Caller } from "./caller";
import { operation } from "./operation";
import { serve } from "./serve";

const { asked, followUp } = vi.hoisted(() => ({ asked: { caller: null as unknown }, followUp: vi.fn() }));
vi.mock("@/app/_lib/actions/after-commit", () => ({ followUp }));
vi.mock("./caller", async (original) => ({
  ...(await original<typeof import("./caller")>()),
  callerOf: async () => asked.caller,
}));

afterAll(closeDatabase);

const member = (): Caller => ({
  ctx: { actor: { kind: "CUSTOMER", id: uuidv7(), email: "a@air.example", address: "10.0.0.1" } },
});
const client = (more: Partial<NonNullable<Caller["client"]>> = {}): Caller => ({
  ...member(),
  client: { id: uuidv7(), scopes: ["bookings:write"], requestsPerMinute: 100, ...more },
});
beforeEach(() => {
  asked.caller = member();
});

let runs = 0;
let refusal: AppError | null = null;
let gate: Promise<void> | null = null;
beforeEach(() => {
  runs = 0;
  refusal = null;
  gate = null;
});

const write = serve(
  operation({
    ...{ id: "write", method: "POST", path: "/things/{id}", tag: "Bookings", summary: "" },
    ...{ scope: "bookings:write", status: 201, conditional: true },
    params: z.object({ id: z.string() }),
    body: z.object({ name: z.string().optional() }),
    response: z.strictObject({ run: z.number(), name: z.string().optional(), version: z.number() }),
    version: ({ version }) => version,
    run: async (ctx, { body }) => {
      runs += 1;
      await gate;
      if (refusal) throw refusal;
      return { run: runs, name: body.name, version: ctx.ifVersion ?? 1 };
    },
  }),
);

const post = (headers: Record<string, string> = {}, body = "{}") =>
  write(new Request("http://localhost:3000/api/v1/things/1", { method: "POST", headers, body }), {
    params: Promise.resolve({ id: "1" }),
  });
const problemOf = async (response: Response) => ({ status: response.status, ...(await response.json()) });

test("a write runs once per key: the same request gets the same answer, with its tag", async () => {
  const key = { "Idempotency-Key": uuidv7() };
  const first = await post(key, '{"name":"a"}');
  const second = await post(key, '{"name":"a"}');
  expect([first.status, second.status, runs]).toEqual([201, 201, 1]);
  expect(await second.json()).toEqual(await first.json());
  expect([first.headers.get("etag"), second.headers.get("etag")]).toEqual(['"1"', '"1"']);
  expect([first, second].map(({ headers }) => headers.get("idempotent-replayed"))).toEqual([null, "true"]);
});

test("ten requests with one key run once; the others are told that it is being handled, or get the answer", async () => {
  const key = { "Idempotency-Key": uuidv7() };
  let open = () => {};
  gate = new Promise((resolve) => {
    open = resolve;
  });
  const all = Array.from({ length: 10 }, () => post(key));
  await expect.poll(() => runs).toBe(1);
  const early = await Promise.race(all);
  expect(await problemOf(early)).toMatchObject({ status: 409, code: "REQUEST_IN_PROGRESS" });
  expect(early.headers.get("retry-after")).toBe("1");
  open();
  const statuses = (await Promise.all(all)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 201).length).toBeGreaterThan(0);
  expect(statuses.every((status) => status === 201 || status === 409)).toBe(true);
  expect([(await post(key)).status, runs]).toEqual([201, 1]);
});

test("a key of another request is refused, and a key of somebody else is another key", async () => {
  const key = { "Idempotency-Key": uuidv7() };
  await post(key, '{"name":"a"}');
  expect(await problemOf(await post(key, '{"name":"b"}'))).toMatchObject({
    status: 422,
    code: "IDEMPOTENCY_KEY_REUSED",
  });
  asked.caller = member();
  expect((await post(key, '{"name":"b"}')).status).toBe(201);
  expect(runs).toBe(2);
});

test("a refusal gives the key back", async () => {
  const key = { "Idempotency-Key": uuidv7() };
  refusal = new AppError("SOLD_OUT");
  expect((await post(key)).status).toBe(409);
  refusal = null;
  expect([(await post(key)).status, runs]).toEqual([201, 2]);
});

test.each(["a b", "é", "x".repeat(256), "\t"])("%j is no key", async (text) => {
  const request = new Request("http://localhost:3000/api/v1/things/1", { method: "POST", body: "{}" });
  vi.spyOn(request.headers, "get").mockImplementation((name) => (name === "idempotency-key" ? text : null));
  const response = await write(request, { params: Promise.resolve({ id: "1" }) });
  expect(await problemOf(response)).toMatchObject({
    status: 422,
    fieldErrors: { "Idempotency-Key": "invalid" },
  });
  expect(runs).toBe(0);
});

test("a body has to be a JSON object", async () => {
  for (const body of ["[]", "1", "null", '"x"', "{"]) expect((await post({}, body)).status).toBe(422);
  expect(runs).toBe(0);
});

test("If-Match becomes the version that the verb has to find; a tag that no order has fails", async () => {
  expect((await (await post({ "If-Match": '"7"' })).json()).version).toBe(7);
  expect((await (await post({ "If-Match": "*" })).json()).version).toBe(1);
  for (const tag of ["7", 'W/"7"', '"x"', '"0"', ""])
    expect(await problemOf(await post({ "If-Match": tag }))).toMatchObject({
      status: 412,
      code: "PRECONDITION_FAILED",
    });
});

test("a client needs the scope; the answer names what is missing", async () => {
  asked.caller = client({ scopes: ["bookings:read"] });
  const response = await post({ Authorization: "Bearer a.b.c" });
  expect(await problemOf(response)).toMatchObject({ status: 403, code: "INSUFFICIENT_SCOPE" });
  expect(response.headers.get("www-authenticate")).toContain('error="insufficient_scope"');
  expect(runs).toBe(0);
  asked.caller = client();
  expect((await post()).status).toBe(201);
});

test("who shows a token is told what is wrong with it, and who shows none only where to get one (RFC 6750)", async () => {
  const challenge = async (headers: Record<string, string>) => {
    refusal = new AppError("UNAUTHENTICATED");
    return (await post(headers)).headers.get("www-authenticate");
  };
  const where = 'resource_metadata="http://localhost:3000/.well-known/oauth-protected-resource/api/v1"';
  expect(await challenge({})).toBe(`Bearer ${where}`);
  expect(await challenge({ Authorization: "Basic Og==" })).toBe(`Bearer ${where}`);
  expect(await challenge({ Authorization: "bearer a.b.c" })).toBe(`Bearer error="invalid_token", ${where}`);
});

test("of several scopes a client needs one", async () => {
  let ran = 0;
  const read = serve(
    operation({
      ...{ id: "read", method: "GET", path: "/things", tag: "Bookings", summary: "" },
      scope: ["bookings:write", "reservations:write"],
      run: async () => {
        ran += 1;
      },
    }),
  );
  const get = async (scopes: NonNullable<Caller["client"]>["scopes"]) => {
    asked.caller = client({ scopes });
    return (await read(new Request("http://localhost:3000/api/v1/things"), { params: Promise.resolve({}) }))
      .status;
  };
  expect([await get(["reservations:write"]), await get(["bookings:write", "miles:read"])]).toEqual([
    204, 204,
  ]);
  expect([await get(["reservations:read", "customers:write"]), await get([])]).toEqual([403, 403]);
  expect(ran).toBe(2);
});

test("what is below /admin is for staff, whatever its verb lets others do", async () => {
  const read = serve(
    operation({
      ...{ id: "read", method: "GET", path: "/admin/things", tag: "Staff: customers", summary: "" },
      ...{ scope: "customers:read", run: async () => {} },
    }),
  );
  const codeFor = async (caller: Caller) => {
    asked.caller = caller;
    const request = new Request("http://localhost:3000/api/v1/admin/things");
    const response = await read(request, { params: Promise.resolve({}) });
    return response.status === 204 ? null : (await response.json()).code;
  };
  expect(await codeFor(member())).toBe("FORBIDDEN");
  expect(await codeFor(client({ scopes: ["customers:read"] }))).toBe("FORBIDDEN");
  expect(await codeFor({ ctx: anonymous })).toBe("UNAUTHENTICATED");
  expect(await codeFor({ ctx: staff("AUDITOR") })).toBeNull();
});

test("a client's requests are counted and limited, a browser's are not", async () => {
  asked.caller = client({ requestsPerMinute: 2 });
  const answers = [await post(), await post(), await post(), await post(), await post()];
  // A minute may begin in between: then two more are allowed.
  const limited = answers.filter(({ status }) => status === 429);
  expect(limited.length).toBeGreaterThan(0);
  expect(answers[0]?.headers.get("ratelimit-policy")).toBe('"client";q=2;w=60');
  expect(answers[0]?.headers.get("ratelimit")).toMatch(/^"client";r=1;t=\d+$/);
  expect(Number(limited[0]?.headers.get("retry-after"))).toBeGreaterThan(0);
  asked.caller = member();
  expect((await post()).headers.get("ratelimit")).toBeNull();
});

test("a problem speaks the language of the client", async () => {
  refusal = new AppError("SOLD_OUT");
  const title = async (language: string) =>
    (await (await post({ "Accept-Language": language })).json()).title;
  expect(await title("en-US,en;q=0.9")).toBe("There are not enough seats left.");
  expect(await title("fr, ko;q=0.4, en;q=0.3")).toBe("좌석이 매진되었습니다.");
  expect(await title("de")).toBe("좌석이 매진되었습니다.");
});
