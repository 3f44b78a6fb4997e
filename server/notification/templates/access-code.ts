import type { Locale } from "@/server/shared/airline";
import type { MessageContent } from "./content";
import * as en from "./en-sections";
import * as ko from "./ko-sections";

type Code = { locator: string; code: string; minutes: number };

/** The e-mail with a one-time code. The code is in the text alone: a subject is shown on locked phones. */
export const accessCodeContent: Record<Locale, (code: Code) => MessageContent> = {
  ko: ({ locator, code, minutes }) => ({
    subject: `[MSA 항공] 예약 관리 인증번호 안내 (예약번호 ${locator})`,
    paragraphs: [
      `예약을 관리하려면 아래 인증번호를 ${minutes}분 안에 입력해 주세요. 인증번호는 한 번만 사용하실 수 있습니다.`,
      "인증번호를 요청하신 적이 없다면 이 메일을 무시하셔도 됩니다. 인증번호를 다른 사람에게 알려 주지 마세요. MSA 항공 직원은 인증번호를 묻지 않습니다.",
    ],
    sections: [ko.booking({ label: "인증번호", value: code }, ko.locatorRow(locator))],
    action: "인증번호 입력하기",
    closing: ko.closing,
  }),
  en: ({ locator, code, minutes }) => ({
    subject: `[MSA Air] Your code to manage booking ${locator}`,
    paragraphs: [
      `To manage your booking, enter the code below within ${minutes} minutes. It works once.`,
      "If you did not ask for a code, you can ignore this e-mail. Do not give the code to anybody: our staff never ask for it.",
    ],
    sections: [en.booking({ label: "Code", value: code }, en.locatorRow(locator))],
    action: "Enter the code",
    closing: en.closing,
  }),
};
