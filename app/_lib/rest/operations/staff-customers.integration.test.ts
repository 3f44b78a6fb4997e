import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { ask, clientOf, done } from "@/app/_lib/rest/testing/ask";
import { closeDatabase, database } from "@/db/client";
import { users } from "@/db/schema/identity";
import { queueOne } from "@/server/notification/testing/queue";
import { reservationCreated } from "@/server/reservation/events";
import { policies } from "@/server/reservation/testing/fixtures";
import { paidTrip, settleMiles } from "@/server/reservation/testing/flown";
import { uuidv7 } from "@/server/shared/ids";
import { staff } from "@/server/shared/testing/actors";
import { created, recorded, reservationData } from "@/server/shared/testing/events";
import { listAudit } from "./staff-audit";
import * as customers from "./staff-customers";

vi.mock("@/app/_lib/actions/after-commit", () => ({ followUp: vi.fn() }));
vi.mock("@/app/_lib/rest/caller", () => import("@/app/_lib/rest/testing/scripted-caller"));

const agent = staff("AGENT");
const auditor = staff("AUDITOR");

beforeAll(policies);
afterAll(closeDatabase);

/** Stores the account of a customer. */
async function account(given: { id?: string; name?: string } = {}) {
  const id = given.id ?? uuidv7();
  const name = given.name ?? `Kim ${id}`;
  await database()
    .insert(users)
    .values({ id, name, email: `${id}@example.com`, role: "CUSTOMER", locale: "ko" });
  return { id, name, params: { id } };
}
const fieldsOf = (answer: unknown) => (answer as { fieldErrors?: object }).fieldErrors;
const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

describe("the list of customers", () => {
  test("is searched, sorted by name and paged to its end", async () => {
    const family = `Zz${uuidv7().slice(-10)}`;
    const made = [];
    for (const given of ["a", "b", "c"]) made.push((await account({ name: `${family} ${given}` })).id);
    const query = { q: family, sort: "name", descending: "false", limit: 2 };
    const first = await done(customers.searchCustomers, auditor, { query });
    const more = { ...query, cursor: first.nextCursor ?? "" };
    const second = await done(customers.searchCustomers, auditor, { query: more });
    expect([idsOf([...first.items, ...second.items]), second.nextCursor]).toEqual([made, null]);
    expect(first.items[0]).toMatchObject({ lastBookedAt: null, email: expect.stringContaining("***@") });
  });

  test("by the last booking has only those who booked", async () => {
    const { customerId } = await paidTrip();
    const { name } = await account({ id: customerId });
    const query = { q: name, sort: "booked" };
    const { items } = await done(customers.searchCustomers, agent, { query });
    expect(items).toMatchObject([{ id: customerId, lastBookedAt: expect.any(String) }]);
    const none = await account();
    const other = { q: none.name, sort: "booked" };
    expect((await done(customers.searchCustomers, agent, { query: other })).items).toEqual([]);
  });

  test("refuses an order that it does not have", async () => {
    const refused = await ask(customers.searchCustomers, agent, { query: { sort: "email" } });
    expect([refused.status, fieldsOf(refused.data)]).toEqual([422, { sort: "invalid" }]);
  });
});

