import { decodeCursor } from "@/server/shared/cursor";

/** The cursor of an address, or null (the beginning) when it has none or one that nobody made. */
export function cursorOf(asked: string | string[] | undefined): string | null {
  if (typeof asked !== "string") return null;
  try {
    decodeCursor(asked);
    return asked;
  } catch {
    return null;
  }
}
