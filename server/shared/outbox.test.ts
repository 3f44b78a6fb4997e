import { expect, test } from "vitest";
import { z } from "zod";
import { defineEvent } from "./events";
import { event } from "./outbox";

const landed = defineEvent("test/landed", 3, z.object({ miles: z.number().int() }));

test("an event is built with the fields of its contract only", () => {
  const built = event(landed, { miles: 280, phone: "010-0000-0000" } as { miles: number });
  expect(built).toEqual({ id: expect.any(String), name: "test/landed", version: 3, data: { miles: 280 } });
});

test("an event that breaks its contract is never recorded", () => {
  expect(() => event(landed, { miles: 1.5 })).toThrow();
});
