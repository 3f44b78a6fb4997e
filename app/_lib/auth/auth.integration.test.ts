import { eq } from "drizzle-orm";
import type { Account, Profile } from "next-auth";
import { afterAll, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { oauthAccounts, users } from "@/db/schema/identity";
import { uuidv7 } from "@/server/shared/ids";
import { authOptions } from "./auth";

vi.mock("@/app/_lib/actions/after-commit", () => ({ followUp: () => {} }));
afterAll(closeDatabase);

const options = authOptions({ locale: "ko", address: "203.0.113.9", userAgent: null });

async function signIn(profile: Profile & Record<string, unknown>) {
  const user = { id: "the provider's", name: "민지", email: profile.email };
  const account = {
    provider: "google",
    providerAccountId: uuidv7(),
    type: "oauth" as const,
  } satisfies Account;
  const answer = await options.callbacks?.signIn?.({ user, account, profile });
  const links = await database().$count(
    oauthAccounts,
    eq(oauthAccounts.providerAccountId, account.providerAccountId),
  );
  return { answer, user, links };
}

test("a provider signs in by an address that it has verified", async () => {
  const email = `${uuidv7()}@example.com`;
  const { answer, user, links } = await signIn({ email, email_verified: true });
  expect([answer, links]).toEqual([true, 1]);
  const [row] = await database().select().from(users).where(eq(users.email, email));
  expect(user.id).toBe(row?.id);
});

test("an address that is not verified signs in nobody: it could be somebody else's", async () => {
  const email = `${uuidv7()}@example.com`;
  await signIn({ email, email_verified: true });
  const { answer, links } = await signIn({ email, email_verified: false });
  expect([answer, links]).toEqual(["/ko/sign-in?error=FORBIDDEN", 0]);
});

test("the session holds the user's id, its own id and end and the user's version, and nothing else", async () => {
  const email = `${uuidv7()}@example.com`;
  const { user } = await signIn({ email, email_verified: true });
  const jwt = options.callbacks?.jwt as (given: object) => Promise<Record<string, unknown>>;
  const claims = await jwt({
    token: { name: "민지", role: "ADMIN", sub: "1" },
    user: { ...user, role: "ADMIN" },
  });
  expect(claims).toEqual({
    until: expect.any(Number),
    sub: user.id,
    sid: expect.stringMatching(/^[0-9a-f-]{36}$/),
    ver: 1,
  });
  // Each sign-in is a session of its own.
  expect((await jwt({ token: {}, user })).sid).not.toBe(claims.sid);
});
