import { httpStatus } from "./api";
import { failureOf, RETRY_AFTER_SECONDS } from "./failure";

const FIVE_MINUTES = { "Cache-Control": "public, max-age=300" };
/** A page of another origin, such as a partner's documentation, may read it. */
const everybody = { "Access-Control-Allow-Origin": "*" };

/** Answers with a document that everybody may read and keep for five minutes. */
export async function publicDocument(read: () => object | Promise<object>): Promise<Response> {
  try {
    return Response.json(await read(), { headers: { ...FIVE_MINUTES, ...everybody } });
  } catch (error) {
    const { code } = failureOf(error);
    const status = httpStatus[code];
    return Response.json(
      { title: code, status, code },
      {
        status,
        headers: {
          "Content-Type": "application/problem+json",
          "Cache-Control": "no-store",
          ...(status === 503 && { "Retry-After": String(RETRY_AFTER_SECONDS) }),
        },
      },
    );
  }
}
