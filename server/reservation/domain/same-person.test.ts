import { expect, test } from "vitest";
import { personKey, repeatedPositions } from "./same-person";

const person = (
  surname: string | null,
  givenName: string | null,
  birthDate: string | null = "1990-05-05",
) => ({
  surname,
  givenName,
  birthDate,
});

test("a person is the same however the parts of the name are joined", () => {
  const key = personKey(person("O'BRIEN", "MIN-JI"));
  expect(personKey(person("OBRIEN", "MIN JI"))).toBe(key);
  expect(personKey(person("OBRIENMIN", "JI"))).not.toBe(key);
});

test("twins, and parent and child of one name, are different people", () => {
  expect(repeatedPositions([person("KIM", "MINJI"), person("KIM", "MINHO")])).toEqual([]);
  expect(repeatedPositions([person("KIM", "MINJI"), person("KIM", "MINJI", "1960-05-05")])).toEqual([]);
});

test("each later position is reported; incomplete persons are never the same", () => {
  const kim = person("KIM", "MINJI");
  expect(repeatedPositions([kim, person("LEE", "SORA"), kim, kim])).toEqual([2, 3]);
  expect(
    repeatedPositions([person(null, null), person(null, null), person("KIM", "MINJI", null), kim]),
  ).toEqual([]);
});

test.each([
  ["surname", person(null, "MINJI")],
  ["given name", person("KIM", null)],
  ["birth date", person("KIM", "MINJI", null)],
])("there is no key without a %s", (_, unknown) => {
  expect(personKey(unknown)).toBeNull();
  expect(repeatedPositions([unknown, unknown])).toEqual([]);
});
