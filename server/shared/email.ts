import { z } from "zod";
import { hasUnprintable, readable } from "./canonical";

/** RFC 5321, section 4.5.3.1: a mailbox, and its part before the @. */
const MAX_ADDRESS_LENGTH = 254;
const MAX_LOCAL_LENGTH = 64;

/** RFC 5322 dot-atom. Quoted local parts are not supported; non-ASCII ones would need SMTPUTF8 at the mail server. */
const LOCAL_PART = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
const TYPED_DOMAIN = /^[\p{L}\p{M}\p{N}.\u3002-]+$/u;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])$/;

/**
 * An e-mail address in the form in which it is stored and used, or null when the text is no address. The domain is
 * converted to ASCII (`kim@한국.kr` → `kim@xn--3e0b707e.kr`), which every mail server accepts, so that a mailbox has one
 * spelling. The part before the @ stays as typed.
 */
export function parseEmail(text: string): string | null {
  const typed = readable(text);
  const at = typed.lastIndexOf("@");
  const local = typed.slice(0, at);
  const domain = at > 0 ? asciiDomain(typed.slice(at + 1)) : null;
  if (domain === null || local.length > MAX_LOCAL_LENGTH || !LOCAL_PART.test(local)) return null;
  const address = `${local}@${domain}`;
  return address.length <= MAX_ADDRESS_LENGTH ? address : null;
}

/** IDNA by `URL`, which browsers and Node.js have (WHATWG URL, section 3.3). */
function asciiDomain(text: string): string | null {
  if (!TYPED_DOMAIN.test(text)) return null;
  try {
    const { hostname } = new URL(`http://${text}`);
    return DOMAIN.test(hostname) ? hostname : null;
  } catch {
    return null;
  }
}

/**
 * The form for comparing addresses, or the beginnings of addresses: in small letters. Other text is only made readable;
 * it matches no whole address.
 */
export function comparableEmail(text: string): string {
  const address = parseEmail(text) ?? (hasUnprintable(text) ? "" : readable(text));
  return address.toLowerCase();
}

/** The schema of an address for mail. `invalid` is the message key of the form. */
export const emailAddress = (invalid: "email" | "emailInvalid") =>
  z.string().transform((text, c) => {
    const address = text.length <= MAX_ADDRESS_LENGTH * 2 ? parseEmail(text) : null;
    if (address !== null) return address;
    const message = text.trim() === "" ? "required" : text.length > MAX_ADDRESS_LENGTH ? "tooBig" : invalid;
    c.addIssue({ code: "custom", message });
    return z.NEVER;
  });
