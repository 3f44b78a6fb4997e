import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import { cancelReservation, quoteRefundOf } from "@/server/reservation";
import { acceptPayment } from "@/server/reservation/confirm/accept-payment";
import {
  adult,
  customer,
  flightOnSale,
  hold,
  paymentOf,
  policies,
  system,
} from "@/server/reservation/testing/fixtures";
import { paidTrip } from "@/server/reservation/testing/flown";
import { uuidv7 } from "@/server/shared/ids";
import { staff } from "@/server/shared/testing/actors";
import { getBooking, getReservationForAdmin } from "./booking-view";
import { passengerManifest } from "./manifest-view";
import { findReservations } from "./reservation-search-view";

const admin = staff();
const auditor = staff("AUDITOR");
const email = `minji-${uuidv7()}@example.com`;
let flightId: number;
let reservationId: string;

const born = (yearsAgo: number) => `${new Date().getUTCFullYear() - yearsAgo}-01-02`;

beforeAll(async () => {
  await policies();
  flightId = await flightOnSale({ units: 10 });
  const ctx = customer();
  const held = await hold(ctx, flightId, {
    adults: 2,
    children: 1,
    infants: 1,
    passengers: [
      adult("KIM", "MINJI"),
      { ...adult("LEE", "JUN"), gender: "M", nationality: "fr" },
      { type: "CHILD", surname: "LEE", givenName: "AREUM", birthDate: born(8), gender: "F" },
      { type: "INFANT", surname: "LEE", givenName: "BOM", birthDate: born(1), gender: "F" },
    ],
    contact: { email, phone: "010-1234-5678" },
  });
  reservationId = held.reservationId;
  await acceptPayment(system, await paymentOf(ctx, held));
});
afterAll(closeDatabase);

test("all that is known of each passenger, by name", async () => {
  const rows = await passengerManifest(admin, flightId);
  expect(rows.map(({ name }) => name)).toEqual(["KIM/MINJI", "LEE/AREUM", "LEE/BOM", "LEE/JUN"]);
  const [kim, child, infant] = rows;
  expect(kim).toMatchObject({
    type: "ADULT",
    birthDate: "1990-05-05",
    gender: "F",
    nationality: null,
    companion: null,
    contactEmail: email,
    contactPhone: "+821012345678",
    checkedBaggageKg: 15,
  });
  expect(kim!.age).toBeGreaterThan(30);
  expect(rows[3]).toMatchObject({ gender: "M", nationality: "FR" });
  expect(child).toMatchObject({ type: "CHILD", age: 8, companion: { name: "KIM/MINJI" } });
  expect(infant).toMatchObject({ type: "INFANT", checkedBaggageKg: null, companion: { name: "KIM/MINJI" } });
});

test("by type, and by seat", async () => {
  const names = async (input: Parameters<typeof passengerManifest>[2]) =>
    (await passengerManifest(admin, flightId, input)).map(({ name }) => name);
  expect(await names({ type: "INFANT" })).toEqual(["LEE/BOM"]);
  const bySeat = await passengerManifest(admin, flightId, { sort: "seat" });
  const seats = bySeat.flatMap(({ seat }) => seat ?? []);
  expect(seats).toEqual(
    seats.toSorted((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10) || a.localeCompare(b)),
  );
});

test("a role without personal data sees masks: in the manifest, in the list and on the reservation", async () => {
  const masks = { contactEmail: "mi***@example.com", contactPhone: "***-****-5678" };
  const [kim] = await passengerManifest(auditor, flightId);
  expect(kim).toMatchObject({ ...masks, birthDate: "1990" });
  expect(kim!.age).toBeGreaterThan(30);
  const booking = await getReservationForAdmin(auditor, reservationId);
  expect(booking).toMatchObject(masks);
  expect(booking.passengers[0]!.birthDate).toBe("1990");
  // A nationality that is not known is not masked: nobody gave one.
  const nationalities = async (ctx: typeof admin) => [
    (await passengerManifest(ctx, flightId)).map(({ nationality }) => nationality),
    (await getReservationForAdmin(ctx, reservationId)).passengers.map(({ nationality }) => nationality),
  ];
  expect(await nationalities(auditor)).toEqual([
    [null, null, null, "**"],
    [null, "**", null, null],
  ]);
  expect(await nationalities(admin)).toEqual([
    [null, null, null, "FR"],
    [null, "FR", null, null],
  ]);
  const listed = async (q: string) => (await findReservations(auditor, { q })).rows;
  expect((await listed(email))[0]).toMatchObject(masks);
  // Nobody finds out a masked contact letter by letter.
  expect(await listed(email.slice(0, -3))).toEqual([]);
  expect(await listed("12345678")).toEqual([]);
  expect((await listed("010-1234-5678")).map(({ id }) => id)).toContain(reservationId);
});

test("who gave the flight up is not on its manifest, and the next adult looks after the infant", async () => {
  const child = { ...adult("LEE", "AREUM"), type: "CHILD" as const, birthDate: born(8) };
  const infant = { ...adult("LEE", "BOM"), type: "INFANT" as const, birthDate: born(1) };
  const t = await paidTrip(undefined, [adult("KIM", "MINJI"), adult("LEE", "JUN"), child, infant]);
  const { passengers, segments } = await getBooking(t.ctx, t.reservationId);
  const kim = passengers.find(({ givenName }) => givenName === "MINJI");
  const { quoteId } = await quoteRefundOf(t.ctx, {
    reservationId: t.reservationId,
    passengers: [kim!.id],
    segments: [segments[0]!.id],
  });
  await cancelReservation(t.ctx, { reservationId: t.reservationId, quoteId });
  const onFlight = async (flight: number) =>
    (await passengerManifest(admin, flight)).map(({ name, companion }) => [name, companion?.name ?? null]);
  expect(await onFlight(t.out)).toEqual([
    ["LEE/AREUM", "LEE/JUN"],
    ["LEE/BOM", "LEE/JUN"],
    ["LEE/JUN", null],
  ]);
  expect(await onFlight(t.back)).toEqual([
    ["KIM/MINJI", null],
    ["LEE/AREUM", "KIM/MINJI"],
    ["LEE/BOM", "KIM/MINJI"],
    ["LEE/JUN", null],
  ]);
  const tickets = (await passengerManifest(admin, t.back)).map(({ ticketNumber }) => ticketNumber);
  expect(new Set(tickets).size).toBe(4);
});
