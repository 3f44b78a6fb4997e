import { z } from "zod";

/**
 * The fields that views are made of. A view's schema says exactly what its query returns; tests parse the answers with
 * it, the queries themselves do not.
 */

/** A point in time, ISO 8601. */
export const instant = z.iso.datetime({ offset: true });
/** A calendar day at its airport, or in Korea where no airport is named. */
export const day = z.iso.date();
/** A sum in whole won. */
export const won = z.number().int();
/** A number of people, seats or reservations. */
export const count = z.number().int().min(0);
/** The position of a flight or a passenger in a reservation, from 0. */
export const position = z.number().int().min(0);
