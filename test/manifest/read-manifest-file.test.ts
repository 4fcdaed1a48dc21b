import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readManifestFile } from "../../provider/manifest";
import { diagnosticText } from "../support/manifest/diagnostics";

const refusal = (code: string) => () => {
  throw Object.assign(new Error("at the file system"), { code, syscall: "open" });
};
const one = (readFile: (path: string) => Uint8Array) => {
  const { applications, diagnostics } = readManifestFile("sms.yaml", readFile);
  assert.deepEqual(applications, []);
  assert.equal(diagnostics.length, 1);
  return diagnosticText(diagnostics[0]!);
};

describe("manifest: the file itself", () => {
  it("is read from the real file system, a missing one and a folder too", () => {
    const folder = mkdtempSync(join(tmpdir(), "msgsms-manifest-"));
    try {
      const path = join(folder, "sms.yaml");
      writeFileSync(path, "apiVersion: msgsms/v1\nkind: SmsApplications\napplications: {a: {name: a, market: european}}\n");
      assert.deepEqual(readManifestFile(path, readFileSync).diagnostics, []);
      assert.equal(readManifestFile(path, readFileSync).applications[0]?.file, path);
      assert.match(readManifestFile(join(folder, "no.yaml"), readFileSync).diagnostics[0]?.what ?? "", /does not exist/);
      assert.match(readManifestFile(folder, readFileSync).diagnostics[0]?.what ?? "", /is a folder, not a file/);
      assert.match(
        readManifestFile(join(path, "x.yaml"), readFileSync).diagnostics[0]?.what ?? "",
        /does not exist: a part of its path is a file/,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
  it("may be forbidden, or fail in other ways", () => {
    assert.match(one(refusal("EACCES")), /^sms\.yaml:1:1 SMS1101: the file may not be read\n/);
    assert.match(one(refusal("EIO")), /^sms\.yaml:1:1 SMS1101: the file cannot be read: EIO\n/);
  });
  it("must be UTF-8", () => {
    assert.match(
      one(() => Uint8Array.from([0x61, 0xc3, 0x28])),
      /SMS1102: the file is not UTF-8\n/,
    );
    assert.match(
      one(() => Buffer.from("\u{FEFF}a: b", "utf16le")),
      /SMS1102: the file is UTF-16, not UTF-8\n/,
    );
  });
  it("has at most 1 MiB", () => {
    assert.match(
      one(() => new Uint8Array(1024 * 1024 + 1).fill(0x23)),
      /SMS1103: the file has 1048577 bytes; at most 1048576 are read\n/,
    );
    assert.match(
      one(() => new Uint8Array(1024 * 1024).fill(0x23)),
      /SMS1108/,
    );
  });
  it("does not hide a fault of the program", () => {
    assert.throws(() => readManifestFile("sms.yaml", () => assert.fail("a fault")), /a fault/);
    const fault = () => {
      throw new TypeError("a fault");
    };
    assert.throws(() => readManifestFile("sms.yaml", fault), /a fault/);
  });
});
