import { isCursor } from "@/server/shared/fields";

/** The cursor of an address, or null (the beginning) when it has none or one that nobody made. */
export function cursorOf(asked: string | string[] | undefined): string | null {
  return typeof asked === "string" && isCursor(asked) ? asked : null;
}
