import { headers } from "next/headers";
import { SIGN_IN_BYTES } from "@/app/_lib/edge/body-limits";
import { textWithin } from "@/app/_lib/http/body";
import { clientAddress } from "@/app/_lib/http/client-address";
import { tokenAnswer, tokenRefusal } from "@/app/_lib/http/token-answer";
import { BadTokenRequest, isForm, readTokenRequest } from "@/app/_lib/http/token-request";
import { issueAccessToken } from "@/server/platform";

/** The token endpoint of OAuth: client credentials, in a form. It reads no cookie: only the secret counts. */
export async function POST(request: Request): Promise<Response> {
  try {
    if (!isForm(request.headers.get("content-type")))
      throw new BadTokenRequest("invalid_request", "the body is not application/x-www-form-urlencoded");
    const body = await textWithin(request, SIGN_IN_BYTES);
    const asked = readTokenRequest(request.headers.get("authorization"), body);
    const address = clientAddress(await headers());
    return tokenAnswer(await issueAccessToken({ actor: { kind: "ANONYMOUS", address } }, asked));
  } catch (error) {
    return tokenRefusal(error);
  }
}
