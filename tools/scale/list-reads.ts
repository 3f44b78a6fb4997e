import * as assurance from "@/server/assurance/queries";
import * as consent from "@/server/consent/queries";
import * as desk from "@/server/desk/queries";
import * as history from "@/server/history/queries";
import * as identity from "@/server/identity/queries";
import * as mileage from "@/server/mileage/queries";
import * as notification from "@/server/notification/queries";
import * as payment from "@/server/payment/queries";
import * as platform from "@/server/platform/queries";
import * as profile from "@/server/profile/queries";
import * as reservation from "@/server/reservation/queries";
import * as schedule from "@/server/schedule/queries";
import type { RequestContext } from "@/server/shared/context";
import * as webhooks from "@/server/webhooks/queries";

/** What is read about: one customer of many with one trip of many. */
export type Subject = {
  staff: RequestContext;
  customer: RequestContext;
  system: RequestContext;
  customerId: string;
  email: string;
  reservationId: string;
  locator: string;
  ticket: string;
  messageId: string;
  segmentId: string;
  flightId: number;
  date: string;
};

type Reads = Record<string, (of: Subject) => Promise<unknown> | unknown>;

const party = { adults: 1, children: 0, infants: 0 };
const there = { from: "GMP", to: "CJU" };
const TOKEN = "a".repeat(43);
const UUID = "0192aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee";

