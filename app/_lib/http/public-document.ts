import { failureOf } from "./failure";
import { problem } from "./problem";

const FIVE_MINUTES = { "Cache-Control": "public, max-age=300" };
/** A page of another origin, such as a partner's documentation, may read it. */
const everybody = { "Access-Control-Allow-Origin": "*" };

/** Answers with a document that everybody may read and keep for five minutes; when it cannot be read, with a problem. */
export async function publicDocument(
  request: Request,
  read: () => object | Promise<object>,
): Promise<Response> {
  try {
    return Response.json(await read(), { headers: { ...FIVE_MINUTES, ...everybody } });
  } catch (error) {
    return problem(failureOf(error), request);
  }
}
