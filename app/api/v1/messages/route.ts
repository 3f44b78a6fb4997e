import { handle } from "@/app/_lib/http/api";
import { listMessages } from "@/server/notification/queries";
import { requireMember } from "@/server/shared/context";

/** The signed-in reader's inbox, newest first: `?cursor=` goes on where `nextCursor` said. */
export const GET = (request: Request): Promise<Response> =>
  handle(request, (ctx) => {
    const reader = requireMember(ctx.actor);
    return listMessages(reader.id, { cursor: new URL(request.url).searchParams.get("cursor") });
  });
