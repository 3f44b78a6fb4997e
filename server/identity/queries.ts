export { accountByEmail, accountsByIds } from "./accounts-view";
export {
  countCustomers,
  customerIdsMatching,
  customersByIds,
  getCustomer,
  listCustomers,
} from "./customers-view";
export { listStaff, staffByIds } from "./staff-view";
export { membersByEmail, userById, userOfSession } from "./user-view";
