import { notFound, redirect } from "next/navigation";
import { beforeEach, expect, test, vi } from "vitest";
import { runAction } from "@/app/_lib/actions/action";
import type { RequestContext } from "@/server/shared/context";
import { AppError, errorCodes } from "@/server/shared/errors";
import { handle, readJson } from "./api";
import { httpStatus } from "./problem";

const { followUp, ctx } = vi.hoisted(() => ({
  followUp: vi.fn(),
  ctx: { actor: { kind: "ANONYMOUS", address: "10.0.0.1" } },
}));
vi.mock("@/app/_lib/actions/after-commit", () => ({ followUp }));
vi.mock("@/app/_lib/auth/session", () => ({ getRequestContext: async () => ctx }));
vi.mock("@/server/shared/env", async (original) => ({
  ...(await original<typeof import("@/server/shared/env")>()),
  env: () => ({ APP_URL: "https://air.example" }),
}));

beforeEach(() => followUp.mockClear());

const post = (headers: HeadersInit = {}, body = "{}") =>
  new Request("https://air.example/api/v1/holds", { method: "POST", headers, body });
const fails =
  (code: (typeof errorCodes)[number], details = {}) =>
  async () => {
    throw new AppError(code, details);
  };

test("an action gives the verb its context and returns the verb's answer", async () => {
  expect(await runAction(async (given) => given)).toEqual({ ok: true, data: ctx });
  expect(followUp).toHaveBeenCalledOnce();
  await runAction(async () => 1, { readOnly: true });
  expect(followUp).toHaveBeenCalledOnce();
});

test("an action returns refusals, and lets redirects and not-found pass", async () => {
  expect(await runAction(fails("SOLD_OUT"))).toEqual({ ok: false, code: "SOLD_OUT" });
  await expect(runAction(async () => redirect("/ko"))).rejects.toThrow("NEXT_REDIRECT");
  await expect(runAction(async () => notFound())).rejects.toThrow("NEXT_HTTP_ERROR_FALLBACK;404");
});

test("a route answers with JSON that no cache may keep", async () => {
  const response = await handle(post(), async () => ({ id: 1 }), { status: 201 });
  expect([response.status, await response.json()]).toEqual([201, { id: 1 }]);
  expect(response.headers.get("Cache-Control")).toBe("no-store");
  expect((await handle(post(), async () => undefined)).status).toBe(204);
});

test("a route lets redirects and not-found pass, and nudges the relay only when it may have written", async () => {
  const get = new Request("https://air.example/api/v1/holds");
  await expect(handle(get, async () => notFound())).rejects.toThrow("NEXT_HTTP_ERROR_FALLBACK;404");
  expect(followUp).not.toHaveBeenCalled();
  await handle(post(), fails("SOLD_OUT"));
  expect(followUp).toHaveBeenCalledOnce();
});

test.each(errorCodes)("a route answers %s as a problem", async (code) => {
  const details = { fieldErrors: { "passengers.0.surname": "required" }, retryAfterSeconds: 7 };
  const response = await handle(post(), fails(code, details));
  expect(response.status).toBe(httpStatus[code]);
  expect(response.status).toBeGreaterThanOrEqual(400);
  expect(response.headers.get("Content-Type")).toBe("application/problem+json");
  expect(response.headers.get("Retry-After")).toBe("7");
  expect(await response.json()).toMatchObject({
    code,
    status: response.status,
    fieldErrors: details.fieldErrors,
  });
});

test("a page of another site cannot use the session", async () => {
  const verb = vi.fn(async () => 1);
  expect((await handle(post({ Origin: "https://evil.example" }), verb)).status).toBe(403);
  expect((await handle(post({ Origin: "null" }), verb)).status).toBe(403);
  expect(verb).not.toHaveBeenCalled();
  expect((await handle(post({ Origin: "https://air.example" }), verb)).status).toBe(200);
});

const member: RequestContext = { actor: { kind: "CUSTOMER", id: "42", email: "", address: "" } };
const answerTo = async (body: string) => {
  const response = await handle(post({}, body), async () => readJson(member, post({}, body)));
  return [response.status, response.headers.get("Connection"), await response.json()];
};

test("a body that is not JSON, or too long, is refused; the answer to a long one explains it", async () => {
  expect(await readJson(member, post({}, '{"a":1}'))).toEqual({ a: 1 });
  for (const body of ["{", ""]) expect((await answerTo(body))[0]).toBe(422);
  const [status, connection, problem] = await answerTo(`"${"x".repeat(70_000)}"`);
  expect([status, connection]).toEqual([413, "close"]);
  expect(problem).toMatchObject({
    code: "TOO_LARGE",
    detail: expect.stringMatching(/너무 큽니다.*too large/),
  });
});

test("the body of somebody who has not signed in is not read", async () => {
  const pull = vi.fn((controller: ReadableStreamDefaultController) => controller.enqueue(new Uint8Array(9)));
  // With a high-water mark of 0 the stream is asked for nothing until somebody reads.
  const body = new ReadableStream({ pull }, { highWaterMark: 0 });
  const request = new Request("https://air.example", { method: "POST", body, duplex: "half" } as RequestInit);
  await expect(readJson({ actor: { kind: "ANONYMOUS", address: "" } }, request)).rejects.toThrow(
    "UNAUTHENTICATED",
  );
  expect(pull).not.toHaveBeenCalled();
});
