import { beforeEach, expect, test, vi } from "vitest";
import { toldEvents } from "@/server/notification/events";
import { flightCancelled } from "@/server/schedule/events";
import { uuidv7 } from "@/server/shared/ids";
import { created, reservationData } from "@/server/shared/testing/events";
import { notifyOnToldEvent } from "./notification/notify-on-told-event";
import { cancelReservationsOnFlightCancelled } from "./reservation/cancel-reservations-on-flight-cancelled";

const { notification, reservation } = vi.hoisted(() => ({
  notification: { queueMessages: vi.fn(), deliverMessage: vi.fn(), reportUndelivered: vi.fn() },
  reservation: { cancelReservationsOnFlight: vi.fn() },
}));
vi.mock("@/server/notification", () => notification);
vi.mock("@/server/reservation", () => reservation);
vi.mock("@/server/operations", () => ({ recordStepAttempts: vi.fn() }));
vi.mock("./relay-outbox", () => ({ relayOutbox: vi.fn() }));
vi.mock("./client", () => ({
  MAX_RUNTIME: "30s",
  inngest: { createFunction: (_: object, run: unknown) => ({ run }) },
}));
beforeEach(() => vi.resetAllMocks());

/** Plays the engine for one run; gives the steps that were taken. */
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

const told = () => played(notifyOnToldEvent, toldEvents.reservationCreated.name, created(reservationData()));

test("an e-mail that stays undelivered is reported and left to the sweep: the run does not fail", async () => {
  notification.queueMessages.mockResolvedValue({ emailId: "mail" });
  expect(await told()).toEqual(["queue-messages", "deliver-email"]);
  notification.deliverMessage.mockRejectedValue(new Error("away"));
  expect(await told()).toEqual(["queue-messages", "deliver-email", "report-undelivered"]);
  expect(notification.reportUndelivered.mock.calls.map(([, mail]) => mail)).toEqual([{ messageId: "mail" }]);
});

test("no e-mail goes out whose messages were not stored", async () => {
  notification.queueMessages.mockRejectedValue(new Error("not known yet"));
  await expect(told()).rejects.toThrow("not known yet");
  expect(notification.deliverMessage).not.toHaveBeenCalled();
});

test("a cancelled flight is worked off in steps until nothing is left of it", async () => {
  for (const remaining of [30, 5, 0])
    reservation.cancelReservationsOnFlight.mockResolvedValueOnce({ ended: 25, remaining });
  const data = { flightId: 7, version: 2, designator: "MA1", departureDate: "2026-12-01", reason: "정비" };
  expect(await played(cancelReservationsOnFlightCancelled, flightCancelled.name, data)).toEqual([
    "cancel-reservations-1",
    "cancel-reservations-2",
    "cancel-reservations-3",
  ]);
});
