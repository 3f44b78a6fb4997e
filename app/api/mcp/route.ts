import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import { FORM_BYTES } from "@/app/_lib/edge/body-limits";
import { answer } from "@/app/_lib/http/api";
import { textWithin } from "@/app/_lib/http/body";
import { airlineServer } from "@/app/_lib/mcp/airline-server";
import { callerOf } from "@/app/_lib/rest/caller";
import { limitClient } from "@/app/_lib/rest/rate-limit-headers";
import { AppError } from "@/server/shared/errors";

/**
 * The Model Context Protocol (Streamable HTTP, without sessions): an assistant uses the API's operations as tools, with an
 * access token and its scopes.
 */
export const POST = (request: Request): Promise<Response> =>
  answer(request, async (headers) => {
    const caller = await callerOf(request);
    if (!caller.client) throw new AppError("UNAUTHENTICATED");
    await limitClient(caller, headers);
    const parsedBody = messageOf(await textWithin(request, FORM_BYTES));
    const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
    await airlineServer(caller).connect(transport);
    return transport.handleRequest(request, { parsedBody });
  });

/** One message per request, as the protocol has it: a batch would be many requests that count as one. */
function messageOf(text: string): unknown {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch (cause) {
    throw new AppError("INVALID_INPUT", { cause });
  }
  if (Array.isArray(message)) throw new AppError("INVALID_INPUT");
  return message;
}

/** Nothing is sent without a request, and there is no session to end. */
const notAllowed = (): Response => new Response(null, { status: 405, headers: { Allow: "POST" } });
export const GET = notAllowed;
export const DELETE = notAllowed;
