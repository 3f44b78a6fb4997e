import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { isLoopback } from "./http";

const from = (remoteAddress: string, host: string) =>
  ({ headers: { host }, socket: { remoteAddress } }) as unknown as IncomingMessage;

test("this machine is who comes from it and names it so", () => {
  for (const address of ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
    expect(isLoopback(from(address, "localhost:12111"))).toBe(true);
});

test("another machine may write the name of this one", () => {
  for (const address of ["172.18.0.5", "::ffff:172.18.0.5", ""])
    expect(isLoopback(from(address, "127.0.0.1:12111"))).toBe(false);
});

test("another name may lead to this machine", () => {
  expect(isLoopback(from("127.0.0.1", "evil.example"))).toBe(false);
});
