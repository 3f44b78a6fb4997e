import { z } from "zod";
import { forwards, sortedQuery } from "@/app/_lib/rest/list-query";
import { operation } from "@/app/_lib/rest/operation";
import { pageOf } from "@/app/_lib/rest/pages";
import { named } from "@/app/_lib/rest/schema-names";
import { flightCancellation, flightCancellationView } from "@/server/flows/flight-cancellation-view";
import { putFlightOnSale } from "@/server/flows/put-on-sale";
import { takeFlightOffSale } from "@/server/flows/take-off-sale";
import { cancellationResult, flightLoads, passengerManifest } from "@/server/reservation/queries";
import { manifestInput } from "@/server/reservation/schemas";
import { cabinLoad, cancellationResultView, manifestRow } from "@/server/reservation/view-schemas";
import { previewFlight as preview, reportFlightOperation as report } from "@/server/schedule";
import { getFlight, listFlights } from "@/server/schedule/queries";
import {
  cancelFlightInput,
  flightPreviewView,
  flightView,
  listedFlightView,
  listFlightsInput,
  previewFlightInput,
  registerFlightInput,
  reportFlightOperationInput,
} from "@/server/schedule/schemas";
import { int4Id, int4IdText } from "@/server/shared/fields";

const tag = "Staff: flights";
const params = z.object({ id: int4IdText });

export const listScheduledFlights = operation({
  ...{ id: "listScheduledFlights", method: "GET", path: "/admin/flights", tag },
  summary: "The flights of some days",
  description:
    "Those that leave from `from` to `to` on the calendar of their airport, at most 62 days; on the day `from` alone without `to`.",
  ...{ scope: "schedule:read" },
  query: z.object({ ...listFlightsInput.shape, ...sortedQuery({ descending: false, limit: 50 }) }),
  response: pageOf("ScheduledFlightPage", named("ScheduledFlight", listedFlightView)),
  run: async (ctx, { query: { limit: rows, ...query } }) =>
    forwards(await listFlights(ctx, query, rows), query.cursor),
});

export const getScheduledFlight = operation({
  ...{ id: "getScheduledFlight", method: "GET", path: "/admin/flights/{id}", tag },
  summary: "A flight with its fares",
  ...{ scope: "schedule:read", params, response: named("ScheduledFlightWithFares", flightView) },
  run: (ctx, { params: { id } }) => getFlight(ctx, id),
});

export const registerFlight = operation({
  ...{ id: "registerFlight", method: "POST", path: "/admin/flights", tag },
  summary: "Put a flight on sale",
  description:
    "Times are local to each airport; the arrival is the first such time after the departure. Unusual values are refused, each at its field, until `confirmed` is true.",
  ...{ scope: "schedule:write", status: 201 },
  body: named("RegisterFlightRequest", registerFlightInput, "input"),
  response: named("RegisteredFlight", z.strictObject({ flightId: int4Id })),
  errors: ["FLIGHT_ALREADY_EXISTS"],
  run: (ctx, { body }) => putFlightOnSale(ctx, body),
});

export const previewFlight = operation({
  ...{ id: "previewFlight", method: "POST", path: "/admin/flights/preview", tag },
  summary: "When a flight would leave and arrive",
  description: "Changes nothing. Without an arrival time the usual time of the route is taken.",
  ...{ scope: "schedule:write", status: 200 },
  body: named("PreviewFlightRequest", previewFlightInput, "input"),
  response: named("FlightPreview", flightPreviewView),
  run: (ctx, { body }) => preview(ctx, body),
});

export const getFlightLoads = operation({
  ...{ id: "getFlightLoads", method: "GET", path: "/admin/flights/{id}/loads", tag },
  summary: "Sold and held seats of a flight, by cabin",
  description: "Empty for some seconds after the flight was put on sale.",
  ...{ scope: "schedule:read", params, response: z.array(named("CabinLoad", cabinLoad)) },
  run: async (ctx, { params: { id } }) => {
    const flight = await getFlight(ctx, id);
    return flightLoads(ctx, [flight.id]);
  },
});

export const getManifest = operation({
  ...{ id: "getManifest", method: "GET", path: "/admin/flights/{id}/manifest", tag },
  summary: "The passengers of a flight",
  description: "Those who fly or flew on it, by name or by seat. Not those who missed it.",
  ...{ scope: "manifests:read", params, query: manifestInput, peopleList: "manifest" },
  response: z.array(named("ManifestRow", manifestRow)),
  run: async (ctx, { params: { id }, query }) => {
    const flight = await getFlight(ctx, id);
    return passengerManifest(ctx, flight.id, query);
  },
});

export const previewFlightCancellation = operation({
  ...{
    id: "previewFlightCancellation",
    method: "GET",
    path: "/admin/flights/{id}/cancellation-preview",
    tag,
  },
  summary: "What the cancellation of a flight will do",
  description: "Of a cancelled flight: what is left to do.",
  ...{ scope: "schedule:read", params, response: named("FlightCancellationPreview", flightCancellationView) },
  run: async (ctx, { params: { id } }) => {
    const flight = await getFlight(ctx, id);
    return flightCancellation(ctx, flight.id);
  },
});

export const cancelFlight = operation({
  ...{ id: "cancelFlight", method: "POST", path: "/admin/flights/{id}/cancellation", tag },
  summary: "Cancel a flight for good",
  description:
    "Its sale ends at once. Its reservations are cancelled and refunded in full one after another; ask for the cancellation to see how many are.",
  ...{ scope: "schedule:write", params },
  body: named("CancelFlightRequest", cancelFlightInput.omit({ flightId: true }), "input"),
  errors: ["FLIGHT_NOT_ON_SALE", "FLIGHT_DEPARTED", "CONFLICT"],
  run: (ctx, { params: { id }, body }) => takeFlightOffSale(ctx, { ...body, flightId: id }),
});

export const reportFlightOperation = operation({
  ...{ id: "reportFlightOperation", method: "PUT", path: "/admin/flights/{id}/operation", tag },
  summary: "What is known about a flight on its day",
  description:
    "Expected times, terminals and gates, for the flight status. All of it is replaced; the published times stay.",
  ...{ scope: "schedule:write", params },
  body: named("FlightOperation", reportFlightOperationInput.omit({ flightId: true }), "input"),
  errors: ["FLIGHT_NOT_ON_SALE"],
  run: (ctx, { params: { id }, body }) => report(ctx, { ...body, flightId: id }),
});

export const getFlightCancellation = operation({
  ...{ id: "getFlightCancellation", method: "GET", path: "/admin/flights/{id}/cancellation", tag },
  summary: "What the cancellation of a flight has done so far",
  description: "All zero for a flight that is not cancelled.",
  ...{ scope: "schedule:read", params },
  response: named("FlightCancellation", cancellationResultView),
  run: async (ctx, { params: { id } }) => {
    const flight = await getFlight(ctx, id);
    return cancellationResult(ctx, flight.id);
  },
});
