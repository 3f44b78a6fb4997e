import { eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { deadLetters } from "@/db/schema/assurance";
import { auditLog } from "@/db/schema/shared";
import { reservationCancelled, reservationCreated } from "@/server/reservation/events";
import { flightCancelled } from "@/server/schedule/events";
import { type RequestContext, systemContext, type TxContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { event, recordEvents } from "@/server/shared/outbox";
import { cancelled, created, recorded, reservationData } from "@/server/shared/testing/events";
import { codeOf } from "@/server/shared/testing/outcome";
import { beforeCommitOf } from "@/server/shared/testing/race";
import {
  parkDeadLetter,
  parkPoisonRow,
  recordStepAttempts,
  recordSweptItem,
  replayDeadLetter,
  resolveDeadLetter,
} from ".";
import { auditBacklog, auditLaws, listDeadLetters, sagaOfReservation } from "./queries";

afterAll(closeDatabase);

const system = systemContext("test");
const admin: RequestContext = {
  actor: { kind: "STAFF", role: "ADMIN", id: uuidv7(), email: "", address: "" },
};
const customer: RequestContext = { actor: { kind: "CUSTOMER", id: uuidv7(), email: "", address: "" } };
const cancelledFlight = {
  flightId: 1,
  version: 2,
  designator: "MA1",
  departureDate: "2026-12-01",
  reason: "기상 악화",
};
const forbidden = new AppError("FORBIDDEN");

async function parked(data: Record<string, unknown> = {}) {
  const letter = {
    functionId: "credit-miles",
    runId: uuidv7(),
    event: { id: uuidv7(), name: "a/b", data: { eventId: uuidv7(), correlationId: uuidv7(), ...data } },
    error: "no such luck",
  };
  await parkDeadLetter(system, letter);
  const [first] = (await listDeadLetters(admin, { limit: 1 })).items;
  return { letter, id: first!.id };
}
const open = async () => (await listDeadLetters(admin, { limit: 100 })).items.map((l) => l.id);

describe("dead letters", () => {
  test("are parked once per run, with everything that a replay needs", async () => {
    const { letter, id } = await parked();
    await parkDeadLetter(system, letter);
    const found = (await listDeadLetters(admin, {})).items.filter((l) => l.runId === letter.runId);
    expect(found).toMatchObject([{ id, functionId: "credit-miles", eventId: letter.event.data.eventId }]);
  });

  test("accept malformed events", async () => {
    await parkDeadLetter(system, {
      functionId: "f",
      runId: uuidv7(),
      event: { name: "x", data: null },
      error: "e",
    });
    await parkDeadLetter(system, {
      functionId: "f",
      runId: uuidv7(),
      event: { id: "i", name: "x", data: { eventId: 7, correlationId: "c", replayOf: "?" } },
      error: "e",
    });
    const [last, before] = (await listDeadLetters(admin, { limit: 2 })).items;
    expect([before?.eventId, last?.eventId]).toEqual(["unknown", "i"]);
    expect(last?.correlationId).toBe("c");
  });

  test("are replayed under a new id, with the same envelope, and audited", async () => {
    const { letter, id } = await parked();
    const sent: Parameters<Parameters<typeof replayDeadLetter>[2]>[0][] = [];
    await replayDeadLetter(admin, { deadLetterId: id }, async (e) => void sent.push(e));
    expect(sent).toMatchObject([{ name: "a/b", data: { ...letter.event.data, replayOf: id } }]);
    expect(sent[0]?.id).not.toBe(letter.event.id);
    const entries = await database().select().from(auditLog);
    expect(entries).toMatchObject([{ action: "replay", entityId: id, actorKind: "ADMIN" }]);
    expect(await open()).toContain(id);

    await resolveDeadLetter(system, { deadLetterId: id, functionId: "another" });
    expect(await open()).toContain(id);
    await resolveDeadLetter(system, { deadLetterId: id, functionId: "credit-miles" });
    expect(await open()).not.toContain(id);
    await expect(replayDeadLetter(admin, { deadLetterId: id }, async () => {})).rejects.toThrow(
      new AppError("CONFLICT"),
    );
  });

  test("are not replayed when an earlier replay succeeds at that moment", async () => {
    const { letter, id } = await parked();
    const publish = vi.fn(async () => {});
    const resolve = ({ tx }: TxContext) =>
      tx.update(deadLetters).set({ resolvedAt: new Date() }).where(eq(deadLetters.id, id));
    const replay = () => codeOf(replayDeadLetter(admin, { deadLetterId: id }, publish));
    expect(await beforeCommitOf(resolve, replay)).toBe("CONFLICT");
    expect(publish).not.toHaveBeenCalled();
    const resolvedAt = async () =>
      (await database().select().from(deadLetters).where(eq(deadLetters.id, id)))[0]?.resolvedAt;
    const before = await resolvedAt();
    await resolveDeadLetter(system, { deadLetterId: id, functionId: letter.functionId });
    expect(await resolvedAt()).toEqual(before);
  });

  test("stay as they were when the engine does not accept the replay", async () => {
    const { id } = await parked();
    const away = () => Promise.reject(new Error("away"));
    await expect(replayDeadLetter(admin, { deadLetterId: id }, away)).rejects.toThrow("away");
    const rows = await database().select().from(deadLetters);
    expect(rows.find((l) => l.id === id)?.replayedAt).toBeNull();
  });

  test("are closed by the letter of a replay that failed", async () => {
    const { id } = await parked();
    const second = await parked({ replayOf: id });
    expect(await open()).not.toContain(id);
    expect(await open()).toContain(second.id);
  });

  describe("of a projection", () => {
    const functionId = "project-numbers";
    const poison = (eventId: string) => ({
      projection: "numbers",
      eventId,
      name: "a/b",
      version: 1,
      correlationId: uuidv7(),
      causationId: null,
      occurredAt: new Date().toISOString(),
      data: { customerId: "nobody" },
    });
    const lettersOf = (eventId: string) =>
      database().select().from(deadLetters).where(eq(deadLetters.eventId, eventId));
    const cursor = async () => {
      const { rows } = await database().execute<{ xid: string; seq: string }>(
        sql`select xid::text, seq::text from shared.projection_cursors where projection = 'numbers'`,
      );
      return rows[0];
    };
    const publish = vi.fn(async () => {});

    test("are one per event, with the event and the reason", async () => {
      const row = poison(uuidv7());
      for (let n = 0; n < 3; n++) await parkPoisonRow(row, new Error("invalid input"));
      const { projection, eventId, name, ...rest } = row;
      expect(await lettersOf(eventId)).toMatchObject([
        { functionId, error: "invalid input", event: { id: eventId, name, data: { eventId, ...rest } } },
      ]);
    });

    test("are replayed by the projection itself, whose cursor goes back to the event", async () => {
      const { eventId } = await recorded(flightCancelled, cancelledFlight);
      await database().execute(sql`insert into shared.projection_cursors (projection, xid, seq)
        values ('numbers', '9000000000000000000', 7)`);
      await parkPoisonRow(poison(eventId), new Error("invalid input"));
      const [letter] = await lettersOf(eventId);
      await replayDeadLetter(admin, { deadLetterId: letter!.id }, publish);
      expect(publish).not.toHaveBeenCalled();
      expect(await open()).not.toContain(letter!.id);
      const { rows } = await database().execute(
        sql`select xid::text, (seq - 1)::text as seq from shared.outbox where id = ${eventId}`,
      );
      expect(await cursor()).toEqual(rows[0]);

      // The event is still malformed, so that its letter is opened again.
      await parkPoisonRow(poison(eventId), new Error("invalid still"));
      expect(await lettersOf(eventId)).toMatchObject([{ id: letter!.id, error: "invalid still" }]);
      expect(await open()).toContain(letter!.id);
    });

    test("never move the cursor forward", async () => {
      await database().execute(
        sql`update shared.projection_cursors set xid = '0', seq = 0 where projection = 'numbers'`,
      );
      const { eventId } = await recorded(flightCancelled, cancelledFlight);
      await parkPoisonRow(poison(eventId), new Error("invalid input"));
      await replayDeadLetter(admin, { deadLetterId: (await lettersOf(eventId))[0]!.id }, publish);
      expect(await cursor()).toEqual({ xid: "0", seq: "0" });
    });

    test("of earlier releases, in which the engine projected, are closed the same way", async () => {
      for (const eventId of [uuidv7(), "no-uuid"]) {
        const letter = { functionId: "project-on-every-event", runId: uuidv7(), error: "x" };
        await parkDeadLetter(system, { ...letter, event: { id: eventId, name: "a/b", data: { eventId } } });
        const [parkedLetter] = await lettersOf(eventId);
        await replayDeadLetter(admin, { deadLetterId: parkedLetter!.id }, publish);
        expect(await open()).not.toContain(parkedLetter!.id);
      }
      expect(publish).not.toHaveBeenCalled();
    });
  });

  test("are read and replayed by administrators only", async () => {
    const { id } = await parked();
    await expect(listDeadLetters(customer, {})).rejects.toThrow(forbidden);
    await expect(replayDeadLetter(customer, { deadLetterId: id }, async () => {})).rejects.toThrow(forbidden);
    await expect(replayDeadLetter(admin, { deadLetterId: uuidv7() }, async () => {})).rejects.toThrow(
      new AppError("NOT_FOUND"),
    );
    await expect(auditLaws(customer)).rejects.toThrow(forbidden);
    await expect(auditBacklog(customer)).rejects.toThrow(forbidden);
  });

  test("are not closed by the failure of another function on the same replay", async () => {
    const { letter, id } = await parked();
    const data = { ...(letter.event.data as object), replayOf: id };
    const event = { ...letter.event, data };
    await parkDeadLetter(system, { ...letter, functionId: "another", runId: uuidv7(), event });
    expect(await open()).toContain(id);
    await parkDeadLetter(system, { ...letter, runId: uuidv7(), event });
    expect(await open()).not.toContain(id);
  });

  test("are parked and closed by reactions only", async () => {
    const { letter, id } = await parked();
    await expect(parkDeadLetter(admin, { ...letter, runId: uuidv7() })).rejects.toThrow(forbidden);
    await expect(recordStepAttempts(admin, { attempts: [] })).rejects.toThrow(forbidden);
    const [at, item] = [new Date(), uuidv7()];
    const swept = {
      id: item,
      functionId: "f",
      step: "s",
      reservationId: item,
      startedAt: at,
      endedAt: at,
      error: null,
    };
    await expect(recordSweptItem(admin, swept)).rejects.toThrow(forbidden);
    const close = resolveDeadLetter(admin, { deadLetterId: id, functionId: letter.functionId });
    await expect(close).rejects.toThrow(forbidden);
    expect(await open()).toContain(id);
  });
});

describe("the saga", () => {
  test("shows every event of a reservation with the attempts that it started", async () => {
    const r = reservationData();
    const event = await recorded(reservationCreated, created(r), r.reservationId);
    const attempt = {
      runId: "run",
      functionId: "credit-miles-on-reservation-created",
      step: "credit-miles",
      eventId: event.eventId,
      eventName: event.name,
      correlationId: r.reservationId,
      startedAt: new Date(),
      endedAt: new Date(),
    };
    await recordStepAttempts(system, {
      attempts: [{ ...attempt, attempt: 0, outcome: "FAILED", error: "x".repeat(5_000) }],
    });
    await recordStepAttempts(system, {
      attempts: [{ ...attempt, attempt: 1, outcome: "SUCCEEDED", error: null }],
    });
    const [only, ...others] = await sagaOfReservation(admin, r.reservationId);
    expect(others).toEqual([]);
    expect(only).toMatchObject({
      name: "reservation/reservation.created",
      publishedAt: null,
      attempts: [
        { step: "credit-miles", attempt: 0, outcome: "FAILED" },
        { step: "credit-miles", attempt: 1, outcome: "SUCCEEDED", error: null },
      ],
    });
    expect(only?.attempts[0]?.error).toHaveLength(2_000);
    await expect(sagaOfReservation(customer, r.reservationId)).rejects.toThrow(forbidden);
  });

  const attempt = (eventId: string, correlationId: string, step: string) => ({
    runId: "run",
    functionId: "f",
    step,
    attempt: 0,
    eventId,
    eventName: "n",
    correlationId,
    outcome: "SUCCEEDED" as const,
    error: null,
    startedAt: new Date(),
    endedAt: new Date(),
  });

  test("begins with the event that caused it, also when that is about several reservations", async () => {
    const [r, other] = [reservationData(), reservationData()];
    const flight = await recorded(flightCancelled, cancelledFlight, uuidv7());
    for (const each of [r, other])
      await transaction({ ...system, causationId: flight.eventId }, (tx) =>
        recordEvents(tx, [
          event(reservationCancelled, cancelled(each, "AIRLINE"), { correlationId: each.reservationId }),
        ]),
      );
    const step = attempt(flight.eventId, flight.correlationId, "cancel-reservations-1");
    await recordStepAttempts(system, {
      attempts: [step, attempt(uuidv7(), flight.correlationId, "of another event")],
    });
    const saga = await sagaOfReservation(admin, r.reservationId);
    expect(saga).toMatchObject([
      { eventId: flight.eventId, name: "schedule/flight.cancelled", attempts: [{ step: step.step }] },
      { name: "reservation/reservation.cancelled", causationId: flight.eventId, attempts: [] },
    ]);
  });

  test("shows the work of sweeps: under its event when the sweep knew it, otherwise at its moment", async () => {
    const r = reservationData();
    const confirmed = await recorded(reservationCreated, created(r), r.reservationId);
    const [mail, refund] = [uuidv7(), uuidv7()];
    const item = { reservationId: r.reservationId, startedAt: new Date(), endedAt: new Date() };
    const mailed = { ...item, functionId: "deliver-overdue-messages", id: mail, step: "deliver-email" };
    await recordSweptItem(system, { ...mailed, eventId: confirmed.eventId, error: "x".repeat(5_000) });
    await recordSweptItem(system, { ...mailed, eventId: confirmed.eventId, error: null });
    await recordSweptItem(system, {
      ...item,
      startedAt: new Date(Date.now() + 1_000),
      functionId: "reconcile-payments",
      id: refund,
      step: "refund-payment",
      error: null,
    });
    expect(await sagaOfReservation(admin, r.reservationId)).toMatchObject([
      {
        kind: "EVENT",
        eventId: confirmed.eventId,
        attempts: [
          { runId: mail, attempt: 0, outcome: "FAILED" },
          { runId: mail, attempt: 1, outcome: "SUCCEEDED", error: null },
        ],
      },
      { kind: "SWEEP", name: "reconcile-payments", attempts: [{ runId: refund, step: "refund-payment" }] },
    ]);
    await expect(recordSweptItem(customer, { ...mailed, error: null })).rejects.toThrow(forbidden);
  });

  test("shows dead letters and the state of the e-mail", async () => {
    const r = reservationData();
    const confirmed = await recorded(reservationCreated, created(r), r.reservationId);
    const { id, letter } = await parked({ eventId: confirmed.eventId });
    await database().execute(sql`
      insert into notification.messages (id, event_id, recipient_id, channel, template, locale, subject, body,
        data, reservation_id, status)
      values (${uuidv7()}, ${confirmed.eventId}, ${r.customerId}, 'EMAIL', 'confirmed', 'ko', 's', 'b', '{}',
        ${r.reservationId}, 'QUEUED')`);
    const saga = () => sagaOfReservation(admin, r.reservationId);
    const { functionId, runId } = letter;
    expect(await saga()).toMatchObject([
      { email: "QUEUED", deadLetters: [{ functionId, runId, open: true }] },
    ]);
    await resolveDeadLetter(system, { deadLetterId: id, functionId });
    expect(await saga()).toMatchObject([{ deadLetters: [{ functionId, runId, open: false }] }]);
  });
});
