import { deliverAccessCode } from "@/server/notification";
import { issueAccessCode } from "@/server/reservation";
import { CODE_MINUTES, type IssueAccessCodeInput } from "@/server/reservation/schemas";
import { type RequestContext, systemContext } from "@/server/shared/context";

export type SentAccessCode = { codeId: string; locator: string };

/**
 * Issues a one-time code for a trip and sends it to the trip's contact. When the mail server does not accept it, the
 * person is told so and asks again: that code is lost, and a new one ends it.
 *
 * @returns the id of the code, and the locator of the trip.
 * @throws AppError NOT_FOUND, RATE_LIMITED, INVALID_INPUT; UNAVAILABLE when the e-mail was not accepted.
 */
export async function sendAccessCode(
  ctx: RequestContext,
  input: IssueAccessCodeInput,
): Promise<SentAccessCode> {
  const issued = await issueAccessCode(ctx, input);
  await deliverAccessCode(systemContext("access-code"), { ...issued, minutes: CODE_MINUTES });
  return { codeId: issued.codeId, locator: issued.locator };
}
