import { createHash } from "node:crypto";
import { canonicalEmail, canonicalPhone } from "@/server/reservation/domain/contact-address";

/** The keys under which a contact is found again. They are hashes, so that no index holds an address. */
export const contactKeys = (contact: { email: string; phone?: string | null }) => ({
  emailKey: keyOf(canonicalEmail(contact.email)),
  phoneKey: contact.phone ? keyOf(canonicalPhone(contact.phone)) : null,
});

const keyOf = (text: string) => createHash("sha256").update(text).digest("base64url").slice(0, 22);
