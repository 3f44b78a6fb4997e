import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import type { Locale } from "@/server/shared/airline";
import { env } from "@/server/shared/env";
import { type MessageKindName, messageKinds } from "./schemas";

/** Whose e-mails of which kind a link switches off. */
type Subscription = { memberId: string; kind: MessageKindName };

const TOKEN = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([A-Z]{3,20})\.([\w-]{43})$/;

const signatureOf = (text: string, secret: string): string =>
  createHmac("sha256", Buffer.from(hkdfSync("sha256", secret, "", "msa-air unsubscribe", 32)))
    .update(text)
    .digest("base64url");

/**
 * The token of an unsubscribe link. It does one thing, for one member and kind, for good: people open old mails. It opens no
 * account and names no address.
 */
export const signSubscription = ({ memberId, kind }: Subscription): string =>
  `${memberId}.${kind}.${signatureOf(`${memberId}.${kind}`, env().DATA_KEY)}`;

/** What a token switches off; null when it was not signed with DATA_KEY or DATA_KEY_FALLBACK. */
export function subscriptionOf(token: string): Subscription | null {
  const [, memberId, named, signature] = TOKEN.exec(token) ?? [];
  const kind = messageKinds.find((each) => each === named);
  if (!memberId || !kind || !signature) return null;
  const { DATA_KEY, DATA_KEY_FALLBACK } = env();
  const isSigned = [DATA_KEY, DATA_KEY_FALLBACK].some(
    (key) =>
      key !== undefined &&
      timingSafeEqual(Buffer.from(signature), Buffer.from(signatureOf(`${memberId}.${kind}`, key))),
  );
  return isSigned ? { memberId, kind } : null;
}

/** `page` asks before it switches off; `oneClick` takes the POST of a mail program. */
export type UnsubscribeLinks = { page: string; oneClick: string; words: string };

const words: Record<Locale, string> = {
  ko: "이런 안내를 이메일로 받지 않기",
  en: "Stop e-mails of this kind",
};

export function unsubscribeLinks(
  { recipientId: memberId, locale }: { recipientId: string; locale: Locale },
  kind: MessageKindName,
): UnsubscribeLinks {
  const token = signSubscription({ memberId, kind });
  const { APP_URL } = env();
  return {
    page: new URL(`/${locale}/unsubscribe?token=${token}`, APP_URL).href,
    oneClick: new URL(`/api/unsubscribe?token=${token}`, APP_URL).href,
    words: words[locale],
  };
}
