import { serve } from "inngest/next";
import { after, NextRequest } from "next/server";
import { ENGINE_BYTES } from "@/app/_lib/edge/body-limits";
import { refusalResponse } from "@/app/_lib/edge/refusal";
import { textWithin } from "@/app/_lib/http/body";
import { inngest } from "@/inngest/client";
import { functions } from "@/inngest/functions";
import { afterCommitSettled } from "@/inngest/relay/after-commit";
import { AppError } from "@/server/shared/errors";

export const runtime = "nodejs";
export const maxDuration = 60;

const handler = serve({ client: inngest, functions, enableUnauthedSync: false });

/** The engine asks for the state of the app. */
export const GET = async (request: NextRequest, context: unknown): Promise<Response> =>
  isSigned(request) ? handler.GET(request, context) : unsigned();

/** The engine asks the app to register its functions. */
export const PUT = (request: NextRequest, context: unknown): Promise<Response> =>
  withBody(request, (read) => handler.PUT(read, context));

/** The engine runs a function. Its events are published before a platform may freeze the process. */
export function POST(request: NextRequest, context: unknown): Promise<Response> {
  return withBody(request, (read) => {
    after(afterCommitSettled);
    return handler.POST(read, context);
  });
}

/** The SDK checks the signature. A request without one is refused here, so that it leaves no fault in the log. */
const isSigned = (request: NextRequest) => request.headers.has("x-inngest-signature");
const unsigned = () => new Response(null, { status: 401 });

/** The SDK would read a body of any length. It gets one that is short enough and has a signature header. */
async function withBody(
  request: NextRequest,
  handle: (read: NextRequest) => Promise<Response>,
): Promise<Response> {
  if (!isSigned(request)) return unsigned();
  try {
    const { url, method, headers } = request;
    const body = await textWithin(request, ENGINE_BYTES);
    return await handle(new NextRequest(url, { method, headers, body }));
  } catch (error) {
    if (error instanceof AppError && error.code === "TOO_LARGE") return refusalResponse("TOO_LARGE");
    throw error;
  }
}
