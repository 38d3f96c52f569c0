import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const CIPHER = "aes-256-gcm";
const KEY_BYTES = 32;
/** NIST SP 800-38D section 8.2: 96 random bits, for at most 2^32 texts with one key. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Hides texts from everyone without the key, and shows whether they were changed. */
export interface Seal {
  /** @param boundTo only with the same words it opens again */
  close(text: string, boundTo: string): string;
  /** @returns `undefined` where it was closed with another key or other words, or was touched */
  open(sealed: string, boundTo: string): string | undefined;
}

/**
 * AES-256-GCM.
 * @param key 32 bytes in base64, as `openssl rand -base64 32` makes them
 * @throws RangeError where it is not that; the message does not tell it
 */
export function sealFromKey(key: string): Seal {
  const bytes = Buffer.from(key, "base64");
  if (bytes.length !== KEY_BYTES || bytes.toString("base64") !== key.trim()) {
    throw new RangeError(`expected ${KEY_BYTES} bytes in base64, as of: openssl rand -base64 ${KEY_BYTES}`);
  }
  return {
    close(text, boundTo) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, bytes, nonce).setAAD(Buffer.from(boundTo));
      const hidden = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, hidden, cipher.getAuthTag()]).toString("base64");
    },
    open(sealed, boundTo) {
      const stored = Buffer.from(sealed, "base64");
      if (stored.length < NONCE_BYTES + TAG_BYTES) return undefined;
      const decipher = createDecipheriv(CIPHER, bytes, stored.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(boundTo)).setAuthTag(stored.subarray(-TAG_BYTES));
      try {
        const text = decipher.update(stored.subarray(NONCE_BYTES, -TAG_BYTES));
        return Buffer.concat([text, decipher.final()]).toString("utf8");
      } catch {
        return undefined;
      }
    },
  };
}
