import { X509Certificate } from "node:crypto";

const certificate = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** Whether a text holds PEM certificates, all of them readable. Node itself ignores what it cannot read, and then trusts less than was meant. */
export function isCertificates(pem: string): boolean {
  const blocks = pem.match(certificate) ?? [];
  return blocks.length > 0 && blocks.every(isReadable);
}

function isReadable(block: string): boolean {
  try {
    return new X509Certificate(block).subject !== "";
  } catch {
    return false;
  }
}
