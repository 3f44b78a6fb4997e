import type { z } from "zod";
import { type Caller, contextFor, requireScope } from "@/app/_lib/rest/caller";
import { jsonSchemaOf } from "@/app/_lib/rest/json-schemas";
import { type AnyOperation, isWrite, scopesOf } from "@/app/_lib/rest/operation";
import { getReservation, holdSeats, listReservations } from "@/app/_lib/rest/operations/bookings";
import { quoteCancellation } from "@/app/_lib/rest/operations/cancellations";
import { listChangeOffers, quoteChange } from "@/app/_lib/rest/operations/flight-changes";
import { listAirports, listFares, searchOffers } from "@/app/_lib/rest/operations/flights";
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
};

type Schemas = { params?: z.ZodObject; query?: z.ZodObject; body?: z.ZodObject };
type ObjectSchema = { properties?: Record<string, unknown>; required?: string[] };

/** The path of a reservation calls its id `id`; beside other fields that would say too little. */
const argumentOf = (parameter: string) => (parameter === "id" ? "reservationId" : parameter);

/** The tools as an MCP server lists them. Their arguments are the parameters and the body of the operation in one object. */
export const listTools = () =>
  Object.entries(operations).map(([name, operation]) => ({
    name,
    title: operation.summary,
    description: [operation.summary, operation.description].filter(Boolean).join(". "),
    inputSchema: argumentsOf(operation),
    annotations: {
      readOnlyHint: operation.id !== holdSeats.id,
      destructiveHint: false,
      idempotentHint: !isWrite(operation) || operation.id === holdSeats.id,
      openWorldHint: false,
    },
  }));

function argumentsOf({ params, query, body }: Schemas) {
  const parts = [params, query, body].flatMap((schema) =>
    schema ? [jsonSchemaOf(schema, "input") as ObjectSchema] : [],
  );
  return {
    type: "object" as const,
    properties: Object.fromEntries(
      parts.flatMap(({ properties = {} }) =>
        Object.entries(properties).map(([name, each]) => [argumentOf(name), each]),
      ),
    ) as Record<string, object>,
    required: parts.flatMap(({ required = [] }) => required.map(argumentOf)),
  };
}

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
  const operation = isTool(name) ? operations[name] : undefined;
  if (!operation) throw new AppError("NOT_FOUND");
  requireScope(caller, scopesOf(operation));
  const { params, query } = operation as Schemas;
  const own = Object.keys(params?.shape ?? {});
  const asked = Object.keys(query?.shape ?? {});
  const pick = (names: string[]) => Object.fromEntries(names.map((each) => [each, given[argumentOf(each)]]));
  const taken = new Set([...own, ...asked].map(argumentOf));
  const body = Object.fromEntries(Object.entries(given).filter(([field]) => !taken.has(field)));
  return operation.run(contextFor(caller, scopesOf(operation)), {
    params: params ? parseNamed(params, pick(own)) : {},
    query: query ? parse(query, pick(asked)) : {},
    body,
  });
}

/** Field errors name the arguments of the tool. @throws AppError INVALID_INPUT. */
function parseNamed(schema: z.ZodObject, given: Record<string, unknown>) {
  try {
    return parse(schema, given);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const named = Object.entries(error.details.fieldErrors ?? {}).map(([name, key]) => [
      argumentOf(name),
      key,
    ]);
    throw new AppError(error.code, { fieldErrors: Object.fromEntries(named) });
  }
}
