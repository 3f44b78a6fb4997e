import { serve } from "inngest/next";
import { after, type NextRequest } from "next/server";
import { afterCommitSettled } from "@/inngest/after-commit";
import { inngest } from "@/inngest/client";
import { functions } from "@/inngest/functions";

export const runtime = "nodejs";
export const maxDuration = 60;

const handler = serve({ client: inngest, functions, enableUnauthedSync: false });

export const { GET, PUT } = handler;

/** The engine runs a function. What it recorded is followed up before a serverless process may freeze. */
export function POST(request: NextRequest, context: unknown): Promise<Response> {
  after(afterCommitSettled);
  return handler.POST(request, context);
}
