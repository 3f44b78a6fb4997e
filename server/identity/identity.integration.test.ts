import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { knownPlaces, oauthAccounts, users } from "@/db/schema/identity";
import { outbox, rateLimits } from "@/db/schema/shared";
import { type RequestContext, systemContext } from "@/server/shared/context";
import { limitRate } from "@/server/shared/rate-limit";
import {
  changeLanguage,
  endAllSessions,
  endSession,
  forgetSignIns,
  linkOauthAccount,
  registerUser,
  startSession,
  verifyPassword,
} from ".";
import { countGuess, guessOf } from "./limit-sign-ins";
import { userById, userOfSession } from "./queries";
import { type Session, userView } from "./schemas";

const { pause } = vi.hoisted(() => ({ pause: vi.fn(async (_: number) => {}) }));
vi.mock("node:timers/promises", () => ({ setTimeout: pause }));
afterAll(closeDatabase);

let client = 0;
const anonymous = (): RequestContext => ({ actor: { kind: "ANONYMOUS", address: `10.0.0.${++client}` } });
const password = "평범하지 않은 비밀번호";
const person = (email: string) => ({ email, name: "김민지", password, locale: "ko" as const });
const refused = (code: string, more = {}) => expect.objectContaining({ code, ...more });
const takenAtEmail = refused("EMAIL_TAKEN", { details: { fieldErrors: { email: "emailTaken" } } });

/** The user of a new session, in the shape of the schema. */
const getUser = async (id: string) => userView.nullable().parse(await userOfSession(await startSession(id)));

const useUp = async (key: string, limit: number, windowSeconds: number) => {
  for (let n = 0; n < limit; n++) await limitRate(key, limit, windowSeconds);
};

describe("register", () => {
  test("opens an account and records its event, without the password", async () => {
    const user = await registerUser(anonymous(), person(" New@Example.com "));
    expect(user).toEqual({
      id: user.id,
      email: "new@example.com",
      name: "김민지",
      role: "CUSTOMER",
      locale: "ko",
    });
    const [row] = await database().select().from(users).where(eq(users.id, user.id));
    expect(row?.passwordHash).toMatch(/^scrypt\$16384\$8\$5\$/);
    const events = await database().select().from(outbox).where(eq(outbox.name, "identity/user.registered"));
    expect(events.map((e) => e.data)).toContainEqual({
      userId: user.id,
      email: "new@example.com",
      name: "김민지",
      locale: "ko",
      role: "CUSTOMER",
    });
    expect(JSON.stringify(events)).not.toContain(password);
  });

  test("of two calls at once, one gets the address", async () => {
    const tries = ["twice@example.com", "TWICE@example.com"].map((email) =>
      registerUser(anonymous(), person(email)),
    );
    const results = await Promise.allSettled(tries);
    expect(results.filter((r) => r.status === "fulfilled")).toHaveLength(1);
    expect(results.find((r) => r.status === "rejected")?.reason).toEqual(takenAtEmail);
    expect(await database().$count(outbox, eq(outbox.name, "identity/user.registered"))).toBe(2);
  });

  test("names each invalid field", async () => {
    const bad = { email: "no address", name: " ", password: "short", locale: "ko" as const };
    await expect(registerUser(anonymous(), bad)).rejects.toEqual(
      refused("INVALID_INPUT", {
        details: { fieldErrors: { email: "emailInvalid", name: "required", password: "passwordTooShort" } },
      }),
    );
    await expect(
      registerUser(anonymous(), { ...person("easy@example.com"), password: "1234567890" }),
    ).rejects.toEqual(
      refused("INVALID_INPUT", { details: { fieldErrors: { password: "passwordTooEasy" } } }),
    );
  });

  test("hashes no overlong password, neither to register nor to sign in", async () => {
    const long = { ...person("long@example.com"), password: "가나다라마바사아자차".repeat(21) };
    const tooLong = refused("INVALID_INPUT", { details: { fieldErrors: { password: "tooBig" } } });
    await expect(registerUser(anonymous(), long)).rejects.toEqual(tooLong);
    await expect(verifyPassword(anonymous(), long)).rejects.toEqual(tooLong);
  });

  test("never opens a staff account", async () => {
    const asked = { ...person("root@example.com"), role: "ADMIN" };
    expect((await registerUser(anonymous(), asked)).role).toBe("CUSTOMER");
  });

  test("is limited per client address", async () => {
    await useUp("register-user:198.51.100.1", 20, 3600);
    const ctx: RequestContext = { actor: { kind: "ANONYMOUS", address: "198.51.100.1" } };
    await expect(registerUser(ctx, person("many@example.com"))).rejects.toEqual(refused("RATE_LIMITED"));
  });
});

