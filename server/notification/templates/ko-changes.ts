import { formatInstant } from "@/i18n/format";
import type { NotifiableData } from "@/server/notification/events";
import { KOREA_ZONE } from "@/server/shared/time";
import { changedFlights, offeredFlights } from "./changed-flights";
import type { Section, Templates } from "./content";
import {
  booking,
  closing,
  feeWaiver,
  itinerary,
  legLabel,
  locatorRow,
  miles,
  refundNote,
  tickets,
  titledLegs,
  withBaggage,
  won,
} from "./ko-sections";

type Changed = NotifiableData["flightsChanged"];
type Sums = Pick<Changed, "balance" | "feeAmount" | "forfeitedAmount" | "waivedAmount">;

export const koChanges: Pick<
  Templates,
  | "flightsChanged"
  | "changePaymentDue"
  | "changePaymentOver"
  | "changeExpired"
  | "changeRefused"
  | "changePaymentFailed"
> = {
  flightsChanged: (r) => {
    const { givenUp, gained, kept, changing } = changedFlights(r);
    return {
      subject: `[MSA 항공] 여정이 변경되었습니다 (예약번호 ${r.locator})`,
      paragraphs: [
        "요청하신 대로 여정을 변경하고 전자항공권을 새로 발행하였습니다. 이전 항공권은 더 이상 사용하실 수 없습니다.",
        moneyNote(r.balance),
        "변경 전 항공편의 좌석 지정은 해제되었습니다. 내 여행에서 새 항공편의 좌석을 다시 선택해 주세요.",
      ],
      sections: [
        booking(locatorRow(r.locator), ...sums(r)),
        ...titledLegs(givenUp, "변경 전 여정"),
        ...withBaggage({ segments: gained }, titledLegs(gained, "변경 후 여정")),
        ...keptFlights(kept),
        tickets({ ...r, passengers: changing }, "탑승객과 새 전자항공권"),
        ...milesOf(r.miles),
      ],
      action: "예약 확인하고 좌석 선택하기",
      closing,
    };
  },
  changePaymentDue: (r) => {
    const { givenUp, gained } = offeredFlights(r);
    const at = formatInstant(r.paymentDeadline, KOREA_ZONE, "dateTime", "ko");
    return {
      subject: `[MSA 항공] 여정 변경 결제 안내 (예약번호 ${r.locator})`,
      paragraphs: [
        "요청하신 여정 변경을 접수하고 변경하실 항공편의 좌석을 확보하였습니다. 아래 기한까지 결제하시면 변경이 완료됩니다.",
        "기한까지 결제하지 않으시면 변경은 취소되고 원래 여정이 그대로 유지됩니다.",
        "요청하지 않으신 변경이라면 결제하지 마시고 고객센터로 알려 주세요.",
      ],
      sections: [
        booking(
          locatorRow(r.locator),
          { label: "결제 기한", value: `${at} (한국 시각)` },
          ...sums(r, "결제하실 금액"),
        ),
        ...titledLegs(givenUp, "변경 전 여정"),
        ...withBaggage({ segments: gained }, titledLegs(gained, "변경 후 여정")),
      ],
      action: "변경 내용 확인하고 결제하기",
      closing,
    };
  },
  changePaymentOver: (r) => ({
    subject: `[MSA 항공] 여정 변경 접수 결과 안내 (예약번호 ${r.locator})`,
    paragraphs: [
      "요청하신 여정 변경은 이미 처리되었거나 취소되었습니다. 이 안내로 결제하실 금액은 없습니다.",
      "지금의 여정은 내 여행에서 확인해 주세요.",
    ],
    sections: [booking(locatorRow(r.locator))],
    action: "예약 확인하기",
    closing,
  }),
  changeExpired: (r) =>
    r.cause === "WITHDRAWN"
      ? {
          subject: `[MSA 항공] 여정 변경을 취소하였습니다 (예약번호 ${r.locator})`,
          paragraphs: [
            "결제 전에 여정 변경을 취소하였습니다. 결제된 금액은 없으며 원래 여정은 그대로 유지됩니다.",
          ],
          sections: [booking(locatorRow(r.locator))],
          action: "예약 확인하기",
          closing,
        }
      : {
          subject: `[MSA 항공] 여정이 변경되지 않았습니다 (예약번호 ${r.locator})`,
          paragraphs: [
            "결제 기한까지 변경 대금이 결제되지 않아 여정 변경이 취소되었습니다. 원래 여정은 그대로 유지됩니다.",
            "확인된 결제는 없습니다. 이후 승인되는 결제가 있으면 여정을 변경해 드리거나 전액 환불해 드리고 안내해 드립니다.",
            "변경을 원하시면 내 여행에서 다시 신청하실 수 있습니다.",
          ],
          sections: [booking(locatorRow(r.locator)), ...itinerary(r)],
          action: "예약 확인하기",
          closing,
        },
  changeRefused: (r) => ({
    subject: `[MSA 항공] 여정 변경 결제 금액을 전액 환불해 드립니다 (예약번호 ${r.locator})`,
    paragraphs: [
      refusals[r.reason],
      "결제하신 금액은 결제하신 수단으로 전액 환불해 드리며, 카드사에 따라 영업일 기준 3–5일이 걸릴 수 있습니다. 따로 신청하실 필요가 없습니다.",
    ],
    sections: [booking(locatorRow(r.locator), { label: "환불 금액", value: won(r.amount) }), ...itinerary(r)],
    action: "예약 확인하기",
    closing,
  }),
  changePaymentFailed: (p) => ({
    subject: `[MSA 항공] 여정 변경 결제가 승인되지 않았습니다 (예약번호 ${p.locator})`,
    paragraphs: [
      "여정 변경을 위한 결제가 승인되지 않아 청구된 금액이 없습니다.",
      p.late
        ? "결제 기한이 지나 여정이 변경되지 않았으며, 원래 여정은 그대로 유지됩니다."
        : "새 항공편의 좌석은 결제 기한까지 유지됩니다. 다른 결제 수단으로 다시 시도해 주세요. 결제하지 않으시면 원래 여정이 그대로 유지됩니다.",
    ],
    sections: [booking(locatorRow(p.locator), { label: "결제하실 금액", value: won(p.amount) })],
    action: p.late ? "예약 확인하기" : "다시 결제하기",
    closing,
  }),
};

