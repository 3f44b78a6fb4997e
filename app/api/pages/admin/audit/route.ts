import { handle } from "@/app/_lib/http/api";
import { auditFile } from "@/app/_lib/lists/audit-list";
import { fileRequest } from "@/app/_lib/lists/file-request";

/** The audit rows that match the filter as CSV, in the order of the list. */
export const GET = (request: Request): Promise<Response> =>
  handle(request, async (ctx) => {
    const { raw, today } = await fileRequest(request);
    return auditFile(ctx, raw, today);
  });
