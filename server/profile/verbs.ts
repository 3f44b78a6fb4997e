export { changeCompanion } from "./change-companion";
export { erasePeople } from "./erase-people";
export { forgetCompanion } from "./forget-companion";
export { forgetPassport } from "./forget-passport";
export { readPassport, readPassportOfCustomer } from "./read-passport";
export { registerCompanion } from "./register-companion";
export { storePassport } from "./store-passport";
export { writeProfile } from "./write-profile";
