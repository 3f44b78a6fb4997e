import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { ShownSigningKey } from "@/server/platform/schemas";

const tones = {
  SIGNS: "positive",
  NEXT: "info",
  REPLACED: "neutral",
  FOREIGN: "warning",
  RETIRED: "danger",
} as const;

/** What a signing key does. */
export function SigningKeyState({ state }: Pick<ShownSigningKey, "state">) {
  const t = useTranslations("admin.clients.signingKeys.states");
  return <Badge tone={tones[state]}>{t(state)}</Badge>;
}
