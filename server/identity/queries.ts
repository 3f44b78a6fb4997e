export { customerIdsMatching, customersByIds, getCustomer, listCustomers } from "./customers-view";
export { listStaff, staffByIds } from "./staff-view";
export { membersByEmail, userOfSession } from "./user-view";
