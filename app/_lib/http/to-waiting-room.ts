import { getLocale } from "next-intl/server";
import { redirect } from "@/i18n/navigation";
import { AppError } from "@/server/shared/errors";

/** The page of a waiting room. `next`: the path, without its language, to which the admitted shopper goes on. */
export const waitingRoomAddress = (saleEventId: string, next: string): string =>
  `/waiting?${new URLSearchParams({ sale: saleEventId, next })}`;

/** Leads a page's visitor who was not admitted to the waiting room. @throws every other error again. */
export async function toWaitingRoom(error: unknown, next: string): Promise<never> {
  const saleEventId = error instanceof AppError ? error.details.saleEventId : undefined;
  if (saleEventId === undefined) throw error;
  return redirect({ href: waitingRoomAddress(saleEventId, next), locale: await getLocale() });
}
