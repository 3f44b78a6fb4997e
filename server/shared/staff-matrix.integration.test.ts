import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { users } from "@/db/schema/identity";
import * as assurance from "@/server/assurance";
import * as assuranceReads from "@/server/assurance/queries";
import * as consent from "@/server/consent";
import * as desk from "@/server/desk";
import * as deskReads from "@/server/desk/queries";
import { exportCustomers } from "@/server/flows/export-customers";
import { registerClientOfAccount } from "@/server/flows/register-client-of-account";
import { resendCustomerMessage } from "@/server/flows/resend-customer-message";
import { registerPartnerEndpoint } from "@/server/flows/write-webhook-endpoint";
import * as history from "@/server/history";
import * as historyReads from "@/server/history/queries";
import * as identity from "@/server/identity";
import * as identityReads from "@/server/identity/queries";
import * as mileage from "@/server/mileage";
import * as mileageReads from "@/server/mileage/queries";
import * as notification from "@/server/notification";
import * as notificationReads from "@/server/notification/queries";
import * as platform from "@/server/platform";
import * as platformReads from "@/server/platform/queries";
import * as profile from "@/server/profile";
import * as reservation from "@/server/reservation";
import * as reservationReads from "@/server/reservation/queries";
import { adult, policies } from "@/server/reservation/testing/fixtures";
import { paidTrip } from "@/server/reservation/testing/flown";
import * as schedule from "@/server/schedule";
import * as scheduleReads from "@/server/schedule/queries";
import * as waitingRoom from "@/server/waiting-room";
import * as waitingRoomReads from "@/server/waiting-room/queries";
import * as webhooks from "@/server/webhooks";
import * as webhookReads from "@/server/webhooks/queries";
import { type RequestContext, systemContext } from "./context";
import { uuidv7 } from "./ids";
import {
  isPermitted,
  permissions,
  type StaffPermission,
  type StaffRole,
  staffRoles,
} from "./staff-permissions";
import { anonymous, customerOf, staff } from "./testing/actors";
import { codeOf } from "./testing/outcome";

type Door = {
  permission: StaffPermission;
  /** Sweeps and reactions may use it too. */
  orSystem?: boolean;
  open: (ctx: RequestContext) => Promise<unknown>;
};

const nobody = uuidv7();
const noFlight = 1_000_000_000;
const day = "2026-01-01";
/** Input that every verb refuses. It does so only after it has asked who calls. */
const nothing = {} as never;

const door = (permission: StaffPermission, open: Door["open"]): Door => ({ permission, open });
const doorOrSystem = (permission: StaffPermission, open: Door["open"]): Door => ({
  ...door(permission, open),
  orSystem: true,
});

