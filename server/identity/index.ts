import { tracedVerbs } from "@/server/shared/trace-verbs";
import * as verbs from "./verbs";

export const {
  changeLanguage,
  changeRole,
  endAllSessions,
  endSession,
  forgetSignIns,
  linkOauthAccount,
  registerUser,
  startSession,
  verifyPassword,
} = tracedVerbs("identity", verbs);
