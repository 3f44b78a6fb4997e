import { expect, test } from "vitest";
import { contactKeys } from "./contact-key-rules";

test("keys hold no address, and there is no key without a phone", () => {
  const { emailKey, phoneKey } = contactKeys({ email: "minji@example.com", phone: null });
  expect(emailKey).toMatch(/^[\w-]{22}$/);
  expect(phoneKey).toBeNull();
  expect(contactKeys({ email: "MINJI@example.com" }).emailKey).toBe(emailKey);
});
