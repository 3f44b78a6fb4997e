import { handle } from "@/app/_lib/http/api";
import { unsubscribe } from "@/server/notification";

/** The token of the address; empty when there is none. */
const tokenOf = (request: Request): string => new URL(request.url).searchParams.get("token") ?? "";

/** One press in a mail program (RFC 8058): it posts to the address of `List-Unsubscribe`, without cookies and without a page. */
export const POST = (request: Request): Promise<Response> =>
  handle(request, (ctx) => unsubscribe(ctx, { token: tokenOf(request) }));
