import { eq } from "drizzle-orm";
import { encode } from "next-auth/jwt";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { users } from "@/db/schema/identity";
import { uuidv7 } from "@/server/shared/ids";
import { TEST_ENVIRONMENT } from "@/tools/test/environment";
import { getRequestContext } from "./session";

/** What the browser sent. */
type Cookie = { name: string; value: string };
const { request } = vi.hoisted(() => ({ request: { headers: new Headers(), cookies: [] as Cookie[] } }));
vi.mock("next/headers", () => ({
  headers: async () => request.headers,
  cookies: async () => ({
    getAll: () => request.cookies,
    get: (name: string) => request.cookies.find((cookie) => cookie.name === name),
  }),
}));

beforeEach(() => {
  request.headers = new Headers({ "x-forwarded-for": "203.0.113.9" });
  request.cookies = [];
});
afterAll(closeDatabase);

async function signIn(claims: Record<string, unknown>, secret: string = TEST_ENVIRONMENT.NEXTAUTH_SECRET) {
  const value = await encode({ token: claims, secret });
  request.cookies = [{ name: "next-auth.session-token", value }];
}

async function user(role: "CUSTOMER" | "ADMIN") {
  const id = uuidv7();
  await database()
    .insert(users)
    .values({ id, email: `${id}@example.com`, name: "김민지", role, locale: "ko" });
  return id;
}

const actor = async () => (await getRequestContext()).actor;
const ANONYMOUS = { kind: "ANONYMOUS", address: "203.0.113.9" };

describe("the actor of a request", () => {
  test("is nobody without a session", async () => {
    expect(await actor()).toEqual(ANONYMOUS);
  });

  test("is the user's row as it is now, whatever the cookie claims", async () => {
    const id = await user("CUSTOMER");
    await signIn({ sub: id, role: "ADMIN", kind: "STAFF" });
    const customer = { kind: "CUSTOMER", id, email: `${id}@example.com`, address: "203.0.113.9" };
    expect(await actor()).toEqual(customer);
    await database().update(users).set({ role: "ADMIN" }).where(eq(users.id, id));
    expect(await actor()).toEqual({ ...customer, kind: "STAFF", role: "ADMIN" });
  });

  test("loses the administrator's role with the row, and is nobody once the row is gone", async () => {
    const id = await user("ADMIN");
    await signIn({ sub: id });
    await database().update(users).set({ role: "CUSTOMER" }).where(eq(users.id, id));
    expect((await actor()).kind).toBe("CUSTOMER");
    await database().delete(users).where(eq(users.id, id));
    expect(await actor()).toEqual(ANONYMOUS);
  });

  test("is nobody with a cookie that was sealed with another secret", async () => {
    await signIn({ sub: await user("ADMIN") }, "somebody-else-0123456789abcdef0123456789abcdef");
    expect(await actor()).toEqual(ANONYMOUS);
  });
});