/** Each read of `reservation/queries.ts`; one that is asked in several ways has several calls. */
const ofReservations: Reads = {
  sentAccessCodes: () => reservation.sentAccessCodes([UUID]),
  tripsOfGrants: () => reservation.tripsOfGrants([UUID]),
  decidedPayments: ({ system }) => reservation.decidedPayments(system, [UUID]),
  availability: ({ date }) => reservation.availability({ ...there, first: date, last: date }),
  availableDays: ({ date }) => reservation.availableDays({ ...there, first: date, last: date }),
  availableFlights: ({ date, customerId }) =>
    reservation.availableFlights({ ...there, date, ...party, customerId }),
  fareCalendar: ({ date }) => reservation.fareCalendar({ ...there, first: date }),
  searchableAirports: () => reservation.searchableAirports(),
  brandRules: () => reservation.brandRules(),
  searchFlights: ({ date, customerId }) =>
    reservation.searchFlights({ ...there, date, ...party, customerId }),
  searchOffers: ({ customer, date }) =>
    reservation.searchOffers(customer, { ...there, trip: "oneway", depart: date, ...party }),
  lowestTotals: ({ date }) => reservation.lowestTotals({ ...there, first: date, last: date }),
  lowestTotalsBothWays: ({ date }) => reservation.lowestTotalsBothWays({ ...there, first: date }),
  listAirports: () => reservation.listAirports(),
  routesBetween: () => reservation.routesBetween("SEL", "CJU"),
  bookedFlights: ({ system, reservationId }) => reservation.bookedFlights(system, reservationId),
  getBooking: ({ customer, reservationId }) => reservation.getBooking(customer, reservationId),
  getBookingByLocator: ({ customer, locator }) => reservation.getBookingByLocator(customer, locator),
  getReservationForAdmin: ({ staff, reservationId }) =>
    reservation.getReservationForAdmin(staff, reservationId),
  getBookingWithOrder: ({ customer, reservationId }) =>
    reservation.getBookingWithOrder(customer, reservationId),
  getBookingWithOrderForAdmin: ({ staff, reservationId }) =>
    reservation.getBookingWithOrderForAdmin(staff, reservationId),
  getBookingWithOrderForSystem: ({ system, reservationId }) =>
    reservation.getBookingWithOrderForSystem(system, reservationId),
  cancellationResult: ({ staff, flightId }) => reservation.cancellationResult(staff, flightId),
  changeOffers: ({ customer, reservationId, segmentId, date }) =>
    reservation.changeOffers(customer, { reservationId, segmentId, date }),
  whyChoiceIsNotOffered: ({ flightId, customerId }) =>
    reservation.whyChoiceIsNotOffered({ flightId, brand: "STANDARD" }, 1, customerId),
  countCustomersWithBooking: ({ staff, customerId }) =>
    reservation.countCustomersWithBooking(staff, { among: [customerId] }, 100),
  customersByContactPhone: ({ staff }) => reservation.customersByContactPhone(staff, "010-0000-0123"),
  customersByLastBooking: ({ staff, customerId }) =>
    reservation.customersByLastBooking(staff, { among: [customerId] }),
  lastBookings: ({ staff, customerId }) => reservation.lastBookings(staff, [customerId]),
  reservationsOfCustomer: ({ staff, customerId }) =>
    reservation.reservationsOfCustomer(staff, { customerId }),
  flightLoads: ({ staff, flightId }) => reservation.flightLoads(staff, [flightId]),
  holdsInTheWay: ({ customer, flightId }) =>
    reservation.holdsInTheWay(customer, {
      ...{ segments: [{ flightId, brand: "STANDARD" }], ...party, idempotencyKey: UUID },
    }),
  passengerManifest: ({ staff, flightId }) => reservation.passengerManifest(staff, flightId),
  orderOfReservation: ({ staff, reservationId }) => reservation.orderOfReservation(staff, reservationId),
  passengerRules: () => reservation.passengerRules(),
  changeStatus: ({ customer, reservationId }) =>
    reservation.changeStatus(customer, { reservationId, changeId: UUID }).catch(() => undefined),
  pendingChange: ({ customer, reservationId }) => reservation.pendingChange(customer, reservationId),
  refundTerms: ({ date }) => reservation.refundTerms([{ brand: "STANDARD", international: false }], date),
  countReservations: ({ staff, email }) => reservation.countReservations(staff, { q: email }, 1_000),
  findReservations: async ({ staff, email, locator, ticket, date }) => {
    // What a large part of all reservations matches is another question, which no index answers.
    const searches = [email, locator, ticket, "KIM AAADT", "AAADT", "가감", "010-0000-0123"];
    for (const q of [...searches, `MA8101 ${date}`]) await reservation.findReservations(staff, { q });
    await reservation.findReservations(staff, {});
    await reservation.findReservations(staff, { status: "EXPIRED" });
  },
  dailyFigures: ({ staff, date }) => reservation.dailyFigures(staff, { from: date, to: date }),
  cancellationFigures: ({ staff, date }) => reservation.cancellationFigures(staff, { from: date, to: date }),
  routeLoads: ({ staff, date }) => reservation.routeLoads(staff, date),
  departureFigures: ({ staff, date }) => reservation.departureFigures(staff, date),
  sameTimeReservations: ({ staff, reservationId }) => reservation.sameTimeReservations(staff, reservationId),
  getSeatMap: ({ customer, reservationId }) => reservation.getSeatMap(customer, reservationId, 0),
  reservationsSplitFrom: ({ system, reservationId }) =>
    reservation.reservationsSplitFrom(system, reservationId),
  findTrip: ({ customer, locator }) =>
    reservation.findTrip(customer, { locator, surname: "KIM" }).catch(() => undefined),
  listTrips: ({ customer }) => reservation.listTrips(customer),
  pageOfTrips: ({ customer }) => reservation.pageOfTrips(customer, {}),
};

