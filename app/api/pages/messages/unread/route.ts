import { bellState } from "@/app/_lib/bell-state";
import { handle } from "@/app/_lib/http/api";
import { requireMember } from "@/server/shared/context";

/** What the bell asks every few seconds: `{ unread, latest: { id, subject } | null }`. */
export const GET = (request: Request): Promise<Response> =>
  handle(request, (ctx) => bellState(requireMember(ctx.actor).id));
