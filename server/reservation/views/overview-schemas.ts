import { z } from "zod";
import { cancelCauses } from "@/server/shared/fare-terms";
import { count, won } from "./field-schemas";

/** What the overview shows to staff beside the days' sales. */

export const cancellationFiguresRow = z.strictObject({
  cause: z.enum(cancelCauses),
  cancellations: count,
  refunds: won,
});
export type CancellationFigures = z.output<typeof cancellationFiguresRow>;

export const routeLoadRow = z.strictObject({
  origin: z.string(),
  destination: z.string(),
  date: z.iso.date(),
  capacity: count,
  sold: count,
});
export type RouteLoad = z.output<typeof routeLoadRow>;
