import type { IncomingHttpHeaders } from "node:http";
import type { Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { clientAddress, trustedProxiesFromEnv } from "./client-address.js";

const NAME = "TRUSTED_PROXIES";

const trusting = (proxies: string) => trustedProxiesFromEnv({ [NAME]: proxies }, NAME);

function clientOf(proxies: string, peer: string | undefined, forwardedFor?: string): string | undefined {
  const headers: IncomingHttpHeaders = forwardedFor === undefined ? {} : { "x-forwarded-for": forwardedFor };
  return clientAddress(trusting(proxies))({ socket: { remoteAddress: peer } as Socket, headers });
}

describe("without trusted proxies", () => {
  test.each([
    ["203.0.113.7", "203.0.113.7"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["2001:db8::1", "2001:db8::1"],
    [undefined, undefined],
  ])("the client is the other end of the connection: %s is %s", (peer, client) => {
    expect(clientOf("", peer)).toBe(client);
    expect(clientOf("", peer, "198.51.100.1")).toBe(client);
  });
});

describe("behind trusted proxies", () => {
  test.each([
    ["what an untrusted client says is ignored", "loopback", "203.0.113.7", "198.51.100.1", "203.0.113.7"],
    ["a proxy's client", "loopback", "127.0.0.1", "203.0.113.7", "203.0.113.7"],
    ["a proxy without the header", "loopback", "127.0.0.1", undefined, "127.0.0.1"],
    ["a proxy with an empty header", "loopback", "127.0.0.1", " ", "127.0.0.1"],
    [
      "what the client invents stands to the left",
      "loopback",
      "127.0.0.1",
      "1.1.1.1, 203.0.113.7",
      "203.0.113.7",
    ],
    ["two proxies", "loopback,10.0.0.0/8", "127.0.0.1", "1.1.1.1, 203.0.113.7, 10.1.2.3", "203.0.113.7"],
    ["proxies alone", "loopback,10.0.0.0/8", "127.0.0.1", "10.0.0.9, 10.1.2.3", "10.0.0.9"],
    ["a mapped proxy", "10.0.0.0/8", "::ffff:10.1.2.3", "203.0.113.7", "203.0.113.7"],
    ["a mapped network", "::ffff:10.0.0.0/104", "10.1.2.3", "203.0.113.7", "203.0.113.7"],
    ["a mapped client", "loopback", "::1", "::FFFF:203.0.113.7", "203.0.113.7"],
    ["a mapped client in hexadecimal", "loopback", "::1", "::ffff:cb00:7107", "203.0.113.7"],
    ["a client of IPv6", "loopback", "::1", "2001:DB8:0::1", "2001:db8::1"],
    ["a client with a port", "loopback", "127.0.0.1", "203.0.113.7:1234", "203.0.113.7"],
    ["a client of IPv6 with a port", "loopback", "127.0.0.1", "[2001:db8::1]:1234", "2001:db8::1"],
    ["a client of IPv6 in brackets", "loopback", "127.0.0.1", "[2001:db8::1]", "2001:db8::1"],
    ["a proxy with a port", "loopback,10.0.0.1", "127.0.0.1", "203.0.113.7, 10.0.0.1:80", "203.0.113.7"],
    ["empty entries", "loopback", "127.0.0.1", ",203.0.113.7, ,", "203.0.113.7"],
    ["what is no address", "loopback,10.0.0.1", "127.0.0.1", "203.0.113.7, unknown, 10.0.0.1", "10.0.0.1"],
    ["an address with a zone", "loopback", "127.0.0.1", "fe80::1%eth0", "127.0.0.1"],
    ["a long text", "loopback", "127.0.0.1", "x".repeat(10_000), "127.0.0.1"],
    ["octal numbers", "loopback", "127.0.0.1", "0177.0.0.1", "127.0.0.1"],
    ["link-local ones", "linklocal", "fe80::1", "203.0.113.7", "203.0.113.7"],
    ["link-local ones of IPv4", "linklocal", "169.254.1.1", "203.0.113.7", "203.0.113.7"],
    [
      "unique local ones",
      "uniquelocal",
      "fd00::1",
      "203.0.113.7, 192.168.1.1, 172.31.0.1, 10.0.0.1",
      "203.0.113.7",
    ],
    ["next to a network", "172.16.0.0/12", "172.32.0.1", "203.0.113.7", "172.32.0.1"],
    ["one address", "192.0.2.1", "192.0.2.2", "203.0.113.7", "192.0.2.2"],
    ["one of all", "0.0.0.0/0", "192.0.2.2", "203.0.113.7, 198.51.100.1", "203.0.113.7"],
    ["a connection without an address", "loopback", undefined, "203.0.113.7", undefined],
  ])("%s", (_, proxies, peer, forwardedFor, client) => {
    expect(clientOf(proxies, peer, forwardedFor)).toBe(client);
  });

  test("many addresses are told apart, again and again", () => {
    const isTrusted = trusting("10.0.0.0/8")!;
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < 3000; i++) {
        const end = `${i >> 8}.${i & 255}`;
        expect([isTrusted(`10.0.${end}`), isTrusted(`11.0.${end}`)]).toEqual([true, false]);
      }
    }
  });
});

test.each([
  "host.test",
  "10.0.0.0/33",
  "::/129",
  "10.0.0.0/",
  "10.0.0/8",
  "loopback,",
  "Loopback",
  "10.0.0.0/255.0.0.0",
  "10.0.0.1 10.0.0.2",
  "10.0.0.1:80",
  "::ffff:10.0.0.0/8",
  "fe80::1%eth0",
  "toString",
])("%j is no list of proxies", (text) => {
  expect(() => trusting(text)).toThrow(
    /^TRUSTED_PROXIES: expected addresses, networks \(10\.0\.0\.0\/8\), loopback, linklocal or uniquelocal, with commas between them, got "/,
  );
});
