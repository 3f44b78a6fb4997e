import { AppError } from "@/server/shared/errors";
import { int4IdText, isCursor } from "@/server/shared/fields";

/** Decodes a part of a path, because Next hands it on with its escapes. A part that cannot be decoded stays as it is. */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The cursor of a query. Null, which means the beginning, when there is none or when it is not a cursor of ours. */
export function cursorOf(asked: string | string[] | undefined): string | null {
  return typeof asked === "string" && isCursor(asked) ? asked : null;
}

/** The id of a flight in a path. @throws AppError NOT_FOUND when the text is no id. */
export function flightIdOf(text: string): number {
  const id = /^\d+$/.test(text) ? int4IdText.safeParse(text) : null;
  if (!id?.success) throw new AppError("NOT_FOUND");
  return id.data;
}
