import { hasLocale } from "next-intl";
import { getSession } from "@/app/_lib/auth/session";
import { sessionCookieName } from "@/app/_lib/auth/session-cookie";
import { handle } from "@/app/_lib/http/api";
import { textWithin } from "@/app/_lib/http/body";
import { routing } from "@/i18n/routing";
import { endAllSessions, endSession } from "@/server/identity";
import { env } from "@/server/shared/env";
import { releasePlaces } from "@/server/waiting-room";

const MAX_BODY_BYTES = 1_024;

/**
 * Signs out. A plain form posts here, so that it works without JavaScript and nothing of the member stays in the page's
 * memory. `scope=everywhere` ends the sessions on all devices. Asked again, it only redirects.
 */
export async function POST(request: Request): Promise<Response> {
  const answer = await signOut(request);
  // Without the database the session cannot be ended. This browser must still forget it: other people may use it.
  return answer.status === 503 ? redirectTo("/") : answer;
}

const signOut = (request: Request): Promise<Response> =>
  handle(request, async (ctx) => {
    const form = new URLSearchParams(await textWithin(request, MAX_BODY_BYTES));
    const everywhere = form.get("scope") === "everywhere";
    const session = await getSession();
    if (session && ctx.actor.kind !== "ANONYMOUS") {
      await releasePlaces(ctx);
      if (everywhere) await endAllSessions(ctx);
      else await endSession(ctx, session);
    }
    const asked = form.get("locale");
    const home = `/${hasLocale(routing.locales, asked) ? asked : routing.defaultLocale}`;
    return redirectTo(everywhere ? `${home}/sign-in?signedOut=everywhere` : home);
  });

/** A redirect that deletes the session cookie. */
function redirectTo(path: string): Response {
  const { APP_URL } = env();
  const secure = APP_URL.startsWith("https:") ? "; Secure" : "";
  return new Response(null, {
    status: 303,
    headers: {
      Location: path,
      "Cache-Control": "no-store",
      "Set-Cookie": `${sessionCookieName(APP_URL)}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${secure}`,
    },
  });
}
