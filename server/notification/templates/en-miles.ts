import type { Templates } from "./content";
import { closing, locatorRow, miles } from "./en-sections";

export const enMiles: Pick<Templates, "milesCredited" | "milesReversed" | "milesAdjusted"> = {
  milesCredited: (m) => ({
    subject: `[MSA Air] ${miles(m.deltaMiles)} credited (booking ${m.locator})`,
    paragraphs: ["We have credited the miles of your trip.", "You can use them once you have flown."],
    sections: [
      {
        title: "Your miles",
        rows: [
          locatorRow(m.locator),
          { label: "Credited", value: `+${miles(m.deltaMiles)}` },
          { label: "Balance", value: miles(m.balanceMiles) },
        ],
      },
    ],
    action: "View your miles",
    closing,
  }),
  milesReversed: (m) => ({
    subject: `[MSA Air] ${miles(m.deltaMiles)} deducted (booking ${m.locator})`,
    paragraphs: ["The miles credited for the cancelled flights have been deducted."],
    sections: [
      {
        title: "Your miles",
        rows: [
          locatorRow(m.locator),
          { label: "Deducted", value: `-${miles(m.deltaMiles)}` },
          { label: "Balance", value: miles(m.balanceMiles) },
        ],
      },
    ],
    action: "View your miles",
    closing,
  }),
  milesAdjusted: (m) => {
    const isCredit = m.deltaMiles > 0;
    const amount = miles(Math.abs(m.deltaMiles));
    return {
      subject: `[MSA Air] Your miles have been adjusted (${isCredit ? "+" : "-"}${amount})`,
      paragraphs: [
        `Our customer service has adjusted your miles: ${amount} ${isCredit ? "added" : "deducted"}.`,
        "If you have a question about this, please contact our customer service.",
      ],
      sections: [
        {
          title: "Your miles",
          rows: [
            { label: "Adjustment", value: `${isCredit ? "+" : "-"}${amount}` },
            { label: "Balance", value: miles(m.balanceMiles) },
          ],
        },
      ],
      action: "View your miles",
      closing,
    };
  },
};
