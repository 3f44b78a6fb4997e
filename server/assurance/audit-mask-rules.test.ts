import { expect, test } from "vitest";
import { personalDataFor } from "@/server/shared/personal-data";
import { staff } from "@/server/shared/testing/actors";
import { shownValue, withoutPersonalData } from "./audit-mask-rules";

const auditor = personalDataFor(staff("AUDITOR").actor);
const agent = personalDataFor(staff("AGENT").actor);

test("a value is masked by its kind", () => {
  expect(shownValue("to", "minji.kim@example.com", auditor)).toBe("mi***@example.com");
  expect(shownValue("contactPhone", "+821012345678", auditor)).toBe("***-****-5678");
  expect(shownValue("address", "10.0.0.1", auditor)).toBe("10***");
  expect(shownValue("contactPhone", "+821012345678", agent)).toBe("+821012345678");
});

test("masks what is below a field of personal data, at any depth, and nothing else", () => {
  const row = {
    status: "CREATED",
    contact: { name: "KIM", phones: ["01012345678"], verified: true },
    passengers: [{ birthDate: "1990-01-01", seat: "12A", email: null }],
    filter: { q: "01012345678", person: "kim@example.com", status: "HELD" },
    amount: 5,
  };
  expect(withoutPersonalData(row, auditor)).toEqual({
    status: "CREATED",
    contact: { name: "KI***", phones: ["***-****-5678"], verified: true },
    passengers: [{ birthDate: "1990", seat: "12A", email: null }],
    filter: { q: "01***", person: "ki***@example.com", status: "HELD" },
    amount: 5,
  });
  expect(withoutPersonalData(row, agent)).toEqual(row);
});
