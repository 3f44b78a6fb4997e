export { accountByEmail, accountsByIds } from "./accounts-view";
export {
  countCustomers,
  customerIdsMatching,
  customersByIds,
  getCustomer,
  listCustomers,
} from "./customers-view";
export { guestOfSession } from "./guests/guests-view";
export { hasOwnPassword } from "./own-password-view";
export { personalDataOf } from "./personal-data-view";
export { accountSecurity, confirmationOf, isResetOpen, stoppableChange } from "./security-view";
export { listOwnSessions, whySessionEnded } from "./sessions/sessions-view";
export { listStaff, staffByIds } from "./staff-view";
export { confirmedAddressOf, membersByEmail, userById, userOfSession } from "./user-view";
