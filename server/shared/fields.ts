import { z } from "zod";
import { decodeCursor } from "./cursor";
import { isLocalDate } from "./time";

/** The largest value of PostgreSQL's `integer`, the type of every flight's id. */
const MAX_INT4 = 2_147_483_647;

/** The first and the last day on which the airline can have a flight. Days outside of them are typing errors. */
const FIRST_FLIGHT_DAY = "2000-01-01";
export const LAST_FLIGHT_DAY = "2100-12-31";

/** Whether a text is a calendar day on which the airline can have a flight. */
export const isFlightDate = (text: string): boolean =>
  isLocalDate(text) && text >= FIRST_FLIGHT_DAY && text <= LAST_FLIGHT_DAY;

/** The schema of a day of departure. `error` is the message key of any other text. */
export const flightDate = (error: string) =>
  z.string().min(1).refine(isFlightDate, { error }).meta({ format: "date" });

/** The id of a row whose key is an `integer`. */
export const int4Id = z.number().int().min(1).max(MAX_INT4);

/** The same id as text of an address or a form. */
export const int4IdText = z.coerce.number().int().min(1).max(MAX_INT4);

/** The input of keyset listings: the cursor of `pageOf` after which to continue, and the number of rows. */
export const keysetFields = {
  cursor: z.string().refine(isCursor).nullish(),
  limit: z.number().int().min(1).max(100).default(20),
};

/** The cursor of a list that is sorted by a column of choice. One that no page gave means the beginning. */
export const listCursor = z.string().max(1_000).nullish().catch(null);

/** The number of a page. It has a limit, because the database reads and skips all earlier rows. */
export const MAX_PAGE = 1_000;
export const pageNumber = z.number().int().min(1).max(MAX_PAGE).default(1);

export function isCursor(text: string): boolean {
  try {
    decodeCursor(text);
    return true;
  } catch {
    return false;
  }
}
