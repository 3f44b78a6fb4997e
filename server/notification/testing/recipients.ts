import { userChanged, userRegistered } from "@/server/identity/events";
import { systemContext } from "@/server/shared/context";
import { recorded } from "@/server/shared/testing/events";
import { untilCaughtUp } from "@/server/shared/testing/projection";
import { catchUpRecipients } from "../catch-up-recipients";

export type Profile = {
  userId: string;
  email: string;
  name: string;
  locale: "ko" | "en";
  /** 1, of a new account, when left out. */
  profileVersion?: number;
};

/** Records the event that makes a profile what it is. */
export function recordProfile({ profileVersion = 1, ...profile }: Profile) {
  const user = { ...profile, role: "CUSTOMER" as const };
  return profileVersion === 1
    ? recorded(userRegistered, user)
    : recorded(userChanged, { ...user, change: "LANGUAGE", profileVersion });
}

/** A member whom this context knows. */
export async function rememberRecipient(profile: Profile): Promise<void> {
  await recordProfile(profile);
  await untilCaughtUp((options) => catchUpRecipients(systemContext("test"), options));
}
