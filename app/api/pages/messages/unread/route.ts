import { bellState } from "@/app/_lib/bell-state";
import { handle } from "@/app/_lib/http/api";

/** What the bell asks every few seconds: `{ unread, latest: { id, locale, subject } | null }`. */
export const GET = (request: Request): Promise<Response> => handle(request, bellState);
