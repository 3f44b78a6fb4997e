export type Attachment = { filename: string; contentType: string; size: number };

/** A received mail. `to` is whom the envelope was addressed to, so blind copies are in it. */
export type Mail = {
  id: string;
  receivedAt: string;
  to: string[];
  from: string;
  subject: string;
  /** When the sender says it was written (ISO 8601). */
  date: string | null;
  messageId: string | null;
  text: string;
  html: string | null;
  /** By lower-case name, unfolded, as sent; repeated ones are joined with a comma. */
  headers: Record<string, string>;
  attachments: Attachment[];
};

/** As kept on the disk: one file for each mail. */
export type StoredMail = Mail & { contents: string[] };

export type MailFilter = {
  /** A whole address, or a part of one if there is no @ in it. */
  to?: string | undefined;
  /** A part of the subject. */
  subject?: string | undefined;
  /** A part of a recipient or of the subject. */
  any?: string | undefined;
};