/** Every verb and read that asks for a permission, as `context/name`. A new one needs its row here. */
const doors: Record<string, Door> = {
  "assurance/auditChainState": door("audit.read", (ctx) => assuranceReads.auditChainState(ctx)),
  "assurance/listAudit": door("audit.read", (ctx) => assuranceReads.listAudit(ctx, { filter: {} })),
  "assurance/exportAudit": door("audit.read", (ctx) =>
    assurance.exportAudit(ctx, { target: nobody }, { descending: true }),
  ),
  "consent/giveConsent": door("customer.change", (ctx) =>
    consent.giveConsent(ctx, {
      ...{
        document: "marketing",
        version: "2000-01-01",
        locale: "ko",
        channel: "WEB",
        personId: nobody,
        reservationId: nobody,
      },
    }),
  ),
  "desk/listNotes": door("customer.read", (ctx) =>
    deskReads.listNotes(ctx, { subjectKind: "CUSTOMER", subjectId: nobody }),
  ),
  "desk/writeNote": door("customer.change", (ctx) => desk.writeNote(ctx, nothing)),
  "flows/exportCustomers": door("customer.read", (ctx) =>
    exportCustomers(ctx, { q: "no such customer", sort: "joined", descending: true }),
  ),
  "flows/presentAddress": door("personal-data.read", (ctx) =>
    resendCustomerMessage(ctx, { key: nobody, messageId: nobody, to: "PRESENT" }),
  ),
  "flows/accountOf": door("platform.change", (ctx) =>
    registerPartnerEndpoint(ctx, { key: nobody, name: "", url: "", eventTypes: null, account: "" }),
  ),
  "identity/countCustomers": door("customer.read", (ctx) =>
    identityReads.countCustomers(ctx, { q: "nobody@", also: [] }, 1),
  ),
  "flows/resendCustomerMessage": door("customer.read", (ctx) => resendCustomerMessage(ctx, nothing)),
  "identity/customerIdsMatching": door("customer.read", (ctx) =>
    identityReads.customerIdsMatching(ctx, { q: "nobody@", also: [] }, 1),
  ),
  "identity/customersByIds": door("customer.read", (ctx) => identityReads.customersByIds(ctx, [nobody])),
  "identity/listCustomers": door("customer.read", (ctx) => identityReads.listCustomers(ctx, nothing)),
  "mileage/adjustMiles": door("miles.adjust", (ctx) => mileage.adjustMiles(ctx, nothing)),
  "mileage/ledgerOfMember": door("customer.read", (ctx) =>
    mileageReads.ledgerOfMember(ctx, { memberId: nobody }),
  ),
  "mileage/mileageAccountOf": door("customer.read", (ctx) => mileageReads.mileageAccountOf(ctx, nobody)),
  "notification/messageAsSent": door("customer.read", (ctx) => notificationReads.messageAsSent(ctx, nobody)),
  "notification/messagesOfMember": door("customer.read", (ctx) =>
    notificationReads.messagesOfMember(ctx, { memberId: nobody }),
  ),
  // What it may change is asked once more when the message is known.
  "notification/resendMessage": door("customer.read", (ctx) => notification.resendMessage(ctx, nothing)),
  "reservation/countCustomersWithBooking": door("customer.read", (ctx) =>
    reservationReads.countCustomersWithBooking(ctx, { among: [nobody] }, 1),
  ),
  "reservation/customersByContactPhone": door("customer.read", (ctx) =>
    reservationReads.customersByContactPhone(ctx, "010-0000-0000"),
  ),
  "reservation/customersByLastBooking": door("customer.read", (ctx) =>
    reservationReads.customersByLastBooking(ctx, nothing),
  ),
  "reservation/lastBookings": door("customer.read", (ctx) => reservationReads.lastBookings(ctx, [nobody])),
  "reservation/reservationsOfCustomer": door("customer.read", (ctx) =>
    reservationReads.reservationsOfCustomer(ctx, { customerId: nobody }),
  ),
  "assurance/auditBacklog": door("operation.read", (ctx) => assuranceReads.auditBacklog(ctx)),
  "assurance/auditLaws": door("operation.read", (ctx) => assuranceReads.auditLaws(ctx)),
  "assurance/engineRegistration": doorOrSystem("operation.read", (ctx) =>
    assuranceReads.engineRegistration(ctx, "cloud"),
  ),
  "assurance/listDeadLetters": door("operation.read", (ctx) => assuranceReads.listDeadLetters(ctx, {})),
  "assurance/replayDeadLetter": door("operation.change", (ctx) =>
    assurance.replayDeadLetter(ctx, { deadLetterId: nobody }, async () => {}),
  ),
  "assurance/sagaOfReservation": door("reservation.read", (ctx) =>
    assuranceReads.sagaOfReservation(ctx, nobody),
  ),
  "history/historyDrift": doorOrSystem("operation.read", (ctx) => historyReads.historyDrift(ctx)),
  "history/rebuildHistory": doorOrSystem("operation.change", (ctx) =>
    history.rebuildHistory(ctx, { onPoison: async () => {} }),
  ),
  "flows/registerClientOfAccount": door("platform.change", (ctx) => registerClientOfAccount(ctx, nothing)),
  "identity/accountByEmail": door("platform.change", (ctx) =>
    identityReads.accountByEmail(ctx, "nobody@example.com"),
  ),
  "identity/accountsByIds": door("platform.read", (ctx) => identityReads.accountsByIds(ctx, [nobody])),
  "identity/changeRole": door("staff.change", (ctx) => identity.changeRole(ctx, nothing)),
  "identity/listStaff": door("staff.change", (ctx) => identityReads.listStaff(ctx, {})),
  "identity/staffByIds": door("reservation.read", (ctx) => identityReads.staffByIds(ctx, [nobody])),
  "identity/membersByEmail": door("reservation.read", (ctx) => identityReads.membersByEmail(ctx, "nobody@")),
  "platform/changeClient": door("platform.change", (ctx) => platform.changeClient(ctx, nothing)),
  "platform/disableClient": door("platform.change", (ctx) => platform.disableClient(ctx, { id: nobody })),
  "platform/enableClient": door("platform.change", (ctx) => platform.enableClient(ctx, { id: nobody })),
  "platform/getClient": door("platform.read", (ctx) => platformReads.getClient(ctx, { id: nobody })),
  "platform/getSigningKey": door("platform.read", (ctx) => platformReads.getSigningKey(ctx, nothing)),
  "platform/listSigningKeys": door("platform.read", (ctx) => platformReads.listSigningKeys(ctx)),
  "platform/listClients": door("platform.read", (ctx) => platformReads.listClients(ctx, {})),
  "platform/registerClient": door("platform.change", (ctx) => platform.registerClient(ctx, nothing)),
  "platform/retireSigningKey": door("platform.change", (ctx) => platform.retireSigningKey(ctx, nothing)),
  "platform/revokeClientSecret": door("platform.change", (ctx) => platform.revokeClientSecret(ctx, nothing)),
  "platform/rotateClientSecret": door("platform.change", (ctx) => platform.rotateClientSecret(ctx, nothing)),
  "profile/readPassportOfCustomer": door("passport.read", (ctx) =>
    profile.readPassportOfCustomer(ctx, { id: nobody }),
  ),
  "reservation/cancellationFigures": door("sales.read", (ctx) =>
    reservationReads.cancellationFigures(ctx, { from: day, to: day }),
  ),
  "reservation/cancellationResult": door("reservation.read", (ctx) =>
    reservationReads.cancellationResult(ctx, noFlight),
  ),
  "reservation/changeContactForCustomer": door("reservation.change", (ctx) =>
    reservation.changeContactForCustomer(ctx, { reservationId: nobody, email: "new@example.com" }),
  ),
  "reservation/countReservations": door("reservation.read", (ctx) =>
    reservationReads.countReservations(ctx, { q: "ZZZZZZ" }, 1),
  ),
  "reservation/exportManifest": door("reservation.read", (ctx) =>
    reservation.exportManifest(ctx, noFlight, {}),
  ),
  "reservation/exportReservations": door("reservation.read", (ctx) =>
    reservation.exportReservations(ctx, { q: "ZZZZZZ" }),
  ),
  "reservation/dailyFigures": door("sales.read", (ctx) =>
    reservationReads.dailyFigures(ctx, { from: day, to: day }),
  ),
  "reservation/routeLoads": door("sales.read", (ctx) => reservationReads.routeLoads(ctx, day)),
  "reservation/departureFigures": door("sales.read", (ctx) => reservationReads.departureFigures(ctx, day)),
  "reservation/findReservations": door("reservation.read", (ctx) =>
    reservationReads.findReservations(ctx, { q: "ZZZZZZ" }),
  ),
  "reservation/flightLoads": door("sales.read", (ctx) => reservationReads.flightLoads(ctx, [noFlight])),
  "reservation/getReservationForAdmin": door("reservation.read", (ctx) =>
    reservationReads.getReservationForAdmin(ctx, nobody),
  ),
  "reservation/orderOfReservation": door("reservation.read", (ctx) =>
    reservationReads.orderOfReservation(ctx, nobody),
  ),
  "reservation/passengerManifest": door("reservation.read", (ctx) =>
    reservationReads.passengerManifest(ctx, noFlight),
  ),
  "reservation/previewFlightCancellation": door("reservation.read", (ctx) =>
    reservation.previewFlightCancellation(ctx, noFlight),
  ),
  "reservation/recordNoShow": door("reservation.change", (ctx) => reservation.recordNoShow(ctx, nothing)),
  "reservation/sameTimeReservations": door("reservation.read", (ctx) =>
    reservationReads.sameTimeReservations(ctx, nobody),
  ),
  "waiting-room/changeSaleEvent": door("sale-event.change", (ctx) =>
    waitingRoom.changeSaleEvent(ctx, nothing),
  ),
  "waiting-room/endSaleEvent": door("sale-event.change", (ctx) =>
    waitingRoom.endSaleEvent(ctx, { id: nobody }),
  ),
  "waiting-room/getSaleEvent": door("sale-event.read", (ctx) =>
    waitingRoomReads.getSaleEvent(ctx, { id: nobody }),
  ),
  "waiting-room/listSaleEvents": door("sale-event.read", (ctx) => waitingRoomReads.listSaleEvents(ctx, {})),
  "waiting-room/registerSaleEvent": door("sale-event.change", (ctx) =>
    waitingRoom.registerSaleEvent(ctx, nothing),
  ),
  "schedule/cancelFlight": door("schedule.change", (ctx) => schedule.cancelFlight(ctx, nothing)),
  "schedule/countFlights": door("schedule.read", (ctx) => scheduleReads.countFlights(ctx, { from: day })),
  "schedule/exportFlights": door("schedule.read", (ctx) => schedule.exportFlights(ctx, { from: day })),
  "schedule/getFlight": door("schedule.read", (ctx) => scheduleReads.getFlight(ctx, noFlight)),
  "schedule/listAircraftTypes": door("schedule.read", (ctx) => scheduleReads.listAircraftTypes(ctx)),
  "schedule/listAirports": door("schedule.read", (ctx) => scheduleReads.listAirports(ctx)),
  "schedule/listFlights": door("schedule.read", (ctx) => scheduleReads.listFlights(ctx, { from: day })),
  "schedule/listSeasonSchedules": door("schedule.read", (ctx) => scheduleReads.listSeasonSchedules(ctx)),
  "schedule/previewFlight": door("schedule.change", (ctx) => schedule.previewFlight(ctx, nothing)),
  "schedule/previewSeasonSchedule": door("schedule.change", (ctx) =>
    schedule.previewSeasonSchedule(ctx, nothing),
  ),
  "schedule/proposeFares": door("schedule.read", (ctx) => scheduleReads.proposeFares(ctx, nothing)),
  "schedule/publishedFacts": door("schedule.change", (ctx) =>
    scheduleReads.publishedFacts(ctx, { flightId: noFlight }),
  ),
  "schedule/registerFlight": door("schedule.change", (ctx) => schedule.registerFlight(ctx, nothing)),
  "schedule/reportFlightOperation": door("schedule.change", (ctx) =>
    schedule.reportFlightOperation(ctx, nothing),
  ),
  "schedule/registerSeasonSchedule": door("schedule.change", (ctx) =>
    schedule.registerSeasonSchedule(ctx, nothing),
  ),
  "webhooks/changeEndpoint": door("platform.change", (ctx) => webhooks.changeEndpoint(ctx, nothing)),
  "webhooks/deliverPing": door("platform.change", (ctx) => webhooks.deliverPing(ctx, nothing)),
  "webhooks/getDelivery": door("platform.read", (ctx) => webhookReads.getDelivery(ctx, 1)),
  "webhooks/getEndpoint": door("platform.read", (ctx) => webhookReads.getEndpoint(ctx, nobody)),
  "webhooks/listDeliveries": door("platform.read", (ctx) =>
    webhookReads.listDeliveries(ctx, { endpointId: nobody }),
  ),
  "webhooks/listEndpoints": door("platform.read", (ctx) => webhookReads.listEndpoints(ctx)),
  "webhooks/redeliverEvent": door("platform.change", (ctx) => webhooks.redeliverEvent(ctx, nothing)),
  "webhooks/redeliverMissed": door("platform.change", (ctx) => webhooks.redeliverMissed(ctx, nothing)),
  "webhooks/registerEndpoint": door("platform.change", (ctx) => webhooks.registerEndpoint(ctx, nothing)),
  "webhooks/rotateSecret": door("platform.change", (ctx) => webhooks.rotateSecret(ctx, nothing)),
  "webhooks/switchEndpoint": door("platform.change", (ctx) => webhooks.switchEndpoint(ctx, nothing)),
};

