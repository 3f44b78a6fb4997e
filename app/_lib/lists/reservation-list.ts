import { cut } from "@/app/[locale]/admin/_lib/params";
import { membersByEmail } from "@/server/identity/queries";
import type { ReservationFilter } from "@/server/reservation/queries";
import { reservationSorts } from "@/server/reservation/schemas";
import type { RequestContext } from "@/server/shared/context";
import { reservationStatuses } from "@/server/shared/fare-terms";
import { isFlightDate } from "@/server/shared/fields";
import { askedOrder } from "./list-address";

/** The parts of an address that narrow the list of reservations. */
const days = ["bookedFrom", "bookedTo", "departFrom", "departTo"] as const;
const airports = ["origin", "destination"] as const;

type Day = (typeof days)[number];
export type ReservationQuery = Partial<Record<Day | (typeof airports)[number], string>> & {
  q?: string;
  flight?: number;
  status?: (typeof reservationStatuses)[number];
  designator?: string;
};

/** The list that an address asks for. A period that ends before it begins is named, and its end left out. */
export function reservationListOf(raw: Record<string, string>) {
  const query: ReservationQuery = {
    ...(raw.q && { q: cut(raw.q, 100) }),
    ...(/^[1-9]\d{0,8}$/.test(raw.flight ?? "") && { flight: Number(raw.flight) }),
    status: reservationStatuses.find((status) => status === raw.status),
    ...(raw.designator && { designator: cut(raw.designator, 7).toUpperCase() }),
  };
  for (const name of days) if (isFlightDate(raw[name] ?? "")) query[name] = raw[name];
  for (const name of airports) {
    const code = raw[name]?.toUpperCase() ?? "";
    if (/^[A-Z]{3}$/.test(code)) query[name] = code;
  }
  const ends = [
    ["bookedFrom", "bookedTo"],
    ["departFrom", "departTo"],
  ] as const;
  const reversed = ends.filter(([from, to]) => (query[from] ?? "") > (query[to] ?? "9")).map(([, to]) => to);
  const order = askedOrder(raw, reservationSorts, { sort: "booked", descending: true });
  return { query, reversed: reversed as Day[], order };
}

export type ReservationList = ReturnType<typeof reservationListOf>;

/** The input of the queries for a list: `q` may also be the address of members. */
export async function reservationFilter(
  ctx: RequestContext,
  { query, reversed, order }: ReservationList,
): Promise<ReservationFilter> {
  const customers = query.q?.includes("@") ? await membersByEmail(ctx, query.q) : [];
  const filter = { ...query, ...order, customers };
  for (const name of reversed) delete filter[name];
  return filter;
}
