/**
 * An e-mail address without what mailboxes ignore: case, a +tag, and at Gmail dots. Two spellings of one
 * mailbox are the same text.
 */
export function canonicalEmail(email: string): string {
  const text = email.normalize("NFKC").trim().toLowerCase();
  const at = text.lastIndexOf("@");
  const domain = text.slice(at + 1);
  const local = text.slice(0, at).replace(/\+.*$/, "");
  const gmail = domain === "gmail.com" || domain === "googlemail.com";
  return gmail ? `${local.replaceAll(".", "")}@gmail.com` : `${local}@${domain}`;
}

/** A phone number as digits. A Korean one reads the same with its country code and without. */
export function canonicalPhone(phone: string): string {
  const digits = phone.normalize("NFKC").replaceAll(/\D/g, "");
  return digits.replace(/^(?:00)?820?(?=[1-9]\d{7,9}$)/, "0");
}
