import { formatInstant } from "@/i18n/format";
import { KOREA_ZONE } from "@/server/shared/time";
import { cancelledFlight } from "./cancelled-flight";
import type { ContactKey, Templates } from "./content";
import { koChanges } from "./ko-changes";
import { koMiles } from "./ko-miles";
import { koOrders } from "./ko-orders";
import {
  afterHold,
  airlineRefund,
  booking,
  closing,
  holdEnding,
  isInPart,
  itinerary,
  locatorRow,
  named,
  partOf,
  refundNote,
  refusals,
  tickets,
  waivedFee,
  withBaggage,
  won,
} from "./ko-sections";

export const ko: Omit<Templates, ContactKey> = {
  paymentDue: (r) => ({
    subject: `[MSA 항공] 결제 기한 안내 (예약번호 ${r.locator})`,
    paragraphs: [
      "좌석이 선점되었습니다. 아래 기한까지 결제를 마치시면 예약이 확정됩니다.",
      "기한이 지나면 예약이 자동 취소됩니다.",
    ],
    sections: [
      booking(
        locatorRow(r.locator),
        {
          label: "결제 기한",
          value: `${formatInstant(r.paymentDeadline, KOREA_ZONE, "dateTime", "ko")} (한국 시각)`,
        },
        { label: "결제하실 금액", value: won(r.totalAmount) },
      ),
      ...itinerary(r),
    ],
    action: "결제하기",
    closing,
  }),
  confirmed: (r) => ({
    subject: `[MSA 항공] 예약이 확정되었습니다 (예약번호 ${r.locator})`,
    paragraphs: [
      "MSA 항공을 이용해 주셔서 감사합니다.",
      "결제가 완료되어 예약이 확정되고 전자항공권이 발행되었습니다.",
    ],
    sections: [
      booking(locatorRow(r.locator), { label: "결제 금액", value: won(r.totalAmount) }),
      ...withBaggage(r, itinerary(r)),
      tickets(r),
    ],
    action: "예약 확인하기",
    closing,
  }),
  seatsChanged: (r) => ({
    subject: `[MSA 항공] 좌석이 변경되었습니다 (예약번호 ${r.locator})`,
    paragraphs: ["요청하신 대로 좌석을 변경하였습니다."],
    sections: [
      booking(
        locatorRow(r.locator),
        ...r.seats.map((s) => ({ label: s.designator, value: s.seats.join(", ") || "좌석 미지정" })),
      ),
      ...itinerary(r),
    ],
    action: "예약 확인하기",
    closing,
  }),
  cancelled: (r) => ({
    subject: `[MSA 항공] ${isInPart(r) ? "남은 여정이" : "예약이"} 취소되었습니다 (예약번호 ${r.locator})`,
    paragraphs: [
      isInPart(r)
        ? "고객님의 요청에 따라 남은 여정을 취소하였습니다. 아래에 ‘출발’로 표시된 여정은 그대로입니다."
        : "고객님의 요청에 따라 예약을 취소하였습니다.",
      refundNote(r.refundAmount),
    ],
    sections: [
      booking(
        locatorRow(r.locator),
        { label: "결제하신 금액", value: won(r.paidAmount) },
        ...waivedFee(r.waivedAmount),
        { label: "환불 금액", value: won(r.refundAmount) },
      ),
      ...itinerary(r),
    ],
    action: "취소 내역 보기",
    closing,
  }),
  flightCancelled: (r) => {
    const flight = cancelledFlight(r);
    const refund = r.refundAmount === r.paidAmount ? "전액 환불" : "환불";
    return {
      subject: `[MSA 항공] ${flight ? `${flight.designator}편` : "항공편"} 결항 안내 및 ${refund} (예약번호 ${r.locator})`,
      paragraphs: [
        `${flight ? named(flight) : "예약하신 항공편"}이 결항되었습니다. 여행 계획에 불편을 드려 진심으로 사과드립니다.`,
        ...(r.reason ? [`결항 사유: ${r.reason}`] : []),
        airlineRefund(r),
      ],
      sections: [
        booking(locatorRow(r.locator), { label: "환불 금액", value: won(r.refundAmount) }),
        ...itinerary(r, flight),
      ],
      action: "취소 내역 보기",
      closing,
    };
  },
  partCancelled: (r) => ({
    subject: `[MSA 항공] 예약의 일부가 취소되었습니다 (예약번호 ${r.locator})`,
    paragraphs: [
      "고객님의 요청에 따라 예약의 일부를 취소하였습니다. 나머지 여정은 그대로 이용하실 수 있습니다.",
      refundNote(r.refundAmount),
    ],
    sections: [
      booking(
        locatorRow(r.locator),
        { label: "취소한 여정의 금액", value: won(r.givenUpAmount) },
        ...(r.waivedAmount
          ? waivedFee(r.waivedAmount)
          : [{ label: "취소 수수료", value: won(r.givenUpAmount - r.refundAmount) }]),
        { label: "환불 금액", value: won(r.refundAmount) },
      ),
      partOf(r, r.givenUp, "취소한 여정"),
      partOf(r, r.left, "남은 여정"),
    ],
    action: "예약 확인하기",
    closing,
  }),
  ...koOrders,
  holdEnded: (r) => ({
    subject:
      r.cause === "FLIGHT_CANCELLED"
        ? `[MSA 항공] 항공편 결항으로 예약이 취소되었습니다 (예약번호 ${r.locator})`
        : `[MSA 항공] 결제 전 예약이 취소되었습니다 (예약번호 ${r.locator})`,
    paragraphs: [holdEnding(r), ...afterHold[r.cause]],
    sections: [
      booking(locatorRow(r.locator)),
      ...itinerary(r, r.cause === "FLIGHT_CANCELLED" ? cancelledFlight(r) : undefined),
    ],
    action: "항공편 다시 찾기",
    closing,
  }),
  noShow: (r) => ({
    subject: `[MSA 항공] 탑승하지 않으신 항공편이 확인되었습니다 (예약번호 ${r.locator})`,
    paragraphs: [
      "탑승하지 않으신 항공편이 확인되었습니다. 내 여행에서 환불 금액을 확인하고 환불을 신청하실 수 있습니다.",
      "운임은 운임 규정에 따라 예약부도 위약금을 공제하며, 공항이용료와 출국납부금은 전액 환불됩니다.",
    ],
    sections: [booking(locatorRow(r.locator)), ...itinerary(r)],
    action: "환불 금액 확인하기",
    closing,
  }),
  paymentRefused: (r) => ({
    subject: `[MSA 항공] 결제 금액을 전액 환불해 드립니다 (예약번호 ${r.locator})`,
    paragraphs: [
      refusals[r.reason],
      "결제하신 금액은 결제하신 수단으로 전액 환불해 드리며, 카드사에 따라 영업일 기준 3–5일이 걸릴 수 있습니다. 따로 신청하실 필요가 없습니다.",
    ],
    sections: [booking(locatorRow(r.locator), { label: "환불 금액", value: won(r.amount) }), ...itinerary(r)],
    action: "예약 상태 보기",
    closing,
  }),
  paymentFailed: (p) => ({
    subject: `[MSA 항공] 결제가 승인되지 않았습니다 (예약번호 ${p.locator})`,
    paragraphs: [
      "결제가 승인되지 않아 청구된 금액이 없습니다.",
      p.late
        ? "결제 기한이 지나 예약이 자동 취소되었습니다. 좌석이 남아 있으면 다시 예약하실 수 있습니다."
        : "좌석은 결제 기한까지 유지됩니다. 다른 결제 수단으로 다시 시도해 주세요.",
    ],
    sections: [booking(locatorRow(p.locator), { label: "결제하실 금액", value: won(p.amount) })],
    action: p.late ? "예약 상태 보기" : "다시 결제하기",
    closing,
  }),
  refundCompleted: (p) => ({
    subject: `[MSA 항공] 환불이 완료되었습니다 (예약번호 ${p.locator})`,
    paragraphs: [
      "결제하신 수단으로 환불 처리를 마쳤습니다.",
      "카드사에 따라 실제 반영까지 영업일 기준 3–5일이 걸릴 수 있습니다.",
    ],
    sections: [booking(locatorRow(p.locator), { label: "환불 금액", value: won(p.amount) })],
    action: "예약 내역 보기",
    closing,
  }),
  ...koChanges,
  ...koMiles,
};