describe("sign in", () => {
  test("accepts the password in any Unicode form, and the address in any case", async () => {
    const user = await registerUser(anonymous(), person("right@example.com"));
    const given = { email: "RIGHT@example.com ", password: password.normalize("NFD") };
    expect(await verifyPassword(anonymous(), given)).toEqual(user);
    expect(await getUser(user.id)).toEqual(user);
  });

  test("gives a wrong password, an unknown address and an account without a password the same answer after the same work", async () => {
    await registerUser(anonymous(), person("known@example.com"));
    await linkOauthAccount(anonymous(), kakao("k-without", "without@example.com"));
    const took: number[] = [];
    for (const email of ["known@example.com", "nobody@example.com", "without@example.com"]) {
      const started = performance.now();
      const error = await verifyPassword(anonymous(), { email, password: "wrong" }).catch((e) => e);
      took.push(performance.now() - started);
      expect({ code: error.code, details: error.details }).toEqual({ code: "BAD_CREDENTIALS", details: {} });
    }
    // Hashing takes most of the time: an answer without it would be many times faster.
    expect(Math.min(...took)).toBeGreaterThan(Math.max(...took) / 10);
  });

  const from = (address: string): RequestContext => ({ actor: { kind: "ANONYMOUS", address } });
  const wrong = (ctx: RequestContext, email: string) =>
    verifyPassword(ctx, { email, password: "guessed wrong" }).catch((error) => error.code);
  /** Earlier tries at an account from a place, without the work of hashing. */
  const tried = async (times: number, email: string, address: string) => {
    const guess = guessOf(email, address);
    for (let n = 0; n < times; n++) await countGuess(guess);
  };

  test("stops a place after ten wrong passwords, and no other place", async () => {
    const email = "guessed@example.com";
    const user = await registerUser(anonymous(), person(email));
    await tried(9, email, "198.51.100.7");
    expect(await wrong(from("198.51.100.7"), email)).toBe("BAD_CREDENTIALS");
    const right = verifyPassword(from("198.51.100.7"), { email, password });
    await expect(right).rejects.toEqual(refused("RATE_LIMITED", { details: { retryAfterSeconds: 900 } }));
    expect(await verifyPassword(from("198.51.100.8"), { email, password })).toEqual(user);
    // An IPv6 customer has a network of addresses, which is one place.
    for (let n = 0; n < 10; n++) await tried(1, email, `2001:db8:7:7::${n}`);
    expect(await wrong(from("2001:db8:7:7::ffff"), email)).toBe("RATE_LIMITED");
    expect(await verifyPassword(from("2001:db8:7:8::1"), { email, password })).toEqual(user);
  });

  test("delays guesses from many places at one account; the owner is never stopped, and not delayed at a known place", async () => {
    const email = "sought@example.com";
    const user = await registerUser(anonymous(), person(email));
    const home = from("198.51.100.9");
    await verifyPassword(home, { email, password });
    pause.mockClear();
    for (let n = 0; n < 18; n++) await tried(1, email, `203.0.113.${n}`);
    expect(await wrong(anonymous(), email)).toBe("BAD_CREDENTIALS");
    expect(pause).not.toHaveBeenCalled();
    for (let n = 0; n < 3; n++) expect(await wrong(anonymous(), email)).toBe("BAD_CREDENTIALS");
    expect(pause.mock.calls.map(([ms]) => ms)).toEqual([250, 500, 1_000]);
    pause.mockClear();
    expect(await verifyPassword(home, { email, password })).toEqual(user);
    expect(pause).not.toHaveBeenCalled();
    expect(await verifyPassword(anonymous(), { email, password })).toEqual(user);
    expect(pause).toHaveBeenCalledOnce();
    // An address without an account gets the same answer.
    pause.mockClear();
    for (let n = 0; n < 20; n++) await tried(1, "nobody-sought@example.com", `203.0.113.${n}`);
    expect(await wrong(anonymous(), "nobody-sought@example.com")).toBe("BAD_CREDENTIALS");
    expect(pause.mock.calls).toEqual([[250]]);
  });

  test("resets the count of wrong passwords after the right one", async () => {
    const email = "forgetful@example.com";
    await registerUser(anonymous(), person(email));
    for (let round = 0; round < 2; round++) {
      await tried(9, email, "198.51.100.10");
      await verifyPassword(from("198.51.100.10"), { email, password });
    }
  });

  test("is limited per place, for all addresses together", async () => {
    await useUp(`verify-password:place:${guessOf("any", "198.51.100.2").place}`, 100, 900);
    const guess = verifyPassword(from("198.51.100.2"), { email: "sprayed@example.com", password });
    await expect(guess).rejects.toEqual(refused("RATE_LIMITED"));
  });

  test("stores neither e-mail nor network addresses in its tables", async () => {
    const email = "private@example.com";
    await registerUser(anonymous(), person(email));
    await tried(1, email, "198.51.100.11");
    await verifyPassword(from("198.51.100.11"), { email, password });
    const [limits, places] = [
      await database().select().from(rateLimits),
      await database().select().from(knownPlaces),
    ];
    expect(JSON.stringify([limits.filter((row) => row.key.startsWith("verify")), places])).not.toMatch(
      /private@|198\.51\.100\.11/,
    );
  });
});

