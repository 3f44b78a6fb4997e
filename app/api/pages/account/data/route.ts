import { hasLocale } from "next-intl";
import { getSession } from "@/app/_lib/auth/session";
import { handle } from "@/app/_lib/http/api";
import { textWithin } from "@/app/_lib/http/body";
import { personalArchive } from "@/app/_lib/http/personal-archive";
import { routing } from "@/i18n/routing";
import { exportPersonalData } from "@/server/flows/export-personal-data";
import { AppError } from "@/server/shared/errors";

const MAX_BODY_BYTES = 2_048;

/** The file with everything about the member. A plain form posts here; a refusal leads back to its page, which says why. */
export const POST = (request: Request): Promise<Response> =>
  handle(request, async (ctx) => {
    const form = new URLSearchParams(await textWithin(request, MAX_BODY_BYTES));
    try {
      const password = form.get("password") ?? "";
      const tables = await exportPersonalData(ctx, { password, session: await getSession() });
      return archive(personalArchive(tables));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return backTo(form.get("locale"), error.details.fieldErrors?.password ?? error.code);
    }
  });

const archive = (body: ReadableStream<Uint8Array>): Response =>
  new Response(body, {
    headers: {
      "Cache-Control": "no-store",
      "Content-Type": "application/zip",
      "Content-Disposition": 'attachment; filename="msa-air-my-data.zip"',
      "X-Content-Type-Options": "nosniff",
    },
  });

function backTo(asked: string | null, refused: string): Response {
  const locale = hasLocale(routing.locales, asked) ? asked : routing.defaultLocale;
  return new Response(null, {
    status: 303,
    headers: {
      Location: `/${locale}/account/data?${new URLSearchParams({ refused })}`,
      "Cache-Control": "no-store",
    },
  });
}
