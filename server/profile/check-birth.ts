import { isBornTooLongAgo } from "@/server/shared/birth-date";
import { koreanToday } from "@/server/shared/database-clock";
import { AppError } from "@/server/shared/errors";

/** Refuses a birth date that no living person can have. @throws AppError INVALID_INPUT at `birthDate`. */
export async function checkBirth(birthDate: string): Promise<void> {
  const today = await koreanToday();
  const problem = birthDate > today ? "notBornYet" : isBornTooLongAgo(birthDate, today) && "bornTooLongAgo";
  if (problem) throw new AppError("INVALID_INPUT", { fieldErrors: { birthDate: problem } });
}
