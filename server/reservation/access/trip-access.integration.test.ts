import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import {
  acceptPayment,
  cancelReservation,
  changeContact,
  checkWithdrawal,
  chooseSeats,
  correctName,
  endTripAccess,
  enterPassengers,
  forgetTripAccess,
  issueAccessCode,
  payableReservation,
  quoteChangeOf,
  quoteRefundOf,
  releaseHold,
  seatParty,
  splitReservation,
  verifyAccessCode,
} from "@/server/reservation";
import {
  changeOffers,
  getBooking,
  getBookingByLocator,
  getReservationForAdmin,
  getSeatMap,
  listTrips,
  pendingChange,
  sentAccessCodes,
  tripsOfGrants,
} from "@/server/reservation/queries";
import {
  adult,
  customer,
  flightOnSale,
  hold,
  named,
  paymentOf,
  policies,
  system,
} from "@/server/reservation/testing/fixtures";
import type { RequestContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { codeOf } from "@/server/shared/testing/outcome";

beforeAll(policies);
afterAll(closeDatabase);

/** Everybody asks from a place of their own, because each place has few tries. */
const stranger = (): RequestContext => ({ actor: { kind: "ANONYMOUS", address: `test-${uuidv7()}` } });

/** A paid trip. Its mailbox is its own, because each mailbox gets few codes. */
async function trip(email = `mi-${uuidv7()}@example.com`, more = {}) {
  const owner = customer();
  const held = await hold(owner, await flightOnSale(), { ...named, ...more, contact: { email } });
  await acceptPayment(system, await paymentOf(owner, held));
  return { owner, email, ...held };
}
type Trip = Awaited<ReturnType<typeof trip>>;

const ask = ({ locator }: Trip, ctx = stranger()) => issueAccessCode(ctx, { locator, surname: "Kim" });

async function traveller(of: Trip) {
  const { codeId, code } = await ask(of);
  const { grantId, reservationId } = await verifyAccessCode(stranger(), { codeId, code });
  return { actor: { kind: "TRAVELLER" as const, reservationId, grantId, address: "test" } };
}

async function outcomeOfCode(codeId: string, code: string, ctx = stranger()): Promise<string> {
  try {
    await verifyAccessCode(ctx, { codeId, code });
    return "OK";
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.details.fieldErrors?.code ?? error.code;
  }
}
const otherThan = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");
const isOpen = async (grantId: string) =>
  (await tripsOfGrants([grantId])).map(({ isLive }) => isLive).includes(true);
const run = (statement: ReturnType<typeof sql>) => database().execute<Record<string, unknown>>(statement);

describe("a one-time code", () => {
  test("goes to the contact, and is stored as a hash alone", async () => {
    const booked = await trip();
    const { codeId, code, to } = await ask(booked);
    expect(to).toBe(booked.email);
    expect(code).toMatch(/^\d{6}$/);
    const { rows } = await run(sql`select * from reservation.access_codes where id = ${codeId}`);
    expect(JSON.stringify(rows)).not.toContain(code);
    const { rows: traces } = await run(sql`
      select (select jsonb_agg(o) from shared.outbox o where correlation_id = ${booked.reservationId}) as events,
        (select jsonb_agg(a) from shared.audit_log a where entity_id = ${booked.reservationId}) as audit`);
    expect(JSON.stringify(traces)).not.toMatch(new RegExp(`"${code}"`));
    const { codeId: next } = await ask(booked);
    const sent = { locator: booked.locator, maskedEmail: "mi***@example.com" };
    expect(await sentAccessCodes([codeId, uuidv7(), next])).toEqual([
      { ...sent, codeId: next },
      { ...sent, codeId },
    ]);
    expect(await sentAccessCodes([])).toEqual([]);
  });

  test.each([
    ["with spaces", (code: string) => ` ${code.slice(0, 3)} ${code.slice(3)}\n`],
    ["with spaces of a web page", (code: string) => `${code.slice(0, 3)}\u00a0${code.slice(3)}\u200b`],
    ["with a hyphen", (code: string) => `${code.slice(0, 3)}-${code.slice(3)}`],
    [
      "in wide digits",
      (code: string) => code.replace(/\d/g, (digit) => "０１２３４５６７８９".charAt(Number(digit))),
    ],
  ])("can be typed or pasted %s", async (_, typed) => {
    const { codeId, code } = await ask(await trip());
    expect(await outcomeOfCode(codeId, typed(code))).toBe("OK");
    expect(await outcomeOfCode(codeId, code)).toBe("codeEnded");
  });

  test("of one trip opens no other", async () => {
    const [one, two] = [await ask(await trip()), await ask(await trip())];
    if (one.code === two.code) return;
    expect(await outcomeOfCode(two.codeId, one.code)).toBe("wrongCode");
    expect(await outcomeOfCode(one.codeId, one.code)).toBe("OK");
  });

  test("has five tries, also when they come at the same time", async () => {
    const { codeId, code } = await ask(await trip());
    const tries = await Promise.all(Array.from({ length: 9 }, () => outcomeOfCode(codeId, otherThan(code))));
    expect(tries.filter((each) => each === "wrongCode")).toHaveLength(5);
    expect(tries.filter((each) => each === "codeEnded")).toHaveLength(4);
    expect(await outcomeOfCode(codeId, code)).toBe("codeEnded");
  });

  test("gives one access when it is entered twice at the same time", async () => {
    const { codeId, code } = await ask(await trip());
    const tries = await Promise.all([outcomeOfCode(codeId, code), outcomeOfCode(codeId, code)]);
    expect(tries.sort()).toEqual(["OK", "codeEnded"]);
  });

  test("ends after ten minutes, with a new code, and with the contact", async () => {
    const booked = await trip();
    const late = await ask(booked);
    const { rows } = await run(sql`
      update reservation.access_codes set expires_at = clock_timestamp() where id = ${late.codeId}
      returning extract(epoch from expires_at - created_at) as seconds`);
    expect(rows).toHaveLength(1);
    expect(await outcomeOfCode(late.codeId, late.code)).toBe("codeEnded");
    const old = await ask(booked);
    const next = await issueAccessCode(stranger(), { codeId: old.codeId });
    expect(await outcomeOfCode(old.codeId, old.code)).toBe("codeEnded");
    await changeContact(booked.owner, { reservationId: booked.reservationId, email: "new@example.com" });
    expect(await outcomeOfCode(next.codeId, next.code)).toBe("codeEnded");
  });

  test("lasts ten minutes, and its access sixty", async () => {
    const booked = await trip();
    const { codeId } = await ask(booked);
    const { grantId } = (await traveller(booked)).actor;
    const { rows } = await run(sql`
      select round(extract(epoch from c.expires_at - c.created_at) / 60)::int as code,
        round(extract(epoch from g.expires_at - g.created_at) / 60)::int as access
      from reservation.access_codes c, reservation.access_grants g where c.id = ${codeId} and g.id = ${grantId}`);
    expect(rows).toEqual([{ code: 10, access: 60 }]);
  });

  test("simultaneous requests leave one code open", async () => {
    const booked = await trip();
    const codes = await Promise.all([ask(booked), ask(booked), ask(booked)]);
    const outcomes = await Promise.all(codes.map(({ codeId, code }) => outcomeOfCode(codeId, code)));
    expect(outcomes.sort()).toEqual(["OK", "codeEnded", "codeEnded"]);
  });

  test("wrong pairs and unpaid reservations get one answer", async () => {
    const booked = await trip();
    const held = await hold(customer(), await flightOnSale(), named);
    const outcomes = [
      await codeOf(issueAccessCode(stranger(), { locator: booked.locator, surname: "LEE" })),
      await codeOf(issueAccessCode(stranger(), { locator: "BBBBBB", surname: "KIM" })),
      await codeOf(issueAccessCode(stranger(), { locator: held.locator, surname: "KIM" })),
      await codeOf(issueAccessCode(stranger(), { codeId: uuidv7() })),
    ];
    expect(new Set(outcomes)).toEqual(new Set(["NOT_FOUND"]));
  });

  // A limit's hour may end in the middle of a test: twice the limit always fits, and once more never does.
  const untilRefused = async (limit: number, use: () => Promise<unknown>) => {
    for (let n = 1; n <= 2 * limit + 1; n++) if ((await use()) === "RATE_LIMITED") return n > limit;
    return false;
  };

  test("few codes are sent about one trip in an hour", async () => {
    const booked = await trip();
    const use = async () => {
      await run(sql`delete from shared.rate_limits where key = ${`find-trip:${booked.locator}`}`);
      return codeOf(ask(booked));
    };
    expect(await untilRefused(5, use)).toBe(true);
    expect(await codeOf(ask(await trip()))).toBe("OK");
  });

  test("few codes are sent about one trip in a day", async () => {
    const booked = await trip();
    const use = async () => codeOf(ask(await fresh(booked)));
    expect(await untilRefused(20, use)).toBe(true);
  });

  test("few codes are sent to one mailbox, however many trips it has", async () => {
    const email = `mi-${uuidv7()}@example.com`;
    expect(await untilRefused(10, async () => codeOf(ask(await trip(email))))).toBe(true);
  });

  test("few codes are entered from one place", async () => {
    const { codeId, code } = await ask(await trip());
    const place = stranger();
    expect(await untilRefused(30, () => outcomeOfCode(uuidv7(), "000000", place))).toBe(true);
    expect(await outcomeOfCode(codeId, code)).toBe("OK");
  });

  test("other text is no code, and counts as no try", async () => {
    const { codeId, code } = await ask(await trip());
    for (const text of ["", "12345", "1234567", "abcdef", "12 345", "0x1234"])
      expect(await outcomeOfCode(codeId, text)).toMatch(/^(required|code)$/);
    expect(await outcomeOfCode(codeId, code)).toBe("OK");
  });
});

type Door = (ctx: RequestContext, of: Trip) => Promise<unknown>;

async function quoteChange(ctx: RequestContext, { owner, reservationId }: Trip) {
  const segmentId = (await getBooking(owner, reservationId)).segments[0]?.id ?? "";
  const flights = [{ segmentId, flightId: await flightOnSale(), brand: "STANDARD" as const }];
  return quoteChangeOf(ctx, { reservationId, flights, overlapConfirmed: true });
}

/** What a traveller may do. The last one ends what the others need. */
const open: Record<string, Door> = {
  getBooking: (ctx, { reservationId }) => getBooking(ctx, reservationId),
  getBookingByLocator: (ctx, { locator }) => getBookingByLocator(ctx, locator),
  getSeatMap: (ctx, { reservationId }) => getSeatMap(ctx, reservationId, 0),
  chooseSeats: (ctx, { reservationId }) =>
    chooseSeats(ctx, { reservationId, segmentPosition: 0, seats: [{ passengerPosition: 0, seat: "1A" }] }),
  seatParty: (ctx, { reservationId }) => seatParty(ctx, { reservationId, segmentPosition: 0 }),
  changeContact: (ctx, { reservationId, email }) =>
    changeContact(ctx, { reservationId, email, phone: "010-1234-5678" }),
  changeOffers: async (ctx, { owner, reservationId }) => {
    const segmentId = (await getBooking(owner, reservationId)).segments[0]?.id ?? "";
    return changeOffers(ctx, { reservationId, segmentId, date: "2030-01-01" });
  },
  pendingChange: (ctx, { reservationId }) => pendingChange(ctx, reservationId),
  quoteChangeOf: (ctx, of) => quoteChange(ctx, of),
  checkWithdrawal: async (ctx, of) => {
    const { quoteId } = await quoteChange(of.owner, of);
    return checkWithdrawal(ctx, { reservationId: of.reservationId, changeId: quoteId });
  },
  correctName: async (ctx, { owner, reservationId }) => {
    const { version, passengers } = await getBooking(owner, reservationId);
    const passengerId = passengers[0]?.id ?? "";
    return correctName(ctx, { reservationId, version, passengerId, surname: "KIM", givenName: "MINJY" });
  },
  splitReservation: async (ctx, { owner, reservationId }) => {
    const { version, passengers } = await getBooking(owner, reservationId);
    const leaving = passengers.slice(-1).map(({ id }) => id);
    return splitReservation(ctx, { reservationId, version, passengers: leaving });
  },
  quoteRefundOf: (ctx, { reservationId }) => quoteRefundOf(ctx, { reservationId }),
  cancelReservation: async (ctx, { owner, reservationId }) => {
    const { quoteId } = await quoteRefundOf(owner, { reservationId });
    return cancelReservation(ctx, { reservationId, quoteId });
  },
};

/** What belongs to the member or to staff. */
const closed: Record<string, Door> = {
  listTrips: (ctx) => listTrips(ctx),
  holdSeats: async (ctx) => hold(ctx, await flightOnSale(), named),
  enterPassengers: (ctx, { reservationId }) => enterPassengers(ctx, { reservationId, ...named }),
  payableReservation: (ctx, { reservationId }) => payableReservation(ctx, { reservationId }),
  releaseHold: (ctx, { reservationId }) => releaseHold(ctx, { reservationId }),
  getReservationForAdmin: (ctx, { reservationId }) => getReservationForAdmin(ctx, reservationId),
};

const outcome = (door: Door, ctx: RequestContext, of: Trip) => codeOf((async () => door(ctx, of))());

describe("the traveller of a trip", () => {
  let own: Trip;
  let other: Trip;
  beforeAll(async () => {
    // Two passengers: one may leave.
    own = await trip(undefined, { adults: 2, passengers: [adult(), adult("LEE", "JUNHO")] });
    // Of the same mailbox: it is the trip that the access is for.
    other = await trip(own.email);
  });

  test.each(Object.entries(open))("%s works, and not for another trip", async (_, door) => {
    const ctx = await traveller(await fresh(own));
    expect(await outcome(door, ctx, other)).toBe("NOT_FOUND");
    expect(await outcome(door, ctx, own)).toBe("OK");
  });

  test.each(Object.entries(open))("%s does not work after the access ended", async (_, door) => {
    const mine = await trip();
    const end = sql`update reservation.access_grants set expires_at = clock_timestamp() where id = `;
    const expectShut = async (ctx: Awaited<ReturnType<typeof traveller>>) => {
      expect(await outcome(door, ctx, mine)).toBe("NOT_FOUND");
      expect(await isOpen(ctx.actor.grantId)).toBe(false);
    };
    const expired = await traveller(mine);
    await run(sql`${end}${expired.actor.grantId}`);
    await expectShut(expired);
    const left = await traveller(mine);
    await endTripAccess(left);
    await endTripAccess(left);
    await expectShut(left);
    await expectShut({ actor: { ...left.actor, grantId: uuidv7() } });
    const beforeChange = await traveller(mine);
    // Even a writer of the contact that does not end the access.
    await run(sql`update reservation.reservations set contact_email = 'other@example.com'
      where id = ${mine.reservationId}`);
    await expectShut(beforeChange);
  });

  test.each(Object.entries(closed))("%s is not open", async (_, door) => {
    expect(await outcome(door, await traveller(await fresh(other)), other)).toBe("UNAUTHENTICATED");
  });

  test("a changed phone does not end the access", async () => {
    const mine = await trip();
    const ctx = await traveller(mine);
    const contact = { email: mine.email, phone: "010-9999-8888" };
    await changeContact(mine.owner, { reservationId: mine.reservationId, ...contact });
    expect(await outcome(open.getBooking as Door, ctx, mine)).toBe("OK");
    expect(await isOpen(ctx.actor.grantId)).toBe(true);
  });

  test("an access and a code from before do not come back with the old address", async () => {
    const mine = await trip();
    const ctx = await traveller(mine);
    const code = await ask(mine);
    for (const email of ["between@example.com", mine.email])
      await changeContact(mine.owner, { reservationId: mine.reservationId, email });
    expect(await outcome(open.getBooking as Door, ctx, mine)).toBe("NOT_FOUND");
    expect(await outcomeOfCode(code.codeId, code.code)).toBe("codeEnded");
  });

  test("who splits the trip has access to the new one, as long as to the old one and while the contact is the same", async () => {
    const mine = await trip(undefined, { adults: 2, passengers: [adult(), adult("LEE", "JUNHO")] });
    const [ctx, elsewhere] = [await traveller(mine), await traveller(await fresh(mine))];
    const { version, passengers } = await getBooking(ctx, mine.reservationId);
    const input = { reservationId: mine.reservationId, version, passengers: [passengers[1]?.id ?? ""] };
    const { reservationId, locator, grantId } = await splitReservation(ctx, input);
    const own = { actor: { ...ctx.actor, reservationId, grantId: grantId ?? "" } };
    expect((await getBookingByLocator(own, locator)).passengers).toHaveLength(1);
    // The grants of other browsers, and the old grant by itself, do not open it.
    for (const { actor } of [ctx, elsewhere])
      for (const reservation of [mine.reservationId, reservationId])
        expect(
          await codeOf(getBooking({ actor: { ...actor, reservationId: reservation } }, reservationId)),
        ).toBe("NOT_FOUND");
    const { rows } = await run(sql`select count(*)::int as grants, count(distinct expires_at)::int as ends
      from reservation.access_grants where id in (${ctx.actor.grantId}, ${grantId})`);
    expect(rows).toEqual([{ grants: 2, ends: 1 }]);
    const { rows: audited } = await run(sql`select "after" from shared.audit_log
      where action = 'open-trip' and entity_id = ${reservationId}`);
    expect(audited).toEqual([{ after: { grantId, fromLocator: mine.locator } }]);
    // The passenger who left gives an address of their own: the access to that booking alone ends.
    await changeContact(mine.owner, { reservationId, email: "own@example.com" });
    expect(await codeOf(getBooking(own, reservationId))).toBe("NOT_FOUND");
    expect(await codeOf(getBooking(ctx, mine.reservationId))).toBe("OK");
  });

  test("a member who splits a trip opens none for travellers", async () => {
    const mine = await trip(undefined, { adults: 2, passengers: [adult(), adult("LEE", "JUNHO")] });
    await traveller(mine);
    const { version, passengers } = await getBooking(mine.owner, mine.reservationId);
    const input = { reservationId: mine.reservationId, version, passengers: [passengers[1]?.id ?? ""] };
    const { reservationId, grantId } = await splitReservation(mine.owner, input);
    expect(grantId).toBeNull();
    const { rows } = await run(
      sql`select 1 from reservation.access_grants where reservation_id = ${reservationId}`,
    );
    expect(rows).toEqual([]);
  });

  test("may give up a part of the trip, and the order names the access that asked", async () => {
    const couple = { adults: 2, passengers: [adult(), adult("LEE", "JUNHO")] };
    const mine = await trip(undefined, couple);
    const ctx = await traveller(mine);
    const { reservationId } = mine;
    const { passengers } = await getBooking(ctx, reservationId);
    const wanted = { passengers: passengers.slice(1).map(({ id }) => id) };
    const { quoteId, whole } = await quoteRefundOf(ctx, { reservationId, ...wanted });
    expect(whole).toBe(false);
    await cancelReservation(ctx, { reservationId, quoteId });
    expect((await getBooking(ctx, reservationId)).passengers).toHaveLength(1);
    const { rows } = await run(sql`
      select asked_by_kind as kind, asked_by_id = ${ctx.actor.grantId} as own, status
      from reservation.changes where id = ${quoteId}`);
    expect(rows).toEqual([{ kind: "TRAVELLER", own: true, status: "DONE" }]);
  });

  test("is named in the audit log, and nobody else can leave the trip", async () => {
    const mine = await trip();
    const ctx = await traveller(mine);
    await seatParty(ctx, { reservationId: mine.reservationId, segmentPosition: 0 });
    expect(await codeOf(endTripAccess(mine.owner))).toBe("UNAUTHENTICATED");
    await endTripAccess(ctx);
    const { rows } = await run(sql`
      select actor_kind as kind, action, actor_id = ${ctx.actor.grantId} as grant from shared.audit_log
      where entity_id = ${mine.reservationId} order by id desc limit 4`);
    expect(rows.reverse()).toEqual([
      { kind: "ANONYMOUS", action: "issue-access-code", grant: false },
      { kind: "ANONYMOUS", action: "open-trip", grant: false },
      { kind: "TRAVELLER", action: "choose-seats", grant: true },
      { kind: "TRAVELLER", action: "leave-trip", grant: true },
    ]);
  });

  test("old codes and grants are deleted, by the system alone", async () => {
    const mine = await trip();
    const { grantId } = (await traveller(mine)).actor;
    expect(await codeOf(forgetTripAccess(mine.owner))).toBe("FORBIDDEN");
    await forgetTripAccess(system);
    expect(await isOpen(grantId)).toBe(true);
    await run(
      sql`update reservation.access_grants set created_at = now() - interval '3 days' where id = ${grantId}`,
    );
    await forgetTripAccess(system);
    expect(await isOpen(grantId)).toBe(false);
  });
});

/** The same trip with its hourly limits of codes and look-ups set back. */
async function fresh(of: Trip): Promise<Trip> {
  await run(sql`delete from shared.rate_limits where key in (${`access-code:${of.reservationId}`},
    ${`find-trip:${of.locator}`},
    'access-code-to:' || encode(sha256(convert_to(${of.email}::text, 'UTF8')), 'hex'))`);
  return of;
}
