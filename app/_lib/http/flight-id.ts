import { AppError } from "@/server/shared/errors";
import { int4IdText } from "@/server/shared/fields";

/** The flight's id in an address. @throws AppError NOT_FOUND when it is none. */
export function flightIdOf(text: string): number {
  const id = /^\d+$/.test(text) ? int4IdText.safeParse(text) : null;
  if (!id?.success) throw new AppError("NOT_FOUND");
  return id.data;
}
