import { rotateSigningKeys } from "@/server/platform";
import { sweep } from "./sweep";

/** Every hour, although a key signs for 30 days: a key that cannot be opened any more is replaced without an administrator. */
export const rotateSigningKeysSweep = sweep({
  id: "rotate-signing-keys",
  cron: "27 * * * *",
  run: rotateSigningKeys,
});
