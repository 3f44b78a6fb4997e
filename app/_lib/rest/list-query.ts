import { z } from "zod";
import { AppError } from "@/server/shared/errors";
import type { ListPage } from "@/server/shared/keyset";
import { pageQuery } from "./pages";

/** The query of a list that is sorted by a column of choice. */
export const sortedQuery = ({ descending, limit }: { descending: boolean; limit: number }) => ({
  descending: z
    .enum(["true", "false"])
    .default(descending ? "true" : "false")
    .transform((text) => text === "true"),
  cursor: pageQuery.cursor,
  limit: pageQuery.limit.unwrap().default(limit),
});

/**
 * A page of a sorted list as the API answers it: clients page forwards.
 *
 * @param cursor the cursor that was asked for. A page of the dashboard begins the list again with one that it does not know;
 *   a program would go round for ever.
 * @throws AppError INVALID_INPUT with the field `cursor` when no page of the list in this order gave it.
 */
export function forwards<Row>(page: ListPage<Row>, cursor: string | undefined) {
  const { rows: items, previousCursor, nextCursor } = page;
  const beganAgain = cursor !== undefined && items.length > 0 && previousCursor === null;
  if (beganAgain) throw new AppError("INVALID_INPUT", { fieldErrors: { cursor: "invalid" } });
  return { items, nextCursor };
}
