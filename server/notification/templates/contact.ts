import type { NotifiableData } from "@/server/notification/events";
import type { ContactKey, Templates } from "./content";
import * as en from "./en-sections";
import * as ko from "./ko-sections";

type ContactTemplates = Pick<Templates, ContactKey>;

const by = {
  ko: {
    CUSTOMER: "요청하신 대로 예약의 연락처를 변경하였습니다.",
    TRAVELLER: "이메일 인증을 거쳐 예약의 연락처가 변경되었습니다.",
    STAFF: "고객님의 요청에 따라 예약의 연락처를 변경하였습니다.",
  },
  en: {
    CUSTOMER: "We have changed the contact of your booking as you asked.",
    TRAVELLER: "The contact of your booking was changed after an e-mail verification.",
    STAFF: "Our staff have changed the contact of your booking at your request.",
  },
} satisfies Record<string, Record<NotifiableData["contactChanged"]["by"], string>>;

export const koContact: ContactTemplates = {
  contactChanged: (r) => ({
    subject: `[MSA 항공] 연락처가 변경되었습니다 (예약번호 ${r.locator})`,
    paragraphs: [
      by.ko[r.by],
      "앞으로 이 예약에 관한 안내는 아래 연락처로 보내 드립니다. 변경을 요청하신 적이 없다면 고객센터로 알려 주세요.",
    ],
    sections: [
      ko.booking(
        ko.locatorRow(r.locator),
        { label: "이메일", value: r.contactEmail },
        { label: "휴대전화", value: r.maskedPhone ?? "등록하지 않음" },
      ),
      ...ko.itinerary(r),
    ],
    action: "예약 확인하기",
    closing: ko.closing,
  }),
  contactReplaced: (r) => ({
    subject: `[MSA 항공] 이 이메일은 더 이상 예약 연락처가 아닙니다 (예약번호 ${r.locator})`,
    paragraphs: [
      "예약의 연락처 이메일이 다른 주소로 변경되었습니다. 앞으로 이 예약에 관한 안내는 이 주소로 보내 드리지 않습니다.",
      "변경을 요청하신 적이 없다면 곧바로 고객센터로 알려 주세요.",
    ],
    sections: [ko.booking(ko.locatorRow(r.locator), { label: "새 이메일", value: r.maskedNewEmail })],
    action: "예약 조회하기",
    closing: ko.closing,
  }),
};

export const enContact: ContactTemplates = {
  contactChanged: (r) => ({
    subject: `[MSA Air] The contact of booking ${r.locator} has changed`,
    paragraphs: [
      by.en[r.by],
      "From now on we send messages about this booking to the contact below. If you did not ask for this change, please tell us.",
    ],
    sections: [
      en.booking(
        en.locatorRow(r.locator),
        { label: "E-mail", value: r.contactEmail },
        { label: "Phone", value: r.maskedPhone ?? "None" },
      ),
      ...en.itinerary(r),
    ],
    action: "View your booking",
    closing: en.closing,
  }),
  contactReplaced: (r) => ({
    subject: `[MSA Air] This address is no longer the contact of booking ${r.locator}`,
    paragraphs: [
      "The contact e-mail address of the booking has been changed to another one. We no longer send messages about this booking to this address.",
      "If you did not ask for this change, please tell us at once.",
    ],
    sections: [en.booking(en.locatorRow(r.locator), { label: "New e-mail", value: r.maskedNewEmail })],
    action: "Find the booking",
    closing: en.closing,
  }),
};
