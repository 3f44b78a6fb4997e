import { z } from "zod";
import { hasUnprintable, readable } from "./canonical";

/** RFC 5321, section 4.5.3.1: a mailbox, and its part before the @. */
const MAX_ADDRESS_LENGTH = 254;
const MAX_LOCAL_LENGTH = 64;

/** RFC 5322 dot-atom. Quoted local parts are written by nobody, and non-ASCII ones need a mail server's SMTPUTF8. */
const LOCAL_PART = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
const TYPED_DOMAIN = /^[\p{L}\p{M}\p{N}.\u3002-]+$/u;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])$/;

/**
 * An e-mail address as it is stored and written to, or null when it cannot be one. The domain is kept as the name
 * server knows it (`kim@한국.kr` → `kim@xn--3e0b707e.kr`): every mail server takes it, and one mailbox has one
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

/** IDNA by way of `URL`, which browsers and Node.js both have (WHATWG URL, section 3.3). */
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
 * An address, or the beginning of one, as addresses are compared: in small letters. Text that is no address is
 * kept readable, and matches nothing or only what begins like it.
 */
export function comparableEmail(text: string): string {
  const address = parseEmail(text) ?? (hasUnprintable(text) ? "" : readable(text));
  return address.toLowerCase();
}

/** An address that mail goes to. `invalid` is the form's own message key. */
export const emailAddress = (invalid: "email" | "emailInvalid") =>
  z.string().transform((text, c) => {
    const address = text.length <= MAX_ADDRESS_LENGTH * 2 ? parseEmail(text) : null;
    if (address !== null) return address;
    const message = text.trim() === "" ? "required" : text.length > MAX_ADDRESS_LENGTH ? "tooBig" : invalid;
    c.addIssue({ code: "custom", message });
    return z.NEVER;
  });
