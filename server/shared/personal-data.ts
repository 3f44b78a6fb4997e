import { type Actor, requirePermission } from "./context";
import { AppError } from "./errors";
import { formatPhone } from "./phone";

/**
 * How personal data is shown to a person of the airline's staff: in full to those who may read it, otherwise masked. Every
 * view for staff masks by these functions; no page does.
 */
export type PersonalData = {
  isFull: boolean;
  email: (address: string) => string;
  phone: (stored: string) => string;
  /** An ISO date. */
  birthDate: (date: string) => string;
  /** Two letters of ISO 3166-1. */
  nationality: (code: string) => string;
};

const full: PersonalData = {
  isFull: true,
  email: (address) => address,
  phone: (stored) => stored,
  birthDate: (date) => date,
  nationality: (code) => code,
};

const masked: PersonalData = {
  isFull: false,
  email: maskEmail,
  phone: maskPhone,
  birthDate: maskBirthDate,
  nationality: () => "**",
};

/** The form in which personal data is shown to `actor`, who must be staff already. */
export function personalDataFor(actor: Actor): PersonalData {
  try {
    requirePermission(actor, "personal-data.read");
    return full;
  } catch (error) {
    if (error instanceof AppError && error.code === "FORBIDDEN") return masked;
    throw error;
  }
}

/** `mi***@example.com`: at most the first two letters, and never all of them. */
function maskEmail(address: string): string {
  const at = address.lastIndexOf("@");
  if (at < 1) return "***";
  return `${address.slice(0, Math.min(2, at - 1))}***${address.slice(at)}`;
}

/** `***-****-5678`: the last four digits. */
function maskPhone(stored: string): string {
  const digits = formatPhone(stored).replaceAll(/\D/g, "");
  return digits.length < 8 ? "***" : `***-****-${digits.slice(-4)}`;
}

/** The year alone. */
function maskBirthDate(date: string): string {
  return date.slice(0, 4);
}

// For texts to customers and for the audit log, where nobody sees more than the mask.
export { maskEmail, maskPhone };
/** Personal data of any other kind: at most the first two characters, and never all of them. */
export const maskText = (text: string): string => `${text.slice(0, Math.min(2, text.length - 1))}***`;
