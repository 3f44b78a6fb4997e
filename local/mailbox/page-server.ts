import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { z } from "zod";
import { answerWith, isLoopback, readBody, sendJson, sendPage } from "@/local/shared/http";
import { chooseLanguage } from "@/local/shared/language";
import { sendTypeface } from "@/local/shared/typeface";
import type { MailStore } from "./mail-store";
import type { Mail } from "./model";
import { MAIL_POLICY, PAGE_POLICY, renderList, renderMail, renderMailHtml, renderMissing } from "./render";
import { faultsSchema, type MailServer } from "./smtp";

type Mailbox = { store: MailStore; smtp: MailServer; smtpUrl: string };
type Call = { url: URL; request: IncomingMessage; response: ServerResponse };

/** The mailbox's page and its JSON API. */
export const createPageServer = (mailbox: Mailbox): Server =>
  createServer(
    answerWith((request, response) => {
      const url = new URL(request.url ?? "/", "http://localhost");
      return route(mailbox, { url, request, response });
    }),
  );

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
  const parsed = z.preprocess(parseJson, faultsSchema.partial()).safeParse(await readBody(request));
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

/** Another name for this address, or another site's page, does not get at the mails. */
function isLocal(request: IncomingMessage): boolean {
  const isReading = request.method === "GET" || request.method === "HEAD";
  const site = request.headers["sec-fetch-site"];
  const isOwn = site === undefined || site === "same-origin" || site === "none";
  return isLoopback(request) && (isReading || isOwn);
}

const languageOf = (request: IncomingMessage) => chooseLanguage(null, request.headers["accept-language"]);
