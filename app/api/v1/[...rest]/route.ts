import { answer } from "@/app/_lib/http/api";
import { AppError } from "@/server/shared/errors";

/** What is no address of the API is answered as a problem, not as a page. */
const notFound = (request: Request): Promise<Response> =>
  answer(request, async () => {
    throw new AppError("NOT_FOUND");
  });
export const GET = notFound;
export const POST = notFound;
export const PUT = notFound;
export const PATCH = notFound;
export const DELETE = notFound;
