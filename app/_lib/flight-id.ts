import { AppError } from "@/server/shared/errors";

const LARGEST_ID = 2_147_483_647;

/** The flight's id in an address. @throws AppError NOT_FOUND when it is none. */
export function flightIdOf(text: string): number {
  const id = /^\d{1,10}$/.test(text) ? Number(text) : 0;
  if (id < 1 || id > LARGEST_ID) throw new AppError("NOT_FOUND");
  return id;
}
