import type { Locale } from "@/server/shared/airline";
import type { MessageContent } from "./content";
import { closing as closingEn } from "./en-sections";
import { closing as closingKo } from "./ko-sections";

/** The e-mails about an account: about its address, its password, and who tried to change them. */
export const accountMailKinds = [
  ...(["CONFIRM_EMAIL", "RESET_PASSWORD", "CHANGE_EMAIL", "STOP_EMAIL_CHANGE"] as const),
  ...([
    "ADDRESS_TAKEN",
    "SIGN_IN_BY_PROVIDER",
    "PASSWORD_CHANGED",
    "EMAIL_CHANGED",
    "ACCOUNT_ERASED",
  ] as const),
] as const;
type Kind = (typeof accountMailKinds)[number];

type Facts = { maskedEmail?: string | undefined; providers: readonly string[] };
type Words = Pick<MessageContent, "subject" | "paragraphs" | "action">;

const providersKo: Record<string, string> = { kakao: "카카오", naver: "네이버", google: "Google" };
const providersEn: Record<string, string> = { kakao: "Kakao", naver: "Naver", google: "Google" };
const named = (names: Record<string, string>, { providers }: Facts, or: string) =>
  providers.map((provider) => names[provider] ?? provider).join(or);

const ko: Record<Kind, (facts: Facts) => Words> = {
  CONFIRM_EMAIL: () => ({
    subject: "[MSA 항공] 이메일 주소를 확인해 주세요",
    paragraphs: [
      "MSA 항공에 가입해 주셔서 감사합니다. 24시간 안에 아래 버튼을 눌러 이메일 주소를 확인해 주세요.",
      "가입하신 적이 없다면 이 메일을 무시하셔도 됩니다.",
    ],
    action: "이메일 주소 확인하기",
  }),
  RESET_PASSWORD: () => ({
    subject: "[MSA 항공] 비밀번호 재설정 안내",
    paragraphs: [
      "15분 안에 아래 버튼을 눌러 새 비밀번호를 정해 주세요. 링크는 한 번만 사용하실 수 있습니다.",
      "요청하신 적이 없다면 이 메일을 무시하셔도 됩니다. 비밀번호는 바뀌지 않습니다. 이 메일을 다른 사람에게 전달하지 마세요.",
    ],
    action: "새 비밀번호 정하기",
  }),
  CHANGE_EMAIL: () => ({
    subject: "[MSA 항공] 새 이메일 주소를 확인해 주세요",
    paragraphs: [
      "MSA 항공 회원의 이메일을 이 주소로 바꾸려는 요청이 있었습니다. 24시간 안에 아래 버튼을 누르시면 변경됩니다.",
      "요청하신 적이 없다면 이 메일을 무시하셔도 됩니다. 이 주소로 변경되지 않습니다.",
    ],
    action: "새 이메일 주소 확인하기",
  }),
  STOP_EMAIL_CHANGE: ({ maskedEmail }) => ({
    subject: "[MSA 항공] 이메일 변경 요청이 있었습니다",
    paragraphs: [
      `회원님 계정의 이메일을 ${maskedEmail}(으)로 바꾸려는 요청이 있었습니다. 새 주소에서 확인하면 변경됩니다.`,
      "본인이 요청하신 것이라면 아무것도 하지 않으셔도 됩니다. 요청하신 적이 없다면 72시간 안에 아래 버튼을 눌러 변경을 막고 새 비밀번호를 정해 주세요. 이미 변경된 뒤에도 되돌릴 수 있습니다.",
    ],
    action: "이메일 변경 막기",
  }),
  ADDRESS_TAKEN: () => ({
    subject: "[MSA 항공] 이미 가입된 이메일입니다",
    paragraphs: [
      "이 이메일 주소로 회원가입 또는 이메일 변경을 하려는 요청이 있었습니다. 이 주소로 가입한 계정이 이미 있어 새로 등록되지 않았습니다.",
      "본인이 요청하셨다면 기존 계정으로 로그인해 주세요. 비밀번호가 기억나지 않으면 로그인 화면에서 비밀번호를 재설정하실 수 있습니다. 요청하신 적이 없다면 이 메일을 무시하셔도 됩니다.",
    ],
    action: "로그인하기",
  }),
  SIGN_IN_BY_PROVIDER: (facts) => ({
    subject: "[MSA 항공] 로그인 방법 안내",
    paragraphs: [
      `비밀번호 재설정을 요청하셨지만, 이 계정에는 비밀번호가 없습니다. ${named(providersKo, facts, " 또는 ")} 계정으로 로그인해 주세요.`,
      "요청하신 적이 없다면 이 메일을 무시하셔도 됩니다.",
    ],
    action: "로그인하기",
  }),
  PASSWORD_CHANGED: () => ({
    subject: "[MSA 항공] 비밀번호가 변경되었습니다",
    paragraphs: [
      "회원님 계정의 비밀번호가 변경되었습니다. 다른 기기에서는 모두 로그아웃되었습니다.",
      "본인이 변경하지 않으셨다면 아래 버튼을 눌러 지금 비밀번호를 다시 정해 주세요.",
    ],
    action: "비밀번호 재설정하기",
  }),
  EMAIL_CHANGED: ({ maskedEmail }) => ({
    subject: "[MSA 항공] 이메일 주소가 변경되었습니다",
    paragraphs: [
      `회원님 계정의 이메일 주소가 변경되었습니다. 다른 한쪽 주소는 ${maskedEmail}입니다. 앞으로 로그인과 회원 안내에는 새 주소를 사용합니다. 이미 하신 예약의 연락처는 그대로입니다.`,
      "본인이 변경하지 않으셨다면 기존 주소로 먼저 보내 드린 메일의 버튼을 눌러 되돌려 주세요.",
    ],
    action: "계정 보안 확인하기",
  }),
  ACCOUNT_ERASED: () => ({
    subject: "[MSA 항공] 회원 탈퇴가 완료되었습니다",
    paragraphs: [
      "요청하신 대로 회원 계정과 개인정보를 삭제했습니다. 남아 있던 마일리지는 더 이상 사용하실 수 없습니다.",
      "법령에 따라 보관해야 하는 거래 기록은 누구의 것인지 알 수 없게 바꾸어 정해진 기간 동안만 보관합니다. 그동안 MSA 항공을 이용해 주셔서 감사합니다.",
    ],
    action: "개인정보 처리방침 보기",
  }),
};

