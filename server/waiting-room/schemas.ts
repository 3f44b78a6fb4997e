import { z } from "zod";
import { flightDate, pageNumber } from "@/server/shared/fields";
import { line } from "@/server/shared/text";

const MAX_NAME_LENGTH = 60;
const MAX_ROUTES = 100;
export const DEFAULT_SHOPPERS_PER_MINUTE = 300;
export const DEFAULT_STAY_MINUTES = 15;
/** How long before the opening people may come, unless staff say otherwise. */
export const DEFAULT_WAIT_MINUTES = 30;
/** The longest time from the beginning of the wait to the end of the sale event. */
const MAX_DAYS = 31;
const DAY_MS = 86_400_000;

const moment = z.iso.datetime({ offset: true, error: "dateInvalid" }).transform((text) => new Date(text));
const whole = (min: number, max: number) => z.number().int("invalid").min(min, "tooSmall").max(max, "tooBig");

const saleEventFields = {
  nameKo: line(MAX_NAME_LENGTH),
  nameEn: line(MAX_NAME_LENGTH),
  /** Each in its direction; none: every route. */
  routes: z
    .array(z.string().regex(/^[A-Z]{3}-[A-Z]{3}$/, "routeInvalid"))
    .max(MAX_ROUTES, "tooBig")
    .transform((routes) => [...new Set(routes)].sort()),
  /** The local days of departure, both included. Null: no limit. */
  firstDay: flightDate("dateInvalid").nullable(),
  lastDay: flightDate("dateInvalid").nullable(),
  /** From then on people may take a place, and nobody shops without having been admitted. */
  waitsFrom: moment,
  opensAt: moment,
  closesAt: moment,
  shoppersPerMinute: whole(1, 60_000),
  /** Adaptive: as many as keep the 95th percentile of answers under this; `shoppersPerMinute` is then the most. */
  targetP95Ms: whole(20, 60_000).nullable(),
  mostShoppers: whole(1, 1_000_000),
  stayMinutes: whole(1, 240),
};

type Times = {
  waitsFrom: Date;
  opensAt: Date;
  closesAt: Date;
  firstDay: string | null;
  lastDay: string | null;
};

function reportTimes(value: Times, c: z.RefinementCtx): void {
  const report = (path: string, message: string) => c.addIssue({ code: "custom", path: [path], message });
  // What is no instant was reported at its field.
  const isMoment = (time: unknown) => time instanceof Date && !Number.isNaN(time.getTime());
  if (![value.waitsFrom, value.opensAt, value.closesAt].every(isMoment)) return;
  if (value.waitsFrom > value.opensAt) report("waitsFrom", "waitAfterOpening");
  if (value.closesAt <= value.opensAt) report("closesAt", "endBeforeOpening");
  if (value.closesAt.getTime() - value.waitsFrom.getTime() > MAX_DAYS * DAY_MS)
    report("closesAt", "eventTooLong");
  if (value.firstDay && value.lastDay && value.firstDay > value.lastDay) report("lastDay", "periodInvalid");
}

export const registerSaleEventInput = z
  .object({
    /** Made by the page: the same key a second time registers nothing. */
    key: z.uuid(),
    ...saleEventFields,
  })
  .superRefine(reportTimes);
export type RegisterSaleEventInput = z.input<typeof registerSaleEventInput>;
/** `version` is that of the page: another one is CONFLICT. */
export const changeSaleEventInput = z
  .object({ id: z.uuid(), version: z.number().int().min(1), ...saleEventFields })
  .superRefine(reportTimes);
export type ChangeSaleEventInput = z.input<typeof changeSaleEventInput>;

export const saleEventIdInput = z.object({ id: z.uuid() });
export type SaleEventIdInput = z.input<typeof saleEventIdInput>;

export const listSaleEventsInput = z.object({ page: pageNumber });
export type ListSaleEventsInput = z.input<typeof listSaleEventsInput>;

export const takePlaceInput = z.object({ saleEventId: z.uuid() });
export type TakePlaceInput = z.input<typeof takePlaceInput>;

export const admitShoppersInput = z.object({
  /** The 95th percentile of the process's own answers, in milliseconds; null when there were too few. */
  p95Ms: z.number().min(0).nullable(),
});
export type AdmitShoppersInput = z.input<typeof admitShoppersInput>;

