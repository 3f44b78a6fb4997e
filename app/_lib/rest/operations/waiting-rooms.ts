import { z } from "zod";
import { operation } from "@/app/_lib/rest/operation";
import { named } from "@/app/_lib/rest/schema-names";
import { readSaleStatuses } from "@/server/flows/read-sale-statuses";
import { AppError } from "@/server/shared/errors";
import { takePlace as take } from "@/server/waiting-room";
import { placeOf } from "@/server/waiting-room/queries";
import { placeView, saleEventStatus } from "@/server/waiting-room/schemas";

const tag = "Waiting rooms";
const params = z.object({ id: z.uuid().meta({ description: "The id of the sale event." }) });
const status = named("WaitingRoom", saleEventStatus);
const place = named("WaitingRoomPlace", placeView);
const cacheControl = "public, max-age=0, s-maxage=1, stale-while-revalidate=5";
const ownPlace =
  "An account has one place in a sale event, from whatever device or client. Without an account the answer's `token` is the place: send it as the header `Waiting-Room-Place`.";

export const listWaitingRooms = operation({
  ...{ id: "listWaitingRooms", method: "GET", path: "/waiting-rooms", tag, cacheControl },
  summary: "The sale events that are planned, under way, or ended within a day",
  ...{ scope: null, response: z.array(status) },
  run: () => readSaleStatuses(),
});

export const getWaitingRoom = operation({
  ...{ id: "getWaitingRoom", method: "GET", path: "/waiting-rooms/{id}", tag, cacheControl },
  summary: "How a waiting room moves",
  description:
    "The same for all. A place whose number is at most `admittedTo` may shop for `stayMinutes`. Ask again as `askAgain` says for as many as are ahead of you: the number of your place less `admittedTo`.",
  ...{ scope: null, params, response: status },
  run: async (_ctx, { params: { id } }) => {
    const found = (await readSaleStatuses()).find((each) => each.id === id);
    if (!found) throw new AppError("NOT_FOUND");
    return found;
  },
});

export const takePlace = operation({
  ...{ id: "takePlace", method: "POST", path: "/waiting-rooms/{id}/place", tag },
  summary: "Take a place in a waiting room",
  description: `Before the opening it waits for the lottery, afterwards it has the next number. Asked again, the answer is the same place. ${ownPlace}`,
  ...{ scope: "bookings:write", params, status: 201, response: place, errors: ["CONFLICT"] },
  run: (ctx, { params: { id } }) => take(ctx, { saleEventId: id }),
});

export const getPlace = operation({
  ...{ id: "getPlace", method: "GET", path: "/waiting-rooms/{id}/place", tag },
  summary: "One's own place in a waiting room",
  description: ownPlace,
  ...{ scope: "bookings:write", params, response: place },
  run: async (ctx, { params: { id } }) => {
    await readSaleStatuses();
    const found = await placeOf(ctx, { saleEventId: id });
    if (!found) throw new AppError("NOT_FOUND");
    return found;
  },
});
