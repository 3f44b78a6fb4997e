import { z } from "zod";
import { named } from "./schema-names";

/** The parameters of a list that is paged by a cursor. */
export const pageQuery = {
  cursor: z.string().max(1_000).optional().meta({ description: "`nextCursor` of the page before." }),
  limit: z.coerce.number().int().min(1).max(100).default(20).meta({ description: "Items of the page." }),
};

/** The schema of one page of a list, with its name. */
export const pageOf = <S extends z.ZodType>(name: string, item: S) =>
  named(
    name,
    z.strictObject({
      items: z.array(item),
      nextCursor: z.string().nullable().meta({ description: "Null on the last page." }),
    }),
  );
