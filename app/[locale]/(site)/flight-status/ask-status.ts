import { statusOf } from "@/app/_lib/flight-status";
import { placeCode } from "@/server/reservation/schemas";
import type { FlightStatus } from "@/server/schedule/schemas";
import { AppError } from "@/server/shared/errors";
import { isFlightDate } from "@/server/shared/fields";

/** How a flight is looked for. */
export const ways = ["number", "route"] as const;
export type Way = (typeof ways)[number];

export type StatusAnswer = {
  by: Way;
  /** Field → key of its message. */
  errors: Record<string, string>;
  /** Null when nothing was asked, or what was asked is wrong. */
  flights: readonly FlightStatus[] | null;
};

/** Answers the question in an address. An address that asks nothing has no errors. */
export async function askStatus(raw: Record<string, string>, date: string): Promise<StatusAnswer> {
  const by = raw.by === "route" || (raw.by === undefined && raw.from !== undefined) ? "route" : "number";
  const asked = by === "route" ? (raw.from ?? raw.to) !== undefined : raw.flight !== undefined;
  if (!asked) return { by, errors: {}, flights: null };
  const errors = { ...(by === "route" ? routeErrors(raw) : numberErrors(raw)), ...dateErrors(date) };
  if (Object.keys(errors).length > 0) return { by, errors, flights: null };
  try {
    const question =
      by === "route"
        ? { date, from: placeCode.parse(raw.from), to: placeCode.parse(raw.to) }
        : { date, flight: raw.flight ?? "" };
    return { by, errors: {}, flights: (await statusOf(question)).flights };
  } catch (error) {
    const errors = error instanceof AppError ? error.details.fieldErrors : undefined;
    if (errors) return { by, errors, flights: null };
    throw error;
  }
}

const dateErrors = (date: string): Record<string, string> => (isFlightDate(date) ? {} : { date: "date" });

const numberErrors = ({ flight = "" }: Record<string, string>): Record<string, string> =>
  flight.trim() ? {} : { flight: "required" };

function routeErrors({ from = "", to = "" }: Record<string, string>): Record<string, string> {
  const errorOf = (field: string, text: string): Record<string, string> => {
    if (!text.trim()) return { [field]: "required" };
    return placeCode.safeParse(text).success ? {} : { [field]: "airport" };
  };
  const errors = { ...errorOf("from", from), ...errorOf("to", to) };
  if (Object.keys(errors).length > 0) return errors;
  return placeCode.parse(from) === placeCode.parse(to) ? { to: "sameAirport" } : {};
}
