import type { z } from "zod";
import { type Caller, contextFor, requireScope } from "@/app/_lib/rest/caller";
import { jsonSchemaOf } from "@/app/_lib/rest/json-schemas";
import { type AnyOperation, isWrite, scopesOf } from "@/app/_lib/rest/operation";
import { getReservation, holdSeats, listReservations } from "@/app/_lib/rest/operations/bookings";
import { quoteCancellation } from "@/app/_lib/rest/operations/cancellations";
import { listChangeOffers, quoteChange } from "@/app/_lib/rest/operations/flight-changes";
import { listAirports, listFares, searchOffers } from "@/app/_lib/rest/operations/flights";
import { takePlace } from "@/app/_lib/rest/operations/waiting-rooms";
import { runOperation } from "@/app/_lib/rest/run-operation";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";

/**
 * The operations of the API that an assistant gets as tools. None of them takes money or gives anything up: a hold ends by
 * itself, and a quote changes nothing. People pay and confirm on the site.
 */
const operations: Record<string, AnyOperation> = {
  list_airports: listAirports,
  lowest_fares: listFares,
  search_flights: searchOffers,
  hold_seats: holdSeats,
  list_trips: listReservations,
  get_trip: getReservation,
  list_change_offers: listChangeOffers,
  quote_change: quoteChange,
  quote_cancellation: quoteCancellation,
  take_place: takePlace,
};

/** Tools that write. Called again with the same arguments they change nothing. */
const writing = new Set<AnyOperation["id"]>([holdSeats.id, takePlace.id]);

type Schemas = { params?: z.ZodObject; query?: z.ZodObject; body?: z.ZodObject };
type ObjectSchema = { properties?: Record<string, unknown>; required?: string[] };

/** A path calls the id of what it is about `id`; beside other fields that would say too little. */
const argumentOf = ({ path }: Pick<AnyOperation, "path">, parameter: string): string =>
  parameter !== "id" ? parameter : path.startsWith("/waiting-rooms/") ? "saleEventId" : "reservationId";

/** The tools as an MCP server lists them. Their arguments are the parameters and the body of the operation in one object. */
export const listTools = () =>
  Object.entries(operations).map(([name, operation]) => ({
    name,
    title: operation.summary,
    description: [operation.summary, operation.description].filter(Boolean).join(". "),
    inputSchema: argumentsOf(operation),
    annotations: {
      readOnlyHint: !writing.has(operation.id),
      destructiveHint: false,
      idempotentHint: !isWrite(operation) || writing.has(operation.id),
      openWorldHint: false,
    },
  }));

function argumentsOf(operation: AnyOperation) {
  const { params, query, body } = operation as Schemas;
  const parts = [params, query, body].flatMap((schema) =>
    schema ? [jsonSchemaOf(schema, "input") as ObjectSchema] : [],
  );
  return {
    type: "object" as const,
    properties: Object.fromEntries(
      parts.flatMap(({ properties = {} }) =>
        Object.entries(properties).map(([name, each]) => [argumentOf(operation, name), each]),
      ),
    ) as Record<string, object>,
    required: parts.flatMap(({ required = [] }) => required.map((each) => argumentOf(operation, each))),
  };
}

/** The operation behind a tool; undefined when there is no tool of this name. */
export const operationOf = (name: string): AnyOperation | undefined =>
  isTool(name) ? operations[name] : undefined;

/** Returns true when there is a tool of this name. */
export const isTool = (name: string): boolean => Object.hasOwn(operations, name);

/**
 * Runs a tool for a caller: the same verb, by the same scope, as the operation of the API.
 *
 * @throws AppError INSUFFICIENT_SCOPE, INVALID_INPUT, and what the verb throws.
 */
export async function runTool(
  caller: Caller,
  name: string,
  given: Record<string, unknown>,
): Promise<unknown> {
  const operation = operationOf(name);
  if (!operation) throw new AppError("NOT_FOUND");
  requireScope(caller, scopesOf(operation));
  const { params, query } = operation as Schemas;
  const own = Object.keys(params?.shape ?? {});
  const asked = Object.keys(query?.shape ?? {});
  const pick = (names: string[]) =>
    Object.fromEntries(names.map((each) => [each, given[argumentOf(operation, each)]]));
  const taken = new Set([...own, ...asked].map((each) => argumentOf(operation, each)));
  const body = Object.fromEntries(Object.entries(given).filter(([field]) => !taken.has(field)));
  return runOperation(operation, contextFor(caller, scopesOf(operation)), {
    params: params ? parseNamed(operation, params, pick(own)) : {},
    query: query ? parse(query, pick(asked)) : {},
    body,
  });
}

/** Field errors name the arguments of the tool. @throws AppError INVALID_INPUT. */
function parseNamed(operation: AnyOperation, schema: z.ZodObject, given: Record<string, unknown>) {
  try {
    return parse(schema, given);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const named = Object.entries(error.details.fieldErrors ?? {}).map(([name, key]) => [
      argumentOf(operation, name),
      key,
    ]);
    throw new AppError(error.code, { fieldErrors: Object.fromEntries(named) });
  }
}
