import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { z } from "zod";
import { errorFacts } from "../../server/shared/error-facts";
import { chooseLanguage } from "../payment-gateway/page/copy";
import { sendTypeface } from "@/local/shared/typeface";
import { MAIL_POLICY, PAGE_POLICY } from "./layout";
import type { MailStore } from "./mail-store";
import type { Mail } from "./model";
import { renderList, renderMail, renderMailHtml, renderMissing } from "./render";
import { faultsSchema, type MailServer } from "./smtp";

const MAX_CONTROL_BYTES = 4_096;

type Mailbox = { store: MailStore; smtp: MailServer; smtpUrl: string };
type Call = { url: URL; request: IncomingMessage; response: ServerResponse };

/** The mailbox's page and its JSON API. */
export function createPageServer(mailbox: Mailbox): Server {
  return createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    route(mailbox, { url, request, response }).catch((error) => {
      console.error(errorFacts(error));
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, { error: "internal" });
    });
  });
}

async function route(mailbox: Mailbox, call: Call): Promise<void> {
  const { url, request, response } = call;
  if (url.pathname === "/health") return sendJson(response, 200, { status: "ok" });
  if (!isLocal(request)) return sendJson(response, 403, { error: "the mailbox answers only this machine" });
  if (request.method === "GET" && (await sendTypeface(url.pathname, response))) return;
  const { store } = mailbox;
  switch (`${request.method} ${url.pathname}`) {
    case "GET /api/messages":
      return sendJson(response, 200, store.find(filterOf(url)));
    case "DELETE /api/messages":
      await store.clear();
      return sendJson(response, 200, { cleared: true });
    case "GET /_control":
      return sendJson(response, 200, mailbox.smtp.faults);
    case "POST /_control":
      return control(mailbox, call);
    case "POST /clear":
      await store.clear();
      response.writeHead(303, { location: "/" }).end();
      return;
    case "GET /":
      return list(mailbox, call);
  }
  if (request.method === "GET") return oneMail(store, call);
  sendJson(response, 405, { error: "method not allowed" });
}

function filterOf(url: URL) {
  const get = (name: string) => url.searchParams.get(name) ?? undefined;
  return { to: get("to"), subject: get("subject") };
}

function list({ store, smtpUrl }: Mailbox, { url, request, response }: Call): void {
  const query = url.searchParams.get("q") ?? "";
  const page = Math.max(0, Number.parseInt(url.searchParams.get("page") ?? "0", 10) || 0);
  const view = { mails: store.find({ any: query }), total: store.size, query, page, smtpUrl };
  sendPage(response, 200, renderList(languageOf(request), view), PAGE_POLICY);
}

async function oneMail(store: MailStore, { url, request, response }: Call): Promise<void> {
  const match = /^\/messages\/(\w+)(?:\/(html|attachments\/(\d+)))?$/.exec(url.pathname);
  const mail = store.get(match?.[1] ?? "");
  if (!match || !mail) return sendPage(response, 404, renderMissing(languageOf(request)), PAGE_POLICY);
  if (match[2] === "html") return sendPage(response, 200, renderMailHtml(mail), MAIL_POLICY);
  if (match[3] !== undefined) return attachment(store, mail, Number(match[3]), response);
  sendPage(response, 200, renderMail(languageOf(request), mail), PAGE_POLICY);
}

async function attachment(
  store: MailStore,
  mail: Mail,
  index: number,
  response: ServerResponse,
): Promise<void> {
  const content = await store.attachment(mail.id, index);
  const facts = mail.attachments[index];
  if (!content || !facts) return sendJson(response, 404, { error: "no such attachment" });
  response.writeHead(200, {
    "content-type": /^[\w.+-]+\/[\w.+-]+$/.test(facts.contentType)
      ? facts.contentType
      : "application/octet-stream",
    "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(facts.filename)}`,
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
  });
  response.end(content);
}

async function control({ smtp }: Mailbox, { request, response }: Call): Promise<void> {
  let body = "";
  for await (const chunk of request) {
    body += chunk;
    if (body.length > MAX_CONTROL_BYTES) return sendJson(response, 413, { error: "too large" });
  }
  const parsed = z.preprocess(parseJson, faultsSchema.partial()).safeParse(body);
  if (!parsed.success) return sendJson(response, 400, { error: z.prettifyError(parsed.error) });
  smtp.setFaults(parsed.data);
  sendJson(response, 200, smtp.faults);
}

function parseJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}

/** Neither another name for this address nor another site's page gets at the mails. */
function isLocal(request: IncomingMessage): boolean {
  const host = (request.headers.host ?? "").replace(/:\d+$/, "");
  const isReading = request.method === "GET" || request.method === "HEAD";
  const site = request.headers["sec-fetch-site"];
  const isOwn = site === undefined || site === "same-origin" || site === "none";
  return (host === "127.0.0.1" || host === "localhost") && (isReading || isOwn);
}

function languageOf(request: IncomingMessage) {
  return chooseLanguage(null, request.headers["accept-language"]);
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}

function sendPage(response: ServerResponse, status: number, markup: string, policy: string): void {
  response.writeHead(status, {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": policy,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  });
  response.end(markup);
}