const ofPeople: Reads = {
  accountByEmail: ({ staff, email }) => identity.accountByEmail(staff, email),
  accountsByIds: ({ staff, customerId }) => identity.accountsByIds(staff, [customerId]),
  countCustomers: ({ staff, email }) => identity.countCustomers(staff, { q: email, also: [] }, 1_000),
  customerIdsMatching: ({ staff, email }) =>
    identity.customerIdsMatching(staff, { q: email, also: [] }, 1_000),
  customersByIds: ({ staff, customerId }) => identity.customersByIds(staff, [customerId]),
  getCustomer: ({ staff, customerId }) => identity.getCustomer(staff, customerId),
  listCustomers: async ({ staff, email }) => {
    for (const q of [email, "가감", ""])
      for (const sort of ["NAME", "JOINED"] as const)
        await identity.listCustomers(staff, { q, sort, also: [] });
  },
  accountSecurity: ({ customer }) => identity.accountSecurity(customer),
  listOwnSessions: ({ customer }) => identity.listOwnSessions(customer),
  confirmationOf: () => identity.confirmationOf(TOKEN),
  isResetOpen: () => identity.isResetOpen(TOKEN),
  stoppableChange: () => identity.stoppableChange(TOKEN),
  membersByEmail: ({ staff, email }) => identity.membersByEmail(staff, email),
  userById: ({ customerId }) => identity.userById(customerId),
  consentsOf: ({ customer }) => consent.consentsOf(customer),
  outdatedConsents: ({ customer }) => consent.outdatedConsents(customer),
  consentsForBooking: ({ customer }) => consent.consentsForBooking(customer),
  listStaff: ({ staff }) => identity.listStaff(staff, {}),
  staffByIds: ({ staff, customerId }) => identity.staffByIds(staff, [customerId]),
  getProfile: ({ customer }) => profile.getProfile(customer),
  peopleWithEndingPassport: ({ customer, date }) => profile.peopleWithEndingPassport(customer, date),
  getMileageAccount: ({ customer }) => mileage.getMileageAccount(customer),
  milesHistory: ({ customer }) => mileage.milesHistory(customer),
  mileageAccountOf: ({ staff, customerId }) => mileage.mileageAccountOf(staff, customerId),
  ledgerOfMember: ({ staff, customerId }) => mileage.ledgerOfMember(staff, { memberId: customerId }),
  listLedger: ({ customer }) => mileage.listLedger(customer, {}),
  mileageOfReservation: ({ staff, reservationId }) => mileage.mileageOfReservation(staff, reservationId),
  messageAsSent: ({ staff, messageId }) => notification.messageAsSent(staff, messageId),
  messagesOfMember: ({ staff, customerId }) => notification.messagesOfMember(staff, { memberId: customerId }),
  getPreferences: ({ customer }) => notification.getPreferences(customer),
  listMessages: ({ customer }) => notification.listMessages(customer, {}),
  unreadCount: ({ customer }) => notification.unreadCount(customer),
  messagesOfReservation: ({ staff, reservationId }) =>
    notification.messagesOfReservation(staff, reservationId),
  paymentsOfReservation: ({ customer, reservationId }) =>
    payment.paymentsOfReservation(customer, reservationId),
  refundsOfReservation: ({ customer, reservationId }) =>
    payment.refundsOfReservation(customer, reservationId),
  undecidedCheckouts: ({ system, reservationId }) => payment.undecidedCheckouts(system, [reservationId]),
  historyOfReservation: ({ customer, reservationId }) =>
    history.historyOfReservation(customer, reservationId),
  listHistory: async ({ customer }) => {
    await history.listHistory(customer, {});
    await history.listHistory(customer, { category: "PAYMENT" });
  },
};

