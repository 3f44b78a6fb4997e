import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { ask, clientOf, codeFrom } from "@/app/_lib/rest/testing/ask";
import { closeDatabase, database } from "@/db/client";
import { catchUpHistory } from "@/server/history";
import { queueOne } from "@/server/notification/testing/queue";
import { customer, policies, system } from "@/server/reservation/testing/fixtures";
import { paidTrip, settleMiles } from "@/server/reservation/testing/flown";
import { uuidv7 } from "@/server/shared/ids";
import { anonymous } from "@/server/shared/testing/actors";
import { untilCaughtUp } from "@/server/shared/testing/projection";
import * as messages from "./messages";
import * as miles from "./miles";

vi.mock("@/app/_lib/actions/after-commit", () => ({ followUp: vi.fn() }));
vi.mock("@/app/_lib/rest/caller", () => import("@/app/_lib/rest/testing/scripted-caller"));

type Event = Parameters<typeof queueOne>[0];

/** A paid trip whose events have been reacted to; no engine runs here. */
async function settledTrip() {
  const { ctx, reservationId } = await paidTrip();
  await settleMiles([reservationId]);
  const { rows } = await database().execute<Event>(sql`
    select id as "eventId", name, correlation_id as "correlationId", data,
      to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "occurredAt"
    from shared.outbox where correlation_id = ${reservationId} and name like 'reservation/%' order by seq`);
  for (const event of rows) await queueOne(event);
  await untilCaughtUp((options) => catchUpHistory(system, options));
  return { ctx, params: { id: reservationId } };
}
let trip: Awaited<ReturnType<typeof settledTrip>>;
beforeAll(async () => {
  await policies();
  trip = await settledTrip();
});
afterAll(closeDatabase);

const namesOf = (entries: { name: string }[]) => entries.map(({ name }) => name);

describe("miles and history", () => {
  test("of the account are its own", async () => {
    const account = await ask(miles.getMileageAccount, trip.ctx);
    expect(account.data.balanceMiles).toBeGreaterThan(0);
    const ledger = await ask(miles.listMileageLedger, trip.ctx, { query: { limit: 1 } });
    const { items, nextCursor } = ledger.data;
    const rest = await ask(miles.listMileageLedger, trip.ctx, { query: { limit: 1, cursor: nextCursor } });
    expect(items[0].miles + rest.data.items[0].miles).toBe(account.data.balanceMiles);
    expect(rest.data.nextCursor).toBeNull();
    const history = await ask(miles.listHistory, trip.ctx, { query: { category: "RESERVATION" } });
    expect(namesOf(history.data.items)).toEqual([
      ...["reservation/reservation.created", "reservation/reservation.held"],
    ]);
    const other = customer();
    expect((await ask(miles.getMileageAccount, other)).data.balanceMiles).toBe(0);
    expect((await ask(miles.listMileageLedger, other)).data.items).toEqual([]);
    expect((await ask(miles.listHistory, other)).data.items).toEqual([]);
    for (const operation of [miles.getMileageAccount, miles.listMileageLedger, miles.listHistory])
      expect(await codeFrom(ask(operation, anonymous))).toBe("UNAUTHENTICATED");
    expect(await codeFrom(ask(miles.listHistory, trip.ctx, { query: { category: "x" } }))).toBe(
      "INVALID_INPUT",
    );
  });

  test("of a booking are for its customer; a booking that is nobody's is not found either", async () => {
    const { data } = await ask(miles.listMilesOfReservation, trip.ctx, trip);
    expect(data.map(({ kind }: { kind: string }) => kind)).toEqual(["ACCRUAL", "ACCRUAL"]);
    const history = await ask(miles.listHistoryOfReservation, trip.ctx, trip);
    expect(namesOf(history.data)).toEqual(
      expect.arrayContaining(["reservation/reservation.held", "reservation/reservation.created"]),
    );
    for (const operation of [miles.listMilesOfReservation, miles.listHistoryOfReservation]) {
      expect(await codeFrom(ask(operation, customer(), trip))).toBe("NOT_FOUND");
      expect(await codeFrom(ask(operation, trip.ctx, { params: { id: uuidv7() } }))).toBe("NOT_FOUND");
      expect(await codeFrom(ask(operation, anonymous, trip))).toBe("UNAUTHENTICATED");
    }
  });
});

describe("the inbox", () => {
  test("is listed, counted and marked as read, one message or all", async () => {
    const { ctx } = await settledTrip();
    const list = await ask(messages.listMessages, ctx);
    const unread = async () => (await ask(messages.countUnreadMessages, ctx)).data.unread;
    expect([list.data.items.length > 1, await unread()]).toEqual([true, list.data.items.length]);
    const params = { id: list.data.items[0].id };
    expect((await ask(messages.markMessageRead, customer(), { params })).data).toEqual({ marked: 0 });
    expect((await ask(messages.markMessageRead, ctx, { params })).data).toEqual({ marked: 1 });
    expect((await ask(messages.markMessageRead, ctx, { params })).data).toEqual({ marked: 0 });
    expect(await unread()).toBe(list.data.items.length - 1);
    const all = await ask(messages.markAllMessagesRead, ctx);
    expect([all.data.marked, await unread()]).toEqual([list.data.items.length - 1, 0]);
  });

  test("is read and written with scopes of their own, and by nobody without signing in", async () => {
    const client = clientOf(trip.ctx, ["messages:read"]);
    expect((await ask(messages.countUnreadMessages, client)).status).toBe(200);
    expect(await codeFrom(ask(messages.markAllMessagesRead, client))).toBe("INSUFFICIENT_SCOPE");
    expect(await codeFrom(ask(miles.getMileageAccount, client))).toBe("INSUFFICIENT_SCOPE");
    for (const operation of [
      ...[messages.listMessages, messages.countUnreadMessages, messages.markAllMessagesRead],
    ])
      expect(await codeFrom(ask(operation, anonymous))).toBe("UNAUTHENTICATED");
    const params = { id: uuidv7() };
    expect(await codeFrom(ask(messages.markMessageRead, anonymous, { params }))).toBe("UNAUTHENTICATED");
  });
});