const en: Record<Kind, (facts: Facts) => Words> = {
  CONFIRM_EMAIL: () => ({
    subject: "[MSA Air] Please confirm your email address",
    paragraphs: [
      "Thank you for joining MSA Air. Press the button below within 24 hours to confirm your email address.",
      "If you did not create an account, you can ignore this e-mail.",
    ],
    action: "Confirm my email",
  }),
  RESET_PASSWORD: () => ({
    subject: "[MSA Air] Choose a new password",
    paragraphs: [
      "Press the button below within 15 minutes to choose a new password. The link works once.",
      "If you did not ask for this, you can ignore this e-mail: your password stays. Do not forward it to anybody.",
    ],
    action: "Choose a new password",
  }),
  CHANGE_EMAIL: () => ({
    subject: "[MSA Air] Please confirm your new email address",
    paragraphs: [
      "Somebody asked to use this address for an MSA Air account. Press the button below within 24 hours to make the change.",
      "If this was not you, you can ignore this e-mail: nothing will change.",
    ],
    action: "Confirm the new email",
  }),
  STOP_EMAIL_CHANGE: ({ maskedEmail }) => ({
    subject: "[MSA Air] A change of your email was requested",
    paragraphs: [
      `Somebody asked to change the email of your account to ${maskedEmail}. It changes once the new address is confirmed.`,
      "If this was you, there is nothing to do. If not, press the button below within 72 hours to stop the change and choose a new password. It also works after the change.",
    ],
    action: "Stop the change",
  }),
  ADDRESS_TAKEN: () => ({
    subject: "[MSA Air] You already have an account",
    paragraphs: [
      "Somebody asked to create an account with this address, or to move one to it. It already has an account, so nothing was created or changed.",
      "If this was you, please sign in to your account. If you forgot the password, you can choose a new one from the sign-in page. If this was not you, you can ignore this e-mail.",
    ],
    action: "Sign in",
  }),
  SIGN_IN_BY_PROVIDER: (facts) => ({
    subject: "[MSA Air] How to sign in",
    paragraphs: [
      `You asked for a new password, but this account has none. Please sign in with ${named(providersEn, facts, " or ")}.`,
      "If you did not ask for this, you can ignore this e-mail.",
    ],
    action: "Sign in",
  }),
  PASSWORD_CHANGED: () => ({
    subject: "[MSA Air] Your password was changed",
    paragraphs: [
      "The password of your account was changed. All other devices are signed out.",
      "If this was not you, press the button below to choose a new password now.",
    ],
    action: "Choose a new password",
  }),
  EMAIL_CHANGED: ({ maskedEmail }) => ({
    subject: "[MSA Air] Your email address was changed",
    paragraphs: [
      `The email address of your account was changed. The other address is ${maskedEmail}. Sign in with the new one from now on; messages about your account go there. The contacts of bookings that you have made stay as they are.`,
      "If this was not you, press the button in the e-mail that the old address got earlier to undo it.",
    ],
    action: "See account security",
  }),
  ACCOUNT_ERASED: () => ({
    subject: "[MSA Air] Your account is deleted",
    paragraphs: [
      "As you asked, we have deleted your account and your personal data. Miles that were left can no longer be used.",
      "Records of sales that the law makes us keep no longer say whose they are, and are kept only for the time that the law sets. Thank you for having flown with MSA Air.",
    ],
    action: "Read the privacy policy",
  }),
};

/** The words of an e-mail about an account. It names nobody, because whoever typed the address may have typed the name. */
export function accountMailContent(kind: Kind, locale: Locale, facts: Facts): MessageContent {
  const words = locale === "ko" ? ko[kind](facts) : en[kind](facts);
  return { ...words, sections: [], closing: locale === "ko" ? closingKo : closingEn };
}
