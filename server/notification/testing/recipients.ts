import { userChanged, userRegistered } from "@/server/identity/events";
import { catchUpRecipients } from "@/server/notification/catch-up-recipients";
import type { Locale } from "@/server/shared/airline";
import { systemContext } from "@/server/shared/context";
import { recorded } from "@/server/shared/testing/events";
import { untilCaughtUp } from "@/server/shared/testing/projection";

export type Profile = {
  userId: string;
  email: string;
  name: string;
  locale: Locale;
  /** Default: 1, that of a new account. */
  profileVersion?: number;
};

/** Records the identity event of a profile. */
export function recordProfile({ profileVersion = 1, ...profile }: Profile) {
  const user = { ...profile, role: "CUSTOMER" as const };
  return profileVersion === 1
    ? recorded(userRegistered, user)
    : recorded(userChanged, { ...user, change: "LANGUAGE", profileVersion });
}

/** Records a profile and updates this context's copy of it. */
export async function rememberRecipient(profile: Profile): Promise<void> {
  await recordProfile(profile);
  await untilCaughtUp((options) => catchUpRecipients(systemContext("test"), options));
}
