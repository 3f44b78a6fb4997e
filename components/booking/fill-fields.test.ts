import { expect, test } from "vitest";
import { fillEmptyFields } from "./fill-fields";

const person = { surname: "KIM", givenName: "MINJI", koreanName: "", gender: "F", nationality: "KR" };

function formWith(values: Record<string, string>) {
  const controls = new Map<string, { value: string }>(
    Object.entries(values).map(([name, value]) => [`passengers.0.${name}`, { value }]),
  );
  const events: string[] = [];
  const form = {
    elements: { namedItem: (name: string) => controls.get(name) ?? null },
    dispatchEvent: ({ type }: Event) => events.push(type) > 0,
  };
  const fill = () => fillEmptyFields(form as never, "passengers.0.", person);
  return { fill, events, value: (name: string) => controls.get(`passengers.0.${name}`)?.value };
}

test("empty fields are filled, and the form's draft is told", () => {
  const { fill, value, events } = formWith({ surname: "", givenName: " ", gender: "" });
  expect(fill()).toEqual({ keptTyped: false });
  expect([value("surname"), value("givenName"), value("gender")]).toEqual(["KIM", "MINJI", "F"]);
  expect(events).toEqual(["input"]);
});

test("what was typed stays, and it is said; the same text is no difference", () => {
  const { fill, value } = formWith({ surname: "kim", givenName: "SORA", gender: "" });
  expect(fill()).toEqual({ keptTyped: true });
  expect([value("surname"), value("givenName"), value("gender")]).toEqual(["kim", "SORA", "F"]);
  expect(formWith({ surname: "kim", givenName: "" }).fill()).toEqual({ keptTyped: false });
});

test("a field that the form does not ask for is left out", () => {
  const { fill, value } = formWith({ surname: "" });
  expect(fill()).toEqual({ keptTyped: false });
  expect(value("nationality")).toBeUndefined();
});