export const releaseBookedInput = z.object({
  customerId: z.uuid(),
  bookedAt: z.date(),
  flights: z
    .array(
      z.object({ origin: z.string(), destination: z.string(), departureDate: flightDate("dateInvalid") }),
    )
    .max(10),
});
export type ReleaseBookedInput = z.input<typeof releaseBookedInput>;

/** Flights of one route on one day, by their local day of departure. */
const soldOutDay = z.strictObject({ route: z.string(), date: z.string() });

export const recordSoldOutInput = z.object({
  saleEventId: z.uuid(),
  days: z.array(soldOutDay).max(500),
  all: z.boolean(),
});
export type RecordSoldOutInput = z.input<typeof recordSoldOutInput>;

/** `BEFORE`: people take places. `OPEN`: they are admitted by their numbers. `ENDED`: everybody shops as usual. */
const saleEventStates = ["PLANNED", "BEFORE", "OPEN", "ENDED"] as const;
const saleEventState = z.enum(saleEventStates);
export type SaleEventState = z.output<typeof saleEventState>;

const isoMoment = z.iso.datetime({ offset: true });

/** What everybody may know of a sale event. It is the same for all, so that a cache may keep it for a second. */
export const saleEventStatus = z.strictObject({
  id: z.uuid(),
  nameKo: z.string(),
  nameEn: z.string(),
  state: saleEventState,
  /** The database's clock when this was written. */
  now: isoMoment,
  waitsFrom: isoMoment,
  opensAt: isoMoment,
  closesAt: isoMoment,
  stayMinutes: z.number().int(),
  /** Places with a number up to this one may go in. */
  admittedTo: z.number().int(),
  /** How many wait. */
  waiting: z.number().int(),
  shoppersPerMinute: z.number(),
  /** SHA-256 of the seed of the lottery; and the seed, once it was drawn. */
  seedHash: z.string(),
  seed: z.string().nullable(),
  /** Routes and days without a seat. */
  soldOut: z.array(soldOutDay).readonly(),
  allSoldOut: z.boolean(),
  /** Who has at most so many people ahead asks again after so many seconds; null: everybody else. */
  askAgain: z
    .array(z.strictObject({ ahead: z.number().int().nullable(), seconds: z.number().int() }))
    .readonly(),
});
export type SaleEventStatus = z.output<typeof saleEventStatus>;

/** `WAITING`: also without a number, before the lottery. `ENDED`: left, or the time to shop is over. */
const placeStates = ["WAITING", "ADMITTED", "ENDED"] as const;

/** One's own place. */
export const placeView = z.strictObject({
  saleEventId: z.uuid(),
  placeId: z.uuid(),
  state: z.enum(placeStates),
  /** Null before the lottery. */
  number: z.number().int().nullable(),
  /** How many people are ahead; null before the lottery. */
  ahead: z.number().int().nullable(),
  joinedAt: isoMoment,
  /** Until then an admitted shopper may search and hold; null while waiting. */
  expiresAt: isoMoment.nullable(),
  /** Proves the place of a visitor: the header `Waiting-Room-Place` of the API, a cookie on the site. */
  token: z.string(),
});
export type Place = z.output<typeof placeView>;

/** A sale event for staff, with its figures of this moment. */
export const saleEventView = z.strictObject({
  id: z.uuid(),
  nameKo: z.string(),
  nameEn: z.string(),
  routes: z.array(z.string()),
  firstDay: z.string().nullable(),
  lastDay: z.string().nullable(),
  waitsFrom: z.date(),
  opensAt: z.date(),
  closesAt: z.date(),
  shoppersPerMinute: z.number().int(),
  targetP95Ms: z.number().int().nullable(),
  mostShoppers: z.number().int(),
  stayMinutes: z.number().int(),
  seedHash: z.string(),
  drawnAt: z.date().nullable(),
  endedAt: z.date().nullable(),
  version: z.number().int(),
  createdAt: z.date(),
  state: saleEventState,
  figures: z.strictObject({
    waiting: z.number().int(),
    /** Admitted, and shopping now. */
    inside: z.number().int(),
    admitted: z.number().int(),
    booked: z.number().int(),
    /** Whose time was over, or who signed out. */
    left: z.number().int(),
    shoppersPerMinute: z.number(),
    allSoldOut: z.boolean(),
  }),
});
export type SaleEvent = z.output<typeof saleEventView>;
