import { NextRequest } from "next/server";
import { beforeAll, expect, test, vi } from "vitest";
import { log } from "@/server/shared/log";
import { TEST_ENVIRONMENT } from "@/tools/test/environment";

vi.mock("@/app/_lib/actions/after-commit", () => ({ followUp: () => {} }));

let route: typeof import("./route");
beforeAll(async () => {
  Object.assign(process.env, TEST_ENVIRONMENT, { DATABASE_URL: "postgres://localhost/msa" });
  route = await import("./route");
});

const call = (method: "GET" | "POST", action: string) => {
  const body = new URLSearchParams({ level: "error", code: "CANARY", message: "from anybody" });
  const request = new NextRequest(`http://localhost:3000/api/auth/${action}`, {
    method,
    ...(method === "POST" && { body }),
  });
  return route[method](request, { params: Promise.resolve({ nextauth: action.split("/") }) });
};

test.each(["POST", "GET"] as const)(
  "%s: nobody writes into our log by the library's address",
  async (method) => {
    const written = [vi.spyOn(log, "error"), vi.spyOn(log, "warn")];
    expect((await call(method, "_log")).status).toBe(404);
    for (const spy of written) expect(spy).not.toHaveBeenCalled();
  },
);

test("no address of the library makes a session last longer", async () => {
  const answer = await call("GET", "session");
  expect([answer.status, answer.headers.get("set-cookie")]).toEqual([404, null]);
});

test.each(["callback/credentials", "callback/nobody", "signin/google", "callback/../session"])(
  "%s, of a provider that is not in use, is not there",
  async (action) => {
    for (const method of ["GET", "POST"] as const) expect((await call(method, action)).status).toBe(404);
  },
);
