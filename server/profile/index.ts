import { tracedVerbs } from "@/server/shared/trace-verbs";
import * as verbs from "./verbs";

export const {
  erasePeople,
  changeCompanion,
  forgetCompanion,
  forgetPassport,
  readPassport,
  readPassportOfCustomer,
  registerCompanion,
  storePassport,
  writeProfile,
} = tracedVerbs("profile", verbs);