describe("a customer", () => {
  test("has a profile, reservations, a ledger and messages", async () => {
    const { customerId: id, reservationId } = await paidTrip();
    await account({ id });
    await settleMiles([reservationId]);
    const data = { ...reservationData(), customerId: id };
    await queueOne(await recorded(reservationCreated, created(data), data.reservationId));
    const asked = { params: { id } };
    const profile = await done(customers.getCustomerProfile, agent, asked);
    expect(profile.customer).toMatchObject({ id, email: `${id}@example.com`, isStaff: false });
    expect(profile.account.balanceMiles).toBeGreaterThan(0);
    const trips = await done(customers.listTripsOfCustomer, agent, asked);
    expect(idsOf(trips.items)).toEqual([reservationId]);
    const ledger = await done(customers.listLedgerOfCustomer, agent, { ...asked, query: { limit: 1 } });
    const rest = { ...asked, query: { cursor: ledger.nextCursor ?? "" } };
    const { items, nextCursor } = await done(customers.listLedgerOfCustomer, agent, rest);
    expect([ledger.items.length, items.length, nextCursor]).toEqual([1, 1, null]);
    const messages = await done(customers.listMessagesOfCustomer, agent, asked);
    expect(messages.items.map(({ channel }) => channel).toSorted()).toEqual(["EMAIL", "INBOX"]);
  });

  test("who does not exist is not found by any operation", async () => {
    const asked = { params: { id: uuidv7() } };
    const body = { key: uuidv7(), text: "note", miles: 100, reason: "a reason" };
    for (const each of Object.values(customers).filter(({ path }) => path.includes("{id}"))) {
      const { code } = await ask(each, agent, each.method === "GET" ? asked : { ...asked, body });
      expect([each.id, code]).toEqual([each.id, "NOT_FOUND"]);
    }
  });

  test("gets miles once per key, and never less than none", async () => {
    const { params } = await account();
    const body = { key: uuidv7(), miles: 500, reason: "지연 보상" };
    for (let n = 0; n < 2; n++)
      expect((await ask(customers.adjustMiles, agent, { params, body })).status).toBe(204);
    const { items } = await done(customers.listLedgerOfCustomer, auditor, { params });
    expect(items).toMatchObject([{ kind: "ADJUSTMENT", miles: 500, reason: "지연 보상" }]);
    const taken = { params, body: { ...body, key: uuidv7(), miles: -501 } };
    const refused = await ask(customers.adjustMiles, agent, taken);
    expect([refused.status, fieldsOf(refused.data)]).toEqual([422, { miles: "balanceBelowZero" }]);
    const other = { params, body: { ...body, miles: 501 } };
    expect((await ask(customers.adjustMiles, agent, other)).code).toBe("CONFLICT");
    // The address says whose miles, whatever the body says.
    const foreign = { params, body: { ...body, key: uuidv7(), memberId: (await account()).id } };
    expect((await ask(customers.adjustMiles, agent, foreign)).status).toBe(204);
    expect((await done(customers.getCustomerProfile, agent, { params })).account.balanceMiles).toBe(1_000);
  });

  test("has notes, which an auditor reads and an agent writes", async () => {
    const { params } = await account();
    const body = { key: uuidv7(), text: "단골 고객" };
    expect((await ask(customers.writeCustomerNote, auditor, { params, body })).code).toBe("FORBIDDEN");
    expect((await ask(customers.writeCustomerNote, agent, { params, body })).status).toBe(204);
    const { items } = await done(customers.listCustomerNotes, auditor, { params });
    expect(items.map(({ text }) => text)).toEqual(["단골 고객"]);
  });

  test("is not shown to those who plan flights", async () => {
    const { params } = await account();
    for (const role of ["SCHEDULER", "REVENUE"] as const)
      expect((await ask(customers.getCustomerProfile, staff(role), { params })).code).toBe("FORBIDDEN");
  });
});

describe("the audit log", () => {
  test("is filtered and paged to its end", async () => {
    const { params } = await account();
    for (const miles of [100, 200, 300]) {
      const body = { key: uuidv7(), miles, reason: "지연 보상" };
      await ask(customers.adjustMiles, agent, { params, body });
    }
    const person = agent.actor.kind === "STAFF" ? agent.actor.id : "";
    const query = { person, action: "adjust-miles", target: params.id, limit: 2 };
    const found = await done(listAudit, auditor, { query: { person, target: params.id } });
    expect(new Set(found.items.map(({ actorId }) => actorId))).toEqual(new Set([person]));
    const first = await done(listAudit, auditor, { query });
    const second = await done(listAudit, auditor, { query: { ...query, cursor: first.nextCursor ?? "" } });
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null]);
  });

  test("is for the role and the scope", async () => {
    expect((await ask(listAudit, agent)).code).toBe("FORBIDDEN");
    expect((await ask(listAudit, clientOf(auditor, ["reservations:read"]))).code).toBe("INSUFFICIENT_SCOPE");
    expect(
      (await ask(listAudit, clientOf(auditor, ["audit:read"]), { query: { limit: 1 } })).code,
    ).toBeNull();
    const reversed = await ask(listAudit, auditor, { query: { from: "2026-12-02", to: "2026-12-01" } });
    expect([reversed.status, fieldsOf(reversed.data)]).toEqual([422, { to: "periodInvalid" }]);
  });
});