type Served = {
  permissions: readonly StaffPermission[];
  /** What customers do with their own reservations, and staff on their behalf. */
  open: Record<string, (ctx: RequestContext, reservationId: string) => Promise<unknown>>;
};
const ofTrip = (reservationId: string) => ({ reservationId, segmentPosition: 0 });

/** The steps of a customer's verbs that ask for a permission when staff act. A verb that takes one is listed under it. */
const servedDoors: Record<string, Served> = {
  "reservation/requireServed": {
    permissions: ["reservation.change"],
    open: {
      quoteRefundOf: (ctx, reservationId) => reservation.quoteRefundOf(ctx, { reservationId }),
      quoteChangeOf: (ctx, reservationId) =>
        reservation.quoteChangeOf(ctx, {
          reservationId,
          flights: [{ segmentId: nobody, flightId: 1, brand: "STANDARD" }],
        }),
      changeFlights: (ctx, reservationId) =>
        reservation.changeFlights(ctx, { reservationId, quoteId: nobody }),
      checkWithdrawal: (ctx, reservationId) =>
        reservation.checkWithdrawal(ctx, { reservationId, changeId: nobody }),
      withdrawChange: (ctx, reservationId) =>
        reservation.withdrawChange(ctx, { reservationId, changeId: nobody }),
      cancelReservation: (ctx, reservationId) =>
        reservation.cancelReservation(ctx, { reservationId, quoteId: nobody }),
      chooseSeats: (ctx, id) => reservation.chooseSeats(ctx, { ...ofTrip(id), seats: [] }),
      seatParty: (ctx, id) => reservation.seatParty(ctx, ofTrip(id)),
      correctName: (ctx, reservationId) =>
        reservation.correctName(ctx, {
          ...{ reservationId, version: 1, passengerId: nobody, surname: "KIM", givenName: "MINJI" },
        }),
      splitReservation: (ctx, reservationId) =>
        reservation.splitReservation(ctx, { reservationId, version: 1, passengers: [nobody] }),
    },
  },
  "reservation/requireWaiver": {
    permissions: ["reservation.change", "fee.waive"],
    open: {
      quoteRefundOf: (ctx, reservationId) =>
        reservation.quoteRefundOf(ctx, { reservationId, waiver: { reason: "a reason" } }),
      quoteChangeOf: (ctx, reservationId) =>
        reservation.quoteChangeOf(ctx, {
          ...{ reservationId, waiver: { reason: "a reason" } },
          flights: [{ segmentId: nobody, flightId: 1, brand: "STANDARD" }],
        }),
    },
  },
};

