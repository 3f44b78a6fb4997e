export { giveBookingConsents } from "./give-booking-consents";
export { giveConsent } from "./give-consent";
export { giveMemberConsents } from "./give-member-consents";
export { withdrawConsent } from "./withdraw-consent";
