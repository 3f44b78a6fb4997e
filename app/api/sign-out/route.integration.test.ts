import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { getSessionUser } from "@/app/_lib/auth/session";
import { sealSession } from "@/app/_lib/auth/session-cookie";
import { closeDatabase, database } from "@/db/client";
import { users } from "@/db/schema/identity";
import { startSession } from "@/server/identity";
import { uuidv7 } from "@/server/shared/ids";
import { TEST_ENVIRONMENT } from "@/tools/test/environment";
import { POST } from "./route";

type Cookie = { name: string; value: string };
const { request } = vi.hoisted(() => ({ request: { cookies: [] as Cookie[] } }));
vi.mock("next/headers", () => ({
  headers: async () => new Headers(),
  cookies: async () => ({
    getAll: () => request.cookies,
    get: (name: string) => request.cookies.find((cookie) => cookie.name === name),
  }),
}));
vi.mock("@/app/_lib/actions/after-commit", () => ({ followUp: () => {} }));
beforeEach(() => {
  request.cookies = [];
});
afterAll(closeDatabase);

const NAME = "next-auth.session-token";

async function member() {
  const id = uuidv7();
  const email = `${id}@example.com`;
  await database().insert(users).values({ id, email, name: "김민지", role: "CUSTOMER", locale: "ko" });
  const signIn = async () => sealSession(await startSession(id), TEST_ENVIRONMENT.NEXTAUTH_SECRET);
  return { laptop: await signIn(), phone: await signIn() };
}

const use = (value: string | null) => {
  request.cookies = value ? [{ name: NAME, value }] : [];
};
const isOpen = async (cookie: string) => {
  use(cookie);
  return (await getSessionUser()) !== null;
};
const signOut = (cookie: string | null, form: Record<string, string> = {}, headers: HeadersInit = {}) => {
  use(cookie);
  const body = new URLSearchParams({ locale: "en", ...form });
  return POST(new Request("http://localhost:3000/api/sign-out", { method: "POST", body, headers }));
};

describe("signing out", () => {
  test("leads home, deletes the cookie, and ends every copy of it", async () => {
    const { laptop, phone } = await member();
    const answer = await signOut(laptop);
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/en"]);
    expect(answer.headers.get("set-cookie")).toMatch(new RegExp(`^${NAME}=; Path=/; Max-Age=0; HttpOnly`));
    expect([await isOpen(laptop), await isOpen(phone)]).toEqual([false, true]);
  });

  test("everywhere ends all sessions, and the sign-in page says so", async () => {
    const { laptop, phone } = await member();
    const answer = await signOut(laptop, { scope: "everywhere", locale: "ko" });
    expect(answer.headers.get("location")).toBe("/ko/sign-in?signedOut=everywhere");
    expect([await isOpen(laptop), await isOpen(phone)]).toEqual([false, false]);
  });

  test("a second time, with the ended cookie or without one, only redirects", async () => {
    const { laptop, phone } = await member();
    for (const cookie of [laptop, laptop, null]) expect((await signOut(cookie)).status).toBe(303);
    // An ended copy of the cookie cannot end other sessions.
    await signOut(laptop, { scope: "everywhere" });
    expect(await isOpen(phone)).toBe(true);
  });

  test("while the database is away, this browser still forgets the session", async () => {
    const { laptop } = await member();
    const url = process.env.DATABASE_URL;
    process.env.DATABASE_URL = "postgres://nobody@127.0.0.1:9/none";
    try {
      const answer = await signOut(laptop);
      expect(answer.status).toBe(303);
      expect(answer.headers.get("set-cookie")).toMatch(/=; Path=\/; Max-Age=0/);
    } finally {
      process.env.DATABASE_URL = url;
    }
  });

  test("no other site can sign a member out", async () => {
    const { laptop } = await member();
    expect((await signOut(laptop, {}, { origin: "https://evil.example" })).status).toBe(403);
    expect(await isOpen(laptop)).toBe(true);
  });

  test("leads to a page of this site, whatever language is asked for, and reads no long form", async () => {
    expect((await signOut(null, { locale: "//evil.example" })).headers.get("location")).toBe("/ko");
    expect((await signOut(null, { filler: "x".repeat(5_000) })).status).toBe(413);
  });
});
