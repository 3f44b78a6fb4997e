import { handle } from "@/app/_lib/http/api";
import { listMessages } from "@/server/notification/queries";

/** The signed-in reader's inbox, newest first. `?cursor=` continues at a `nextCursor`. */
export const GET = (request: Request): Promise<Response> =>
  handle(request, (ctx) => listMessages(ctx, { cursor: new URL(request.url).searchParams.get("cursor") }));
