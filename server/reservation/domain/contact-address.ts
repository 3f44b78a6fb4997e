/** One spelling for each mailbox: lower case, without a +tag, and without dots at Gmail. */
export function canonicalEmail(email: string): string {
  const text = email.normalize("NFKC").trim().toLowerCase();
  const at = text.lastIndexOf("@");
  const domain = text.slice(at + 1);
  const local = text.slice(0, at).replace(/\+.*$/, "");
  const gmail = domain === "gmail.com" || domain === "googlemail.com";
  return gmail ? `${local.replaceAll(".", "")}@gmail.com` : `${local}@${domain}`;
}

/** The digits of a phone number. Korean numbers lose their country code: `+82 10…` and `010…` become the same text. */
export function canonicalPhone(phone: string): string {
  const digits = phone.normalize("NFKC").replaceAll(/\D/g, "");
  return digits.replace(/^(?:00)?820?(?=[1-9]\d{7,9}$)/, "0");
}
