import { serve } from "inngest/next";
import { after, type NextRequest } from "next/server";
import { inngest } from "@/inngest/client";
import { functions } from "@/inngest/functions";
import { relaySettled } from "@/inngest/relay-outbox";

export const runtime = "nodejs";
export const maxDuration = 60;

const handler = serve({ client: inngest, functions, enableUnauthedSync: false });

export const { GET, PUT } = handler;

/** The engine runs a function. What it recorded is relayed before a serverless process may freeze. */
export function POST(request: NextRequest, context: unknown): Promise<Response> {
  after(relaySettled);
  return handler.POST(request, context);
}
