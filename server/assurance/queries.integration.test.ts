import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { closeDatabase } from "@/db/client";
import { reservationCreated } from "@/server/reservation/events";
import { type RequestContext, systemContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { created, recorded, reservationData } from "@/server/shared/testing/events";
import { codeOf } from "@/server/shared/testing/outcome";
import { parkDeadLetter, recordEngineAnswer, recordStepAttempts } from ".";
import { monitoringFigures as monitoringFiguresSchema } from "./monitoring-schemas";
import {
  assuranceFigures,
  auditBacklog,
  auditLaws,
  countEventsAfter,
  engineRegistration,
  listDeadLetters,
  monitoringFigures,
  sagaOfReservation,
} from "./queries";
import { assuranceFigure, deadLetter, engineRegistrationView, lawReport, sagaEvent } from "./schemas";

afterAll(closeDatabase);

const person = { id: uuidv7(), email: "", address: "" };
const system = systemContext("test");
const admin: RequestContext = { actor: { kind: "STAFF", role: "ADMIN", ...person } };
const customer: RequestContext = { actor: { kind: "CUSTOMER", ...person } };
const anyone: RequestContext = { actor: { kind: "ANONYMOUS", address: "" } };

test.each<[string, (ctx: RequestContext) => Promise<unknown>]>([
  ["listDeadLetters", (ctx) => listDeadLetters(ctx, {})],
  ["auditLaws", (ctx) => auditLaws(ctx)],
  ["auditBacklog", auditBacklog],
  ["engineRegistration", (ctx) => engineRegistration(ctx, "cloud")],
  ["sagaOfReservation", (ctx) => sagaOfReservation(ctx, uuidv7())],
])("%s answers administrators, and neither customers nor strangers", async (_, read) => {
  expect(await codeOf(read(anyone))).toBe("UNAUTHENTICATED");
  expect(await codeOf(read(customer))).toBe("FORBIDDEN");
  expect(await codeOf(read(admin))).toBe("OK");
});

test("the registration at the engine is read by the system too", async () => {
  expect(await codeOf(engineRegistration(system, "cloud"))).toBe("OK");
});

test.each<[string, (ctx: RequestContext) => Promise<unknown>]>([
  ["assuranceFigures", assuranceFigures],
  ["monitoringFigures", monitoringFigures],
  ["countEventsAfter", (ctx) => countEventsAfter(ctx, null)],
])("%s answers the system only", async (_, read) => {
  expect(await codeOf(read(system))).toBe("OK");
  for (const ctx of [anyone, customer, admin]) expect(await codeOf(read(ctx))).toBe("FORBIDDEN");
});

test("what the queries return fits the schemas, field by field", async () => {
  const r = reservationData();
  const { eventId, name: eventName } = await recorded(reservationCreated, created(r), r.reservationId);
  const [startedAt, endedAt] = [new Date(), new Date()];
  const about = { runId: uuidv7(), functionId: "f", eventId, eventName, correlationId: r.reservationId };
  await recordStepAttempts(system, {
    attempts: [{ ...about, step: "s", attempt: 0, outcome: "FAILED", error: "e", startedAt, endedAt }],
  });
  const event = { name: eventName, data: { eventId, correlationId: r.reservationId } };
  await parkDeadLetter(system, { functionId: "f", runId: about.runId, event, error: "e" });
  await recordEngineAnswer(system, { engine: "cloud", functionsHash: "h", refusal: "no" });

  const letters = (await listDeadLetters(admin, {})).items;
  expect(z.array(z.strictObject(deadLetter.shape)).min(1).parse(letters)).toEqual(letters);
  const registration = await engineRegistration(admin, "cloud");
  expect(z.strictObject(engineRegistrationView.shape).parse(registration)).toEqual(registration);
  const laws = await auditLaws(admin);
  expect(z.array(z.strictObject(lawReport.shape)).length(8).parse(laws)).toEqual(laws);
  const backlog = await auditBacklog(admin);
  expect(z.strictObject(lawReport.shape).parse(backlog)).toEqual(backlog);
  const { laws: figures } = await assuranceFigures(system);
  expect(z.array(z.strictObject(assuranceFigure.shape)).length(8).parse(figures)).toEqual(figures);
  const monitored = await monitoringFigures(system);
  expect(z.strictObject(monitoringFiguresSchema.shape).parse(monitored)).toEqual(monitored);
  const saga = await sagaOfReservation(admin, r.reservationId);
  expect(saga).toMatchObject([{ attempts: [{ error: "e" }], deadLetters: [{ open: true }] }]);
  expect(z.array(z.strictObject(sagaEvent.shape)).parse(saga)).toEqual(saga);
});
