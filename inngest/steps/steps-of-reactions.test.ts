import { beforeEach, expect, test, vi } from "vitest";
import { notifyOnReservationEvent } from "@/inngest/notification/notify-customers";
import { cancelReservationsOnFlightCancelled } from "@/inngest/reservation/cancel-reservations-on-flight-cancelled";
import { reservationCreated } from "@/server/reservation/events";
import { flightCancelled } from "@/server/schedule/events";
import { uuidv7 } from "@/server/shared/ids";
import { created, reservationData } from "@/server/shared/testing/events";

const { notification, assurance, reservation } = vi.hoisted(() => ({
  notification: { queueMessages: vi.fn(), deliverMessages: vi.fn(), reportUndeliveredMessage: vi.fn() },
  assurance: { recordStepAttempts: vi.fn(), confirmReceipts: vi.fn() },
  reservation: { cancelReservationsOnFlight: vi.fn() },
}));
vi.mock("@/server/notification", () => notification);
vi.mock("@/server/reservation", () => reservation);
vi.mock("@/server/assurance", () => assurance);
vi.mock("@/inngest/relay/after-commit", () => ({ afterCommit: vi.fn(), redeliver: vi.fn() }));
vi.mock("@/inngest/client", () => ({
  MAX_RUNTIME: "30s",
  inngest: { createFunction: (_: object, run: unknown) => ({ run }) },
}));
beforeEach(() => vi.resetAllMocks());

/** Calls a function as the engine does, for one run. @returns the steps that it took. */
async function played(made: unknown, name: string, data: object): Promise<string[]> {
  const taken: string[] = [];
  const step = {
    run: (id: string, work: () => Promise<unknown>) => {
      taken.push(id);
      return work();
    },
  };
  const sealed = {
    eventId: uuidv7(),
    version: 1,
    correlationId: uuidv7(),
    occurredAt: "2026-12-01T00:00:00Z",
  };
  const event = { id: uuidv7(), name, data: { ...sealed, data } };
  await (made as { run: (ctx: object) => Promise<unknown> }).run({ runId: "r", attempt: 0, step, event });
  return taken;
}

const tell = () => played(notifyOnReservationEvent, reservationCreated.name, created(reservationData()));
const queued = (emailId: string | null) =>
  notification.queueMessages.mockImplementation(async (_, { events }) => ({
    results: events.map(({ eventId }: { eventId: string }) => ({ eventId, emailId, queued: 1 })),
  }));
const answered = (result: object) => notification.deliverMessages.mockResolvedValue({ results: [result] });
/** The steps that wrote a receipt: after them the event is not published again. */
const settledBy = () =>
  assurance.recordStepAttempts.mock.calls.flatMap(([, { attempts, receipts }]) =>
    receipts.length > 0 ? [attempts[0].step] : [],
  );

test("an event is confirmed once its messages are queued; its e-mail is sent after that", async () => {
  queued("mail");
  answered({ messageId: "mail", outcome: "SENT" });
  expect(await tell()).toEqual(["queue-messages", "deliver-email"]);
  expect(settledBy()).toEqual(["queue-messages"]);
});

test("an event with only an inbox message needs no second step", async () => {
  queued(null);
  expect(await tell()).toEqual(["queue-messages"]);
  expect(notification.deliverMessages).not.toHaveBeenCalled();
});

test("an e-mail that stays undelivered is reported and left to the sweep: the run does not fail", async () => {
  queued("mail");
  answered({ messageId: "mail", error: "away" });
  expect(await tell()).toEqual(["queue-messages", "deliver-email", "report-undelivered"]);
  expect(notification.reportUndeliveredMessage.mock.calls.map(([, mail]) => mail)).toEqual([
    { messageId: "mail" },
  ]);
});

test("no e-mail is sent and the event is not confirmed when its messages could not be stored", async () => {
  notification.queueMessages.mockRejectedValue(new Error("not known yet"));
  await expect(tell()).rejects.toThrow("not known yet");
  expect(notification.deliverMessages).not.toHaveBeenCalled();
  expect(settledBy()).toEqual([]);
});

test("a cancelled flight is processed in steps until no reservation is left", async () => {
  for (const remaining of [30, 5, 0])
    reservation.cancelReservationsOnFlight.mockResolvedValueOnce({ ended: 25, remaining });
  const data = { flightId: 7, version: 2, designator: "MA1", departureDate: "2026-12-01", reason: "정비" };
  expect(await played(cancelReservationsOnFlightCancelled, flightCancelled.name, data)).toEqual([
    "cancel-reservations-1",
    "cancel-reservations-2",
    "cancel-reservations-3",
  ]);
  expect(settledBy()).toEqual([]);
  expect(assurance.confirmReceipts).toHaveBeenCalledOnce();
});
