import { type ParsedMail, simpleParser } from "mailparser";
import type { StoredMail } from "./model";

/** Reads a mail as it came over SMTP. Pictures inside the mail become data: addresses in its HTML. */
export async function parseMail(
  raw: Buffer,
  envelope: { id: string; from: string; to: string[]; receivedAt: Date },
): Promise<StoredMail> {
  const parsed = await simpleParser(raw);
  return {
    id: envelope.id,
    receivedAt: envelope.receivedAt.toISOString(),
    to: envelope.to,
    from: parsed.from?.text ?? envelope.from,
    subject: parsed.subject ?? "",
    date: parsed.date?.toISOString() ?? null,
    messageId: parsed.messageId ?? null,
    text: parsed.text ?? "",
    html: parsed.html || null,
    headers: headersOf(parsed),
    attachments: parsed.attachments.map((attachment, index) => ({
      filename: attachment.filename ?? `attachment-${index + 1}`,
      contentType: attachment.contentType,
      size: attachment.size,
    })),
    contents: parsed.attachments.map((attachment) => attachment.content.toString("base64")),
  };
}

function headersOf(parsed: ParsedMail): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const { key, line } of parsed.headerLines) {
    const value = line
      .slice(line.indexOf(":") + 1)
      .replace(/\r?\n[ \t]+/g, " ")
      .trim();
    headers[key] = key in headers ? `${headers[key]}, ${value}` : value;
  }
  return headers;
}
