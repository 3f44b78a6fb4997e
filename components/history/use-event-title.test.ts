import { expect, test } from "vitest";
import { groupsOf } from "./use-event-title";

const flight = (departsAt: string, ...names: (string | null)[]) => ({
  departsAt,
  originZone: "Asia/Seoul",
  names,
});

test("flights that the same people gave up are named together, others apart", () => {
  const [out, back] = [
    flight("2026-10-03T01:00:00Z", "KIM/MINJI"),
    flight("2026-10-05T01:00:00Z", "KIM/MINJI"),
  ];
  const last = flight("2026-10-07T01:00:00Z", "KIM/MINJI", "LEE/JUNHO");
  expect(groupsOf([out, back, last])).toEqual([
    { names: "KIM/MINJI", flights: [out, back] },
    { names: "KIM/MINJI, LEE/JUNHO", flights: [last] },
  ]);
});
