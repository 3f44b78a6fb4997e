import { expect, test } from "vitest";
import { SecretText } from "./secret-text";

test("a secret, its form in an address and the password of a database address are taken out", () => {
  const secrets = new SecretText();
  secrets.add("a+b/c=secret", "postgres://site:p%40ssword@db.example/air", "", undefined);
  const text = "key a+b/c=secret a%2Bb%2Fc%3Dsecret at postgres://site:p%40ssword@db.example/air, p@ssword";
  expect(secrets.without(text)).toBe("key *** *** at ***, ***");
});

test("no rest of the longer of two secrets stays, and short words stay", () => {
  const secrets = new SecretText();
  secrets.add("secret", "secret-longer", "air");
  expect(secrets.without("secret-longer secret air")).toBe("*** *** air");
});