/** The functions of all contexts that ask for a permission, as `context/name`. */
function askingFunctions(): string[] {
  const server = path.resolve("server");
  const files = fs.readdirSync(server, { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => {
      const context = file.split(path.sep)[0] as string;
      if (context === "shared" || /\.test\.ts$|testing/.test(file)) return [];
      const source = fs.readFileSync(path.join(server, file), "utf8");
      return source
        .split(/^(?=(?:export )?(?:default )?(?:async )?(?:function|const) )/m)
        .filter((part) => /\brequirePermission(OrSystem)?\(/.test(part))
        .map((part) => `${context}/${/(?:function|const) (\w+)/.exec(part)?.[1] ?? file}`);
    });
}

/** What the door answers: a refusal to this person, or anything that a permitted one may get. */
async function answer(open: Door["open"], ctx: RequestContext): Promise<unknown> {
  const code = await codeOf((async () => open(ctx))());
  return ["OK", "NOT_FOUND", "INVALID_INPUT", "QUOTE_EXPIRED"].includes(String(code)) ? "permitted" : code;
}

const administrator = staff("ADMIN");
beforeAll(async () => {
  await policies();
  const { actor } = administrator;
  if (actor.kind !== "STAFF") throw new Error("not staff");
  const { id, role } = actor;
  await database()
    .insert(users)
    .values({ id, role, email: `${id}@example.com`, name: "Kim", locale: "ko" });
});
afterAll(closeDatabase);

test("every verb and read that asks for a permission has a row", () => {
  expect(askingFunctions().sort()).toEqual([...Object.keys(doors), ...Object.keys(servedDoors)].sort());
});

describe.each(Object.entries(doors))("%s", (_, { permission, orSystem, open }) => {
  test.each(staffRoles)("%s", async (role) => {
    const expected = isPermitted(role, permission) ? "permitted" : "FORBIDDEN";
    expect(await answer(open, role === "ADMIN" ? administrator : staff(role))).toBe(expected);
  });

  test("nobody else", async () => {
    expect(await answer(open, customerOf())).toBe("FORBIDDEN");
    expect(await answer(open, anonymous)).toBe("UNAUTHENTICATED");
    expect(await answer(open, systemContext("test"))).toBe(orSystem ? "permitted" : "UNAUTHENTICATED");
  });
});

describe.each(Object.entries(servedDoors))(
  "%s, of another person's trip",
  (_, { permissions: asked, open }) => {
    const mayAll = (role: StaffRole) => asked.every((permission) => isPermitted(role, permission));

    test.each(Object.entries(open))("%s", async (__, verb) => {
      const { reservationId } = await paidTrip(undefined, [adult(), adult("LEE", "JUNHO")]);
      const as = (ctx: RequestContext) => answer((by) => verb(by, reservationId), ctx);
      for (const role of staffRoles)
        expect([role, await as(staff(role))]).toEqual([role, mayAll(role) ? "permitted" : "FORBIDDEN"]);
      expect(await codeOf(verb(customerOf(), reservationId))).toBe("NOT_FOUND");
      expect(await codeOf((async () => verb(anonymous, reservationId))())).toBe("UNAUTHENTICATED");
      expect(await codeOf((async () => verb(systemContext("test"), reservationId))())).toBe(
        "UNAUTHENTICATED",
      );
    });
  },
);

describe("the table of permissions", () => {
  const having = (role: (typeof staffRoles)[number]) => permissions.filter((each) => isPermitted(role, each));

  test("an administrator may do everything, a customer nothing", () => {
    expect(having("ADMIN")).toEqual(permissions);
    expect(permissions.filter((each) => isPermitted("CUSTOMER", each))).toEqual([]);
  });

  test("an auditor only reads", () => {
    expect(having("AUDITOR").filter((each) => !each.endsWith(".read"))).toEqual([]);
  });

  test("only an administrator gives roles and changes the system", () => {
    for (const permission of ["staff.change", "operation.change"] as const)
      expect(staffRoles.filter((role) => isPermitted(role, permission))).toEqual(["ADMIN"]);
  });

  test("only agents see personal data in full, and only schedulers change what flies", () => {
    expect(staffRoles.filter((role) => isPermitted(role, "personal-data.read"))).toEqual(["AGENT", "ADMIN"]);
    expect(staffRoles.filter((role) => isPermitted(role, "schedule.change"))).toEqual(["SCHEDULER", "ADMIN"]);
  });
});