const ofTheAirline: Reads = {
  auditChainState: ({ staff }) => assurance.auditChainState(staff),
  listAudit: async ({ staff, customerId, email, locator }) => {
    for (const filter of [
      {},
      { person: customerId },
      { person: email },
      { target: locator },
      { process: "x" },
    ])
      await assurance.listAudit(staff, { filter });
  },
  countEventsAfter: ({ system }) => assurance.countEventsAfter(system, { xid: "0", seq: "0" }),
  sagaOfReservation: ({ staff, reservationId }) => assurance.sagaOfReservation(staff, reservationId),
  listDeadLetters: ({ staff }) => assurance.listDeadLetters(staff, {}),
  auditBacklog: ({ staff }) => assurance.auditBacklog(staff),
  engineRegistration: ({ staff }) => assurance.engineRegistration(staff, "cloud"),
  listNotes: ({ staff, reservationId }) =>
    desk.listNotes(staff, { subjectKind: "RESERVATION", subjectId: reservationId }),
  getClient: ({ staff }) => platform.getClient(staff, { id: UUID }).catch(() => undefined),
  listClients: ({ staff }) => platform.listClients(staff, {}),
  countFlights: ({ staff, date }) => schedule.countFlights(staff, { from: date }),
  airportPositions: () => schedule.airportPositions(),
  flightStatuses: async ({ date }) => {
    await schedule.flightStatuses({ date, flight: "MA8101" });
    await schedule.flightStatuses({ date, origins: ["GMP"], destinations: ["CJU"] });
  },
  getFlight: ({ staff, flightId }) => schedule.getFlight(staff, flightId),
  listFlights: ({ staff, date }) => schedule.listFlights(staff, { from: date }),
  publishedFacts: ({ staff, flightId }) => schedule.publishedFacts(staff, { flightId }),
  listAircraftTypes: ({ staff }) => schedule.listAircraftTypes(staff),
  proposeFares: ({ staff }) =>
    schedule.proposeFares(staff, { origin: "GMP", destination: "CJU", aircraftType: "7M8" }),
  listSeasonSchedules: ({ staff }) => schedule.listSeasonSchedules(staff),
  listDeliveries: ({ staff }) => webhooks.listDeliveries(staff, { endpointId: UUID }),
  getDelivery: ({ staff }) => webhooks.getDelivery(staff, 1).catch(() => undefined),
  listEndpoints: ({ staff }) => webhooks.listEndpoints(staff),
  getEndpoint: ({ staff }) => webhooks.getEndpoint(staff, UUID).catch(() => undefined),
};

/** What pages, lists and the API read, by the names of the reads. */
export const READS: Reads = { ...ofReservations, ...ofPeople, ...ofTheAirline };

/** Exports of the same modules that are no such read, and why. */
export const NOT_MEASURED: Readonly<Record<string, string>> = {
  ticketCheckDigit: "reads nothing",
  legalDocument: "reads nothing",
  legalDocuments: "reads nothing",
  documentsToAccept: "reads nothing",
  memberConsentErrors: "reads nothing",
  connectingFlights: "reads rules of sale only",
  availabilityAgeMs: "reads nothing",
  fareCalendarAgeMs: "reads nothing",
  flightStatusesAgeMs: "reads nothing",
  milesTakenBack: "reads nothing",
  apiResource: "reads nothing",
  mcpResource: "reads nothing",
  kindOfToken: "reads nothing",
  personalDataOf: "reads all rows of one member on purpose, batch by batch",
  hasOwnPassword: "reads by the key of the user",
  tokenIssuer: "reads nothing",
  publicKeySet: "reads the few keys",
  getSigningKey: "reads the few keys",
  listSigningKeys: "reads the few keys",
  requireVersion: "reads nothing",
  soldOutDays: "counts the units of a sale event's flights on purpose, every three seconds at most",
  clientOfToken: "reads by the key of the client, after the token's signature was checked",
  userOfSession: "reads by the key of the user, as userById does",
  whySessionEnded: "reads the clock",
  guestOfSession: "reads by the key of the guest",
  confirmedAddressOf: "reads by the key of the user",
  hasUnsentMessages: "reads the messages of one member, when the account is to be deleted",
  hasOpenPayments: "reads the payments of one member, when the account is to be deleted",
  hasClients: "reads the few clients, when an account is to be deleted",
  auditLaws: "reads everything on purpose, when somebody asks for it",
  assuranceFigures: "reads everything on purpose, every 30 seconds at most",
  monitoringFigures: "counts the queues, for monitoring",
  historyDrift: "reads everything on purpose, when somebody asks for it",
};

/** The names of all reads that the contexts offer. */
export const offeredReads = (): string[] =>
  [
    assurance,
    consent,
    desk,
    history,
    identity,
    mileage,
    notification,
    payment,
    platform,
    profile,
    reservation,
    schedule,
    webhooks,
  ]
    .flatMap((queries) => Object.entries(queries).filter(([, value]) => typeof value === "function"))
    .map(([name]) => name);
