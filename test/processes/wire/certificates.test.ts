import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { secret, stepsOf } from "../../../provider/messages";
import { factOf } from "../../support/readable";
import { type ApiError, createManagementApi, type RequestDeps } from "../../../provider/api";
import { authority, fixture, tlsService, type TlsService } from "../../support/service/tls-service";

const account = { cloudRegion: "ap-southeast-1", projectId: "0123456789abcdef", accessKey: "AK", secretKey: secret("SK") } as const;

const apiAt = (endpoint: string, deps: Partial<RequestDeps> = {}) =>
  createManagementApi({ ...account, endpoint }, { clock: () => new Date(), ...deps });

const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => assert.fail("succeeded"),
    (error: unknown) => error as ApiError,
  );

/** Counts applications in a process of its own, because Node reads NODE_EXTRA_CA_CERTS when it starts. */
async function inProcess(service: TlsService, environment: Record<string, string>, deps = "{}"): Promise<string> {
  const operations = join(__dirname, "..", "..", "..", "provider", "api", "management-api");
  const program = `
    const { createManagementApi } = require(${JSON.stringify(operations)});
    const account = ${JSON.stringify({ ...account, endpoint: service.endpoint })};
    const api = createManagementApi(account, { clock: () => new Date(), environment: process.env, ...${deps} });
    Promise.all([api.countApplications("international"), api.createApplication({ market: "international", name: "a" })])
      .then(([{ quota }, { id }]) => console.log("quota", quota, "id", id.length), (error) => console.log(error.ending))
      .then(() => process.exit());`;
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: "", ...environment };
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", "-e", program], { env, encoding: "utf8" });
  return stdout.trim();
}

describe("certificates", () => {
  it("one that nobody trusts is refused before anything is sent, and the error says which variable helps", async () => {
    await using service = await tlsService();
    const api = apiAt(service.endpoint);
    for (const call of [api.countApplications("international"), api.createApplication({ market: "international", name: "a" })]) {
      const error = await failureOf(call);
      assert.deepEqual([error.code, error.outcome, error.ending], ["SMS3001", "not-sent", "certificate-not-trusted"]);
      assert.match(error.told.what, /this machine does not trust its certificate$/);
      assert.deepEqual([factOf(error.told, "error"), factOf(error.told, "sent")], ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "nothing"]);
      assert.match(stepsOf(error.told)[0]?.text ?? "", /NODE_EXTRA_CA_CERTS=<file with its certificate in PEM>/);
    }
    assert.deepEqual(service.seen, []);
  });

  it("one for another host name is told apart", async () => {
    await using service = await tlsService();
    const error = await failureOf(
      apiAt(`https://localhost:${service.port}`, { certificateAuthority: authority }).countApplications("international"),
    );
    assert.equal(error.ending, "certificate-not-trusted");
    assert.match(error.told.what, /its certificate is for another host name$/);
    assert.deepEqual([factOf(error.told, "error"), factOf(error.told, "sent")], ["ERR_TLS_CERT_ALTNAME_INVALID", "nothing"]);
    assert.match(stepsOf(error.told)[0]?.text ?? "", /check the host name/);
  });

  it("NODE_EXTRA_CA_CERTS is enough by itself", async () => {
    await using service = await tlsService();
    assert.equal(await inProcess(service, {}), "certificate-not-trusted");
    assert.equal(await inProcess(service, { NODE_EXTRA_CA_CERTS: fixture("authority.pem") }), "quota 2 id 36");
  });

  it("NODE_TLS_REJECT_UNAUTHORIZED=0 counts for this machine alone, and nothing is sent anywhere else", async () => {
    const environment = { NODE_TLS_REJECT_UNAUTHORIZED: "0" };
    await using service = await tlsService();
    assert.equal(await inProcess(service, environment), "quota 2 id 36");
    for (const endpoint of [
      "https://msgsms.cn-north-4.myhuaweicloud.com",
      "https://127.0.0.1.example",
      "https://10.0.0.1",
      "https://[::2]",
    ]) {
      assert.throws(() => apiAt(endpoint, { environment }), { code: "SMS3014", outcome: "not-sent" });
    }
    for (const endpoint of ["https://127.0.0.1:1", "https://localhost:1", "https://[::1]:1", "http://127.0.0.1:1"])
      apiAt(endpoint, { environment });
    // The variable of the process counts for nothing where the settings do not have it.
    const deps = "{ environment: {} }";
    assert.equal(await inProcess(service, environment, deps), "certificate-not-trusted");
  });

  it("TLS is version 1.2 at least, even where Node is allowed older ones", async () => {
    const ciphers = "DEFAULT@SECLEVEL=0";
    await using old = await tlsService({ minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers });
    await using usual = await tlsService({ minVersion: "TLSv1.2", maxVersion: "TLSv1.2" });
    const environment = { NODE_EXTRA_CA_CERTS: fixture("authority.pem"), NODE_OPTIONS: `--tls-min-v1.0 --tls-cipher-list=${ciphers}` };
    for (const deps of ["{}", `{ certificateAuthority: require("node:tls").rootCertificates[0] }`]) {
      assert.equal(await inProcess(old, environment, deps), "tls-failed");
      assert.equal(await inProcess(usual, environment, deps), "quota 2 id 36");
    }
  });

  it("an authority that is passed in is trusted besides Node's own and NODE_EXTRA_CA_CERTS", async () => {
    await using service = await tlsService();
    const api = apiAt(service.endpoint, { certificateAuthority: authority });
    assert.deepEqual(await api.countApplications("international"), { quota: 2, used: 1 });
    await api.createApplication({ market: "international", name: "a" });
    assert.deepEqual(service.seen, ["GET", "POST"]);

    const another = `{ certificateAuthority: require("node:tls").rootCertificates[0] }`;
    assert.equal(await inProcess(service, { NODE_EXTRA_CA_CERTS: fixture("authority.pem") }, another), "quota 2 id 36");
    assert.equal(await inProcess(service, { NODE_EXTRA_CA_CERTS: fixture("no-such-file.pem") }, another), "certificate-not-trusted");
  });

  it("a text that holds no certificates, or a broken one, is refused at once", () => {
    const broken = authority.replace(/^(.*\n.{20})...../, "$1AAAAA");
    for (const certificateAuthority of ["", "authority.pem", broken, `${authority}\n${broken}`]) {
      assert.throws(
        () => apiAt("https://127.0.0.1:9", { certificateAuthority }),
        /SMS3012: the certificate authority is not a certificate in PEM/,
      );
    }
    apiAt("https://127.0.0.1:9", { certificateAuthority: `# ours\n${authority}\n${authority}` });
  });
});
