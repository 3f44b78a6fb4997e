import { eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { guests } from "@/db/schema/identity";
import { endGuestSession, forgetSignIns, registerGuest } from "@/server/identity";
import { accountByEmail, guestOfSession } from "@/server/identity/queries";
import { type RequestContext, systemContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { codeOf } from "@/server/shared/testing/outcome";

afterAll(closeDatabase);

const visitor = (address = `test-${uuidv7()}`): RequestContext => ({ actor: { kind: "ANONYMOUS", address } });
const typed = (email = `${uuidv7()}@example.com`) => ({
  email,
  phone: "010-1234-5678",
  locale: "ko" as const,
});

const moveEnd = (id: string, interval: string) =>
  database()
    .update(guests)
    .set({ expiresAt: sql`clock_timestamp() + ${interval}::interval` })
    .where(eq(guests.id, id));

async function guest() {
  const contact = typed();
  const { id } = await registerGuest(visitor(), contact);
  return { id, ...contact };
}

describe("the session of a guest", () => {
  test("has the contact in the form in which it is used, and is no account", async () => {
    const { id, email } = await guest();
    expect(await guestOfSession(id)).toEqual({ id, email, phone: "+821012345678" });
    const staff: RequestContext = {
      actor: { kind: "STAFF", role: "ADMIN", id: uuidv7(), email: "", address: "" },
    };
    expect(await codeOf(accountByEmail(staff, email))).toBe("INVALID_INPUT");
  });

  test("ends by the clock of the database, and when the guest leaves; a second time changes nothing", async () => {
    const [late, left] = [await guest(), await guest()];
    await moveEnd(late.id, "-1 second");
    expect(await guestOfSession(late.id)).toBeNull();
    const ctx: RequestContext = { actor: { kind: "GUEST", ...left, address: "test" } };
    await endGuestSession(ctx);
    await endGuestSession(ctx);
    expect(await guestOfSession(left.id)).toBeNull();
    expect(await codeOf(endGuestSession(visitor()))).toBe("UNAUTHENTICATED");
  });

  test("is refused without a phone number or with what is no address, at the field", async () => {
    const fields = async (input: Parameters<typeof registerGuest>[1]) => {
      const error = await registerGuest(visitor(), input).catch((thrown) => thrown);
      return error.details?.fieldErrors;
    };
    expect(await fields({ ...typed(), phone: " " })).toEqual({ phone: "required" });
    expect(await fields({ ...typed(), phone: "12" })).toEqual({ phone: "phone" });
    expect(await fields({ ...typed("minji@"), phone: "" })).toEqual({
      email: "emailInvalid",
      phone: "required",
    });
  });

  test("can be begun twenty times from one address, and no more", async () => {
    const ctx = visitor();
    const codes: unknown[] = [];
    for (let n = 0; n < 21; n++) codes.push(await codeOf(registerGuest(ctx, typed())));
    expect(codes.slice(0, 20).every((code) => code === "OK")).toBe(true);
    expect(codes[20]).toBe("RATE_LIMITED");
  });

  test("is deleted two days after its end", async () => {
    const [gone, kept] = [await guest(), await guest()];
    await moveEnd(gone.id, "-49 hours");
    await moveEnd(kept.id, "-47 hours");
    await forgetSignIns(systemContext("test"));
    const left = async (id: string) => database().$count(guests, eq(guests.id, id));
    expect([await left(gone.id), await left(kept.id)]).toEqual([0, 1]);
  });
});
