export { consentsForBooking, consentsOf, outdatedConsents } from "./consents-view";
export { documentsToAccept, type LegalDocument, legalDocument, legalDocuments } from "./documents-view";
export { memberConsentErrors } from "./give-member-consents";
export { personalDataOf } from "./personal-data-view";