function moneyNote(balance: number): string {
  if (balance > 0) return "변경에 따른 차액과 수수료의 결제가 완료되었습니다.";
  return balance < 0 ? refundNote(-balance) : "추가로 결제하시거나 환불받으실 금액은 없습니다.";
}

/** The difference in money: the fee and what is not given back apart, and the sum. An older event does not say the latter. */
function sums(
  { balance, feeAmount, forfeitedAmount = 0, waivedAmount = 0 }: Sums,
  paid = "추가 결제 금액",
): Section["rows"] {
  const total =
    balance < 0
      ? { label: "환불 금액", value: won(-balance) }
      : { label: paid, value: balance > 0 ? won(balance) : "없음" };
  return [
    { label: "여정 차액", value: won(balance - feeAmount - forfeitedAmount + waivedAmount) },
    { label: "변경 수수료", value: feeAmount > 0 ? won(feeAmount) : "없음" },
    ...(forfeitedAmount > 0 ? [{ label: "환불되지 않는 차액", value: won(forfeitedAmount) }] : []),
    ...feeWaiver(waivedAmount),
    total,
  ];
}

const keptFlights = (kept: ReturnType<typeof changedFlights>["kept"]): Section[] =>
  kept.length === 0
    ? []
    : [
        {
          title: "변경하지 않은 여정",
          rows: kept.map((segment, i) => ({ label: `여정 ${i + 1}`, value: legLabel(segment) })),
        },
      ];

const milesOf = ({ takenBackMiles, earnedMiles }: Changed["miles"]): Section[] =>
  takenBackMiles + earnedMiles === 0
    ? []
    : [
        {
          title: "마일리지",
          rows: [
            { label: "변경 전 여정 회수", value: `-${miles(takenBackMiles)}` },
            { label: "변경 후 여정 적립", value: `+${miles(earnedMiles)}` },
          ],
        },
      ];

/** Says why the change was not made, and what the trip is now. */
const refusals: Record<NotifiableData["paymentRefused"]["reason"], string> = {
  HOLD_EXPIRED:
    "결제 기한이 지난 뒤 결제가 완료되었고, 변경하실 항공편에 남은 좌석이 없어 여정을 변경하지 못했습니다. 원래 여정은 그대로 유지됩니다.",
  ALREADY_PAID:
    "이미 결제가 완료된 여정 변경에 결제가 한 번 더 이루어졌습니다. 변경하신 여정은 그대로 유지됩니다.",
  CANCELLED:
    "여정 변경이 취소된 뒤에 결제가 완료되어 여정을 변경하지 못했습니다. 예약은 결제하시기 전과 같습니다.",
  AMOUNT_MISMATCH:
    "결제 금액이 변경에 필요한 금액과 달라 여정을 변경하지 못했습니다. 원래 여정은 그대로 유지됩니다.",
  SALES_CLOSED:
    "변경하실 항공편의 판매와 탑승 수속이 마감된 뒤에 결제가 완료되어 여정을 변경하지 못했습니다. 원래 여정은 그대로 유지됩니다.",
  FLIGHT_DEPARTED:
    "항공편이 이미 출발한 뒤에 결제가 완료되어 여정을 변경하지 못했습니다. 원래 여정은 그대로 유지됩니다.",
  CHANGE_OUTDATED:
    "결제하시는 동안 예약 내용이 달라져 여정을 변경하지 못했습니다. 예약은 결제하시기 전과 같습니다.",
};
