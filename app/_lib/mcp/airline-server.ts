import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import {
  CallToolRequestSchema,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
} from "@modelcontextprotocol/sdk/types.js";
import { failureOf } from "@/app/_lib/http/failure";
import { waitingRoomPath } from "@/app/_lib/http/problem";
import { problemTitles } from "@/app/_lib/http/problem-titles";
import type { Caller } from "@/app/_lib/rest/caller";
import { isTool, listTools, runTool } from "./tools";

const INSTRUCTIONS = [
  "Search flights of MSA Air, hold seats and look at trips, in the name of one account.",
  "Amounts are whole Korean won. Dates are local dates of the airport.",
  "A hold lasts until its paymentDeadline; its customer pays on the site. A quote changes nothing; its customer confirms it on the site.",
].join(" ");

/**
 * The airline as an MCP server for one request of one client. It keeps nothing between requests, so that any process can
 * answer the next one.
 */
export function airlineServer(caller: Caller): Server {
  const server = new Server(
    { name: "msa-air", title: "MSA Air", version: "1.0.0" },
    { capabilities: { tools: {} }, instructions: INSTRUCTIONS },
  );
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: listTools() }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params: { name, arguments: given = {} } }) => {
    if (!isTool(name)) throw new McpError(ErrorCode.InvalidParams, `There is no tool ${name}`);
    try {
      return resultOf(await runTool(caller, name, given));
    } catch (error) {
      return refusalOf(error);
    }
  });
  return server;
}

function resultOf(data: unknown) {
  const text = JSON.stringify(data);
  const content = JSON.parse(text) as unknown;
  return {
    content: [{ type: "text" as const, text }],
    structuredContent: (Array.isArray(content) ? { items: content } : content) as Record<string, unknown>,
  };
}

/** A refusal is a result that the assistant reads, so that it can ask its person or try something else. */
function refusalOf(error: unknown) {
  const { code, fieldErrors, correlationId, saleEventId } = failureOf(error);
  const waitingRoom = saleEventId && waitingRoomPath(saleEventId);
  const problem = { code, title: problemTitles[code].en, fieldErrors, correlationId, waitingRoom };
  return { isError: true, content: [{ type: "text" as const, text: JSON.stringify(problem) }] };
}
