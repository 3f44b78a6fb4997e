import { describe, expect, test } from "vitest";
import { isPublicAddress, urlProblem } from "./address-rules";

describe("an address of the internet", () => {
  test.each([
    ...["8.8.8.8", "1.1.1.1", "211.234.0.1", "100.63.255.255", "172.32.0.1", "2606:4700::1111"],
    ...["2001:4860:4860::8888", "::ffff:8.8.8.8"],
  ])("%s is public", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  test.each([
    // This host and the own network.
    ...[
      "0.0.0.0",
      "0.1.2.3",
      "127.0.0.1",
      "127.255.0.1",
      "10.0.0.1",
      "172.16.0.1",
      "172.31.255.255",
      "192.168.1.1",
    ],
    // Link-local with the metadata of clouds, shared, and Azure's host.
    ...["169.254.169.254", "169.254.170.2", "100.64.0.1", "100.100.100.200", "192.0.0.192", "168.63.129.16"],
    // Reserved, for tests and documents, multicast, broadcast.
    ...["192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.5", "192.88.99.1", "224.0.0.1", "240.0.0.1"],
    ...[
      "255.255.255.255",
      "::",
      "::1",
      "fe80::1",
      "fe80::1%eth0",
      "fc00::1",
      "fd00:ec2::254",
      "fec0::1",
      "ff02::1",
    ],
    ...["2001:db8::1", "100::1", "3fff::1", "2001:20::1"],
    // IPv6 that leads to IPv4: mapped, compatible, NAT64, 6to4, Teredo.
    ...[
      "::ffff:127.0.0.1",
      "::ffff:10.0.0.1",
      "::ffff:a9fe:a9fe",
      "::ffff:168.63.129.16",
      "::127.0.0.1",
      "::808:808",
    ],
    ...["64:ff9b::a00:1", "64:ff9b:1::a00:1", "2002:a00:1::", "2001:0:a00:1::1"],
    ...["", "example.com", "8.8.8", "256.1.1.1"],
  ])("%s is not", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe("the address of an endpoint", () => {
  const problem = (text: string) => urlProblem(text, { allowPrivate: false, ports: [443, 8443] });

  test.each([
    "https://partner.example/hooks?a=b",
    "https://partner.example:8443/",
    "https://8.8.8.8/",
    "https://xn--3e0b707e.example/",
  ])("%s is taken", (text) => {
    expect(problem(text)).toBeNull();
  });

  test.each([
    ["", "urlInvalid"],
    ["partner.example", "urlInvalid"],
    ["https://", "urlInvalid"],
    ["http://partner.example/", "urlNotHttps"],
    ["ftp://partner.example/", "urlNotHttps"],
    ["file:///etc/passwd", "urlNotHttps"],
    ["javascript:alert(1)", "urlNotHttps"],
    ["https://user@partner.example/", "urlHasUser"],
    ["https://user:secret@partner.example/", "urlHasUser"],
    ["https://partner.example/#here", "urlHasFragment"],
    ["https://partner.example/#", "urlHasFragment"],
    ["https://partner.example:25/", "urlPort"],
    ["https://partner.example:80/", "urlPort"],
    ["https://partner.example:8444/", "urlPort"],
    ["https://localhost/", "urlPrivate"],
    ["https://localhost./", "urlPrivate"],
    ["https://postgres/", "urlPrivate"],
    ["https://127.0.0.1/", "urlPrivate"],
    ["https://2130706433/", "urlPrivate"],
    ["https://0x7f.1/", "urlPrivate"],
    ["https://0177.0.0.1/", "urlPrivate"],
    ["https://[::1]/", "urlPrivate"],
    ["https://[::ffff:169.254.169.254]/", "urlPrivate"],
    ["https://169.254.169.254/latest/meta-data", "urlPrivate"],
    ["https://①②⑦.0.0.1/", "urlPrivate"],
  ])("%s is refused: %s", (text, expected) => {
    expect(problem(text)).toBe(expected);
  });

  test("on a developer's machine http and private addresses are taken, and nothing else", () => {
    const open = (text: string) => urlProblem(text, { allowPrivate: true, ports: [443] });
    expect([open("http://127.0.0.1:4000/"), open("http://localhost/x")]).toEqual([null, null]);
    expect([open("ftp://localhost/"), open("http://user@localhost/")]).toEqual(["urlNotHttps", "urlHasUser"]);
  });
});
