import { addDays, KOREA_ZONE, toLocal } from "@/server/shared/time";

/** Carriers open their flights about eleven months ahead. */
const SALE_DAYS = 330;

/** The first and last day that can be searched: today as it is in Korea. */
export function searchDays(): { today: string; lastDay: string } {
  const today = toLocal(new Date(), KOREA_ZONE).date;
  return { today, lastDay: addDays(today, SALE_DAYS) };
}
