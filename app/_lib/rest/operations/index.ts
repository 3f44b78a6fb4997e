import type { AnyOperation } from "@/app/_lib/rest/operation";
import * as bookings from "./bookings";
import * as cancellations from "./cancellations";
import * as corrections from "./corrections";
import * as documents from "./documents";
import * as flightChanges from "./flight-changes";
import * as flights from "./flights";
import * as legal from "./legal";
import * as messages from "./messages";
import * as miles from "./miles";
import * as payments from "./payments";
import * as profile from "./profile";
import * as seats from "./seats";
import * as sessions from "./sessions";
import * as staffAudit from "./staff-audit";
import * as staffChanges from "./staff-changes";
import * as staffCustomers from "./staff-customers";
import * as staffFlights from "./staff-flights";
import * as staffReservations from "./staff-reservations";
import * as staffSaleEvents from "./staff-sale-events";
import * as staffSchedules from "./staff-schedules";
import * as staffService from "./staff-service";
import * as waitingRooms from "./waiting-rooms";

const isOperation = (value: unknown): value is AnyOperation =>
  typeof value === "object" && value !== null && "run" in value && "path" in value;

/** Every operation of the public API. Each has a route in app/api/v1 (a test compares them). */
export const operations: readonly AnyOperation[] = [
  ...[
    flights,
    bookings,
    seats,
    payments,
    documents,
    flightChanges,
    cancellations,
    corrections,
    miles,
    messages,
    legal,
    sessions,
    profile,
    waitingRooms,
  ],
  ...[
    staffFlights,
    staffSchedules,
    staffReservations,
    staffService,
    staffChanges,
    staffCustomers,
    staffSaleEvents,
    staffAudit,
  ],
].flatMap((topic) => Object.values<unknown>(topic).filter(isOperation));