test("a user is read by id, with the role of now; an unknown id finds nobody", async () => {
  const user = await registerUser(anonymous(), person("by-id@example.com"));
  expect(await userById(user.id)).toEqual(await getUser(user.id));
  await database().update(users).set({ role: "AGENT" }).where(eq(users.id, user.id));
  expect(await userById(user.id)).toMatchObject({ id: user.id, role: "AGENT" });
  expect(await userById(randomUUID())).toBeNull();
});

describe("sessions", () => {
  const signedIn = async (email: string) => {
    const { id } = await registerUser(anonymous(), person(email));
    const ctx: RequestContext = { actor: { kind: "CUSTOMER", id, email, address: "10.2.0.1" } };
    return { id, ctx, laptop: await startSession(id), phone: await startSession(id) };
  };
  const open = async (...sessions: Session[]) =>
    Promise.all(sessions.map(async (session) => (await userOfSession(session)) !== null));

  test("signing out ends this session, also in copies of its cookie, and no other", async () => {
    const { ctx, laptop, phone } = await signedIn("laptop@example.com");
    expect(await open(laptop, phone)).toEqual([true, true]);
    await endSession(ctx, laptop);
    // A second click, or a copy of the cookie.
    await endSession(ctx, { ...laptop });
    expect(await open(laptop, { ...laptop }, phone)).toEqual([false, false, true]);
  });

  test("signing out everywhere ends all sessions, but no later one", async () => {
    const { ctx, id, laptop, phone } = await signedIn("lost@example.com");
    const other = await signedIn("bystander@example.com");
    await endAllSessions(ctx);
    expect(await open(laptop, phone, await startSession(id), other.phone)).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  test("signing out ends a session of an earlier release, which has no id", async () => {
    const { ctx, id, laptop } = await signedIn("earlier@example.com");
    const old: Session = { ...laptop, userId: id, sessionId: null, version: 1 };
    expect(await open(old)).toEqual([true]);
    await endSession(ctx, old);
    expect(await open(old)).toEqual([false]);
  });

  test("a session ends fourteen days after its sign-in by the database's clock, whatever the process's clock says", async () => {
    const { laptop } = await signedIn("skewed@example.com");
    const { rows } = await database().execute<{ now: number }>(
      sql`select extract(epoch from clock_timestamp())::float8 as now`,
    );
    const now = Number(rows[0]?.now);
    expect(Math.abs(laptop.expiresAtSeconds - now - 14 * 86_400)).toBeLessThan(5);
    vi.useFakeTimers({ toFake: ["Date"] });
    try {
      for (const skew of [-600_000, 600_000]) {
        vi.setSystemTime(now * 1_000 + skew);
        const ending = [now - 5, now + 5].map((expiresAtSeconds) => ({ ...laptop, expiresAtSeconds }));
        expect(await open(...ending)).toEqual([false, true]);
        expect(
          Math.abs((await startSession(laptop.userId)).expiresAtSeconds - laptop.expiresAtSeconds),
        ).toBeLessThan(5);
      }
    } finally {
      vi.useRealTimers();
    }
  });

  test("nobody ends somebody else's session", async () => {
    const [mine, theirs] = [await signedIn("mine@example.com"), await signedIn("theirs@example.com")];
    await expect(endSession(mine.ctx, theirs.phone)).rejects.toEqual(refused("FORBIDDEN"));
    await expect(endSession(anonymous(), theirs.phone)).rejects.toEqual(refused("UNAUTHENTICATED"));
    await expect(endAllSessions(anonymous())).rejects.toEqual(refused("UNAUTHENTICATED"));
    expect(await open(theirs.phone)).toEqual([true]);
  });

  test("a deleted user has no session and gets none", async () => {
    const { id, phone } = await signedIn("removed@example.com");
    await database().delete(users).where(eq(users.id, id));
    expect(await open(phone)).toEqual([false]);
    await expect(startSession(id)).rejects.toEqual(refused("UNAUTHENTICATED"));
  });

  test("ended sessions are deleted after their cookies have expired, places after half a year", async () => {
    const { ctx, id, laptop, phone } = await signedIn("forgotten@example.com");
    for (const session of [laptop, phone]) await endSession(ctx, session);
    await database().execute(sql`
      update identity.ended_sessions set ended_at = now() - interval '31 days' where id = ${laptop.sessionId}`);
    await database().execute(sql`insert into identity.known_places values
      (${id}, 'old', now() - interval '181 days'), (${id}, 'recent', now() - interval '179 days')`);
    await expect(forgetSignIns(ctx)).rejects.toEqual(refused("FORBIDDEN"));
    await forgetSignIns(systemContext("test"));
    const places = await database().select().from(knownPlaces).where(eq(knownPlaces.userId, id));
    expect(places.map((row) => row.place)).toEqual(["recent"]);
    expect(await open(laptop, phone)).toEqual([true, false]);
  });
});

const kakao = (providerAccountId: string, email: string) => ({
  provider: "kakao" as const,
  providerAccountId,
  email,
  name: null,
  locale: "ko" as const,
});

describe("sign in through a provider", () => {
  test("the first sign-in opens the account; ten at once open one", async () => {
    const tries = Array.from({ length: 10 }, () =>
      linkOauthAccount(anonymous(), kakao("k-1", "first@example.com")),
    );
    const [user, ...others] = await Promise.all(tries);
    expect(new Set(others.map((u) => u.id))).toEqual(new Set([user?.id]));
    expect(user?.name).toBe("first");
    const link = and(eq(oauthAccounts.provider, "kakao"), eq(oauthAccounts.providerAccountId, "k-1"));
    expect(await database().$count(oauthAccounts, link)).toBe(1);
  });

  test("another provider with the same verified address signs in the same user", async () => {
    const user = await linkOauthAccount(anonymous(), kakao("k-2", "both@example.com"));
    const again = { ...kakao("g-2", "both@example.com"), provider: "google" as const };
    expect(await linkOauthAccount(anonymous(), again)).toEqual(user);
  });

  test("the account is found after the address at the provider changes", async () => {
    const user = await linkOauthAccount(anonymous(), kakao("k-3", "before@example.com"));
    expect(await linkOauthAccount(anonymous(), kakao("k-3", "after@example.com"))).toEqual(user);
  });

  test("a link of a deleted user does not prevent a new account", async () => {
    const gone = await linkOauthAccount(anonymous(), kakao("k-5", "gone@example.com"));
    await database().delete(users).where(eq(users.id, gone.id));
    const fresh = await linkOauthAccount(anonymous(), kakao("k-5", "gone@example.com"));
    expect(fresh.id).not.toBe(gone.id);
    expect(await linkOauthAccount(anonymous(), kakao("k-5", "gone@example.com"))).toEqual(fresh);
  });

  test("an account with a password is not taken over by its address", async () => {
    await registerUser(anonymous(), person("owned@example.com"));
    await expect(linkOauthAccount(anonymous(), kakao("k-4", "owned@example.com"))).rejects.toEqual(
      takenAtEmail,
    );
  });
});

describe("the language of messages", () => {
  const changes = async (userId: string) =>
    (
      await database()
        .select()
        .from(outbox)
        .where(eq(outbox.name, "identity/user.changed"))
        .orderBy(outbox.seq)
    )
      .map((row) => row.data as { userId: string; locale: string; profileVersion: number })
      .filter((data) => data.userId === userId)
      .map(({ locale, profileVersion }) => ({ locale, profileVersion }));

  test("is changed by the member, and each change is recorded with a higher version", async () => {
    const { id, email } = await registerUser(anonymous(), person("language@example.com"));
    const ctx: RequestContext = { actor: { kind: "CUSTOMER", id, email, address: "10.1.0.1" } };
    await changeLanguage(ctx, { locale: "en" });
    // A second click changes nothing.
    await changeLanguage(ctx, { locale: "en" });
    expect((await getUser(id))?.locale).toBe("en");
    await changeLanguage(ctx, { locale: "ko" });
    expect(await changes(id)).toEqual([
      { locale: "en", profileVersion: 2 },
      { locale: "ko", profileVersion: 3 },
    ]);
  });

  test("is changed by members only, and to a known language only", async () => {
    await expect(changeLanguage(anonymous(), { locale: "en" })).rejects.toEqual(refused("UNAUTHENTICATED"));
    const { id, email } = await registerUser(anonymous(), person("french@example.com"));
    const ctx: RequestContext = { actor: { kind: "CUSTOMER", id, email, address: "10.1.0.2" } };
    await expect(changeLanguage(ctx, { locale: "fr" as never })).rejects.toEqual(refused("INVALID_INPUT"));
    expect(await changes(id)).toEqual([]);
  });
});
