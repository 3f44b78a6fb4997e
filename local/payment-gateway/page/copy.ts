import type { CardName } from "@/local/payment-gateway/cards";
import type { DeclineCode } from "@/local/payment-gateway/model";
import type { Language } from "@/local/shared/language";
import type { Field } from "./card-form";

const ko = {
  payment: "결제",
  errorTitle: "오류",
  testBadge: "테스트 결제",
  testNotice: "연습용 결제창입니다. 돈은 오가지 않습니다. 실제 카드 정보는 입력하지 마세요.",
  summary: "주문 내역",
  total: "총 결제 금액",
  cardForm: "카드 정보",
  number: "카드 번호",
  expiry: "유효기간",
  expiryHint: "월/연도 (MM/YY)",
  cvc: "보안코드 (CVC)",
  cvcHint: "카드 뒷면 세 자리",
  name: "카드 소유자 이름",
  pay: (amount: string) => `${amount} 결제하기`,
  cancel: "결제하지 않고 돌아가기",
  notPaid: "결제되지 않았습니다. 청구된 금액은 없습니다.",
  checkFields: "표시된 항목을 확인해 주세요.",
  testCards: "테스트 카드",
  testCardsHint: "유효기간은 미래의 아무 달, 보안코드는 아무 세 자리면 됩니다.",
  fill: "이 카드 채우기",
  notices: {
    complete: ["결제가 완료되었습니다", "한 번만 청구되었습니다. 이 창을 닫거나 예약으로 돌아가세요."],
    pending: [
      "카드사 승인을 기다리고 있습니다",
      "주문은 접수되었고, 승인이 나면 알려 드립니다. 다시 결제하지 않으셔도 됩니다.",
    ],
    processing: ["카드사 승인을 기다리고 있습니다", "화면이 자동으로 갱신됩니다. 다시 결제하지 마세요."],
    expired: ["결제 시간이 지났습니다", "청구된 금액은 없습니다. 항공편을 다시 선택해 주세요."],
    missing: ["결제 정보를 찾을 수 없습니다", "주소가 올바른지 확인하거나 예약 화면에서 다시 시작해 주세요."],
  },
  back: "MSA Air로 돌아가기",
  home: "MSA Air 연습용 결제 서비스",
  homeText: "항공사 사이트가 결제를 요청하면 이곳에서 결제창이 열립니다.",
  cards: {
    success: "승인됩니다.",
    declined: "거절됩니다. 같은 창에서 다른 카드로 다시 결제할 수 있습니다.",
    insufficient: "잔액이 부족해 거절됩니다.",
    slow: "주문은 바로 접수되고, 몇 초 뒤에 승인됩니다.",
    "slow-fail": "주문은 바로 접수되지만, 몇 초 뒤에 거절됩니다.",
    "reply-lost": "승인되지만 연결이 끊겨 결과를 듣지 못합니다.",
    late: "결제 시한이 지난 뒤에야 승인됩니다.",
    "refund-later": "승인됩니다. 환불은 몇 초 뒤에 완료됩니다.",
    "refund-returns": "승인됩니다. 환불은 완료된 뒤 은행에서 되돌아옵니다.",
  } satisfies Record<CardName, string>,
  errors: {
    number: "테스트 카드 번호만 쓸 수 있습니다. 목록에서 골라 주세요.",
    expiry: "유효기간을 MM/YY 형식으로, 지나지 않은 달로 입력해 주세요.",
    cvc: "보안코드 숫자 세 자리를 입력해 주세요.",
    name: "카드에 적힌 이름을 입력해 주세요.",
  } satisfies Record<Field, string>,
  declines: {
    generic_decline: "카드사에서 결제를 거절했습니다. 다른 카드로 다시 시도해 주세요.",
    insufficient_funds: "카드 잔액이 부족합니다. 다른 카드로 다시 시도해 주세요.",
  } satisfies Record<DeclineCode, string>,
};

export type Copy = typeof ko;

const en: Copy = {
  payment: "Payment",
  errorTitle: "Error",
  testBadge: "Test payment",
  testNotice: "This is a practice checkout. No money moves. Do not enter a real card.",
  summary: "Order summary",
  total: "Total due",
  cardForm: "Card details",
  number: "Card number",
  expiry: "Expiry date",
  expiryHint: "Month/year (MM/YY)",
  cvc: "Security code (CVC)",
  cvcHint: "3 digits on the back",
  name: "Name on card",
  pay: (amount) => `Pay ${amount}`,
  cancel: "Go back without paying",
  notPaid: "The payment did not go through. You have not been charged.",
  checkFields: "Please check the marked fields.",
  testCards: "Test cards",
  testCardsHint: "Any future expiry date and any three-digit code will do.",
  fill: "Use this card",
  notices: {
    complete: [
      "Payment complete",
      "You have been charged once. Close this window or go back to your booking.",
    ],
    pending: [
      "Waiting for the card issuer’s approval",
      "Your order has been taken and we will tell you once it is approved. There is no need to pay again.",
    ],
    processing: [
      "Waiting for the card issuer’s approval",
      "This page refreshes by itself. There is no need to pay again.",
    ],
    expired: ["The time to pay has passed", "You have not been charged. Please choose your flight again."],
    missing: ["We cannot find this payment", "Check the address, or start again from your booking."],
  },
  back: "Back to MSA Air",
  home: "MSA Air practice payment service",
  homeText: "When the airline’s site asks for a payment, its checkout opens here.",
  cards: {
    success: "Approved.",
    declined: "Declined. You can pay with another card on the same page.",
    insufficient: "Declined for insufficient funds.",
    slow: "The order is taken at once and approved some seconds later.",
    "slow-fail": "The order is taken at once and declined some seconds later.",
    "reply-lost": "Approved, but the connection breaks before you are told.",
    late: "Approved only after the time to pay has passed.",
    "refund-later": "Approved. A refund to it takes some seconds.",
    "refund-returns": "Approved. A refund to it goes through, and the bank then sends it back.",
  },
  errors: {
    number: "Only test cards are accepted. Choose one from the list.",
    expiry: "Enter the expiry date as MM/YY; it must not have passed.",
    cvc: "Enter the three digits of the security code.",
    name: "Enter the name on the card.",
  },
  declines: {
    generic_decline: "The card issuer declined the payment. Please try another card.",
    insufficient_funds: "The card has insufficient funds. Please try another card.",
  },
};

export const COPY: Record<Language, Copy> = { ko, en };
