import type { IncomingMessage } from "node:http";
import { BlockList, isIP, SocketAddress } from "node:net";
import { ConfigError, quote, textFromEnv, type Environment } from "@dlg/total-core/internal";

/** Tells who is believed about the address of a client. */
export type IsTrusted = (address: string) => boolean;

/** Names for networks, as proxy-addr and Express have them: RFC 1122, RFC 3927, RFC 1918, RFC 4291 and RFC 4193. */
const NETWORKS: Readonly<Record<string, readonly string[]>> = {
  loopback: ["127.0.0.1/8", "::1/128"],
  linklocal: ["169.254.0.0/16", "fe80::/10"],
  uniquelocal: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"],
};

const EXPECTED =
  "addresses, networks (10.0.0.0/8), loopback, linklocal or uniquelocal, with commas between them";

/**
 * The proxies that are believed about their clients.
 * @returns undefined where there are none
 * @throws ConfigError
 */
export function trustedProxiesFromEnv(env: Environment, name: string): IsTrusted | undefined {
  const text = textFromEnv(env, name);
  if (text === undefined) return undefined;
  const list = new BlockList();
  for (const given of text.split(",").map((one) => one.trim())) {
    const networks = Object.hasOwn(NETWORKS, given) ? NETWORKS[given]! : [given];
    for (const network of networks) {
      if (!addNetwork(list, network)) throw new ConfigError(name, EXPECTED, quote(given));
    }
  }
  return remembered((address) => list.check(address, familyOf(address)));
}

function addNetwork(list: BlockList, network: string): boolean {
  const [, given = "", prefix] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(network) ?? [];
  const address = canonical(given);
  if (address === undefined) return false;
  const isMapped = address !== given && given.includes(":") && isIP(address) === 4;
  const bits = isIP(address) === 4 ? 32 : 128;
  // The first 96 bits of a mapped address say that it is one.
  const length = prefix === undefined ? bits : Number(prefix) - (isMapped ? 96 : 0);
  if (length < 0 || length > bits) return false;
  list.addSubnet(address, length, familyOf(address));
  return true;
}

const familyOf = (address: string): "ipv4" | "ipv6" => (isIP(address) === 4 ? "ipv4" : "ipv6");

/** To look an address up in a `BlockList` takes Node 20 microseconds. */
const MAX_REMEMBERED = 1024;

function remembered(isTrusted: IsTrusted): IsTrusted {
  const known = new Map<string, boolean>();
  return (address) => {
    let trusted = known.get(address);
    if (trusted === undefined) {
      if (known.size === MAX_REMEMBERED) known.clear();
      known.set(address, (trusted = isTrusted(address)));
    }
    return trusted;
  };
}

export type ClientAddress = (request: Pick<IncomingMessage, "socket" | "headers">) => string | undefined;

/**
 * Reads the address of a request's client: of the other end of its connection or, where that is a trusted proxy, the last one in
 * `X-Forwarded-For` that is none. Everything before that may be the client's invention.
 *
 * Where a trusted proxy names something that is no address, the proxy's own address is the last one that is known.
 */
export function clientAddress(isTrusted: IsTrusted | undefined): ClientAddress {
  return ({ socket, headers }) => {
    const peer = socket.remoteAddress;
    let address = peer === undefined ? undefined : withoutMapping(peer);
    if (isTrusted === undefined) return address;
    const forwarded = String(headers["x-forwarded-for"] ?? "");
    let end = forwarded.length;
    while (end > 0 && address !== undefined && isTrusted(address)) {
      const comma = forwarded.lastIndexOf(",", end - 1);
      const entry = forwarded.slice(comma + 1, end).trim();
      end = Math.max(comma, 0);
      if (entry === "") continue;
      const before = canonical(withoutPort(entry));
      if (before === undefined) break;
      address = before;
    }
    return address;
  };
}

/** `203.0.113.7:1234`, `[2001:db8::1]:1234` and `[2001:db8::1]` without what is not of the address. */
function withoutPort(entry: string): string {
  const [, inBrackets, v4] = /^(?:\[([^\]]*)\](?::\d{1,5})?|([\d.]+):\d{1,5})$/.exec(entry) ?? [];
  return inBrackets ?? v4 ?? entry;
}

/** The longest text of an IPv6 address, in characters. */
const MAX_ADDRESS = 45;

/** The usual form of an address. @returns undefined where the text is no address; a zone (`%eth0`) says nothing outside of its machine */
function canonical(text: string): string | undefined {
  if (text.length > MAX_ADDRESS || text.includes("%")) return undefined;
  const family = isIP(text);
  if (family === 4) return text;
  if (family === 0) return undefined;
  return withoutMapping(new SocketAddress({ address: text, family: "ipv6" }).address);
}

const MAPPED = "::ffff:";

/** An IPv4 address that stands in an IPv6 one (RFC 4291 section 2.5.5.2). */
function withoutMapping(address: string): string {
  return address.startsWith(MAPPED) && address.includes(".") ? address.slice(MAPPED.length) : address;
}
