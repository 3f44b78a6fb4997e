import { tracedVerbs } from "@/server/shared/trace-verbs";
import * as verbs from "./verbs";

export const {
  eraseAccount,
  askEmailChange,
  askPasswordReset,
  changeLanguage,
  changePassword,
  changeRole,
  confirmEmail,
  endAllSessions,
  endGuestSession,
  endOtherSessions,
  endOwnSession,
  endSession,
  forgetSignIns,
  issueConfirmation,
  issuePasswordReset,
  linkOauthAccount,
  noteSession,
  registerGuest,
  registerUser,
  resetPassword,
  signUp,
  startSession,
  stopEmailChange,
  verifyPassword,
} = tracedVerbs("identity", verbs);
