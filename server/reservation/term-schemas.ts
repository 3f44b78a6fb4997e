import { z } from "zod";
import { locales } from "@/server/shared/airline";
import {
  cabins,
  fareBrands,
  flightScopes,
  passengerTypes,
  reservationStatuses,
} from "@/server/shared/fare-terms";

/** The words of this context as zod schemas: inputs, events and views are made of them. */
export const cabin = z.enum(cabins);
export const fareBrand = z.enum(fareBrands);
export const flightScope = z.enum(flightScopes);
export const passengerType = z.enum(passengerTypes);
export const reservationStatus = z.enum(reservationStatuses);
export { gender } from "@/server/shared/person-fields";
export const locale = z.enum(locales);
