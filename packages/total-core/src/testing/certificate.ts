/** A certificate for 127.0.0.1 that nobody trusts, made by openssl. */
import { execFile } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

export interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** SHA-256, as `AB:CD:…`. */
  readonly fingerprint: string;
}

export async function newCertificate(): Promise<Certificate> {
  const folder = await mkdtemp(join(tmpdir(), "dlg-certificate-"));
  try {
    const [keyFile, certFile] = [join(folder, "key.pem"), join(folder, "cert.pem")];
    const kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"];
    const subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"];
    const files = ["-keyout", keyFile, "-out", certFile];
    await promisify(execFile)("openssl", ["req", ...kind, ...subject, ...files]);
    const cert = await readFile(certFile, "utf8");
    const fingerprint = new X509Certificate(cert).fingerprint256;
    return { key: await readFile(keyFile, "utf8"), cert, fingerprint };
  } finally {
    await rm(folder, { recursive: true });
  }
}
