import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { request } from "undici";
import { sent, signed, type Call } from "../../support/service/signed-client";
import { chinaProject, europeanProject } from "../../support/service/projects";

const repository = join(__dirname, "..", "..", "..");
const listening = /^msgsms emulator listening on (http:\/\/127\.0\.0\.1:\d+)\n$/;

interface Process {
  child: ChildProcess;
  stdout: () => string;
  stderr: () => string;
  ended: Promise<{ code: number | null; signal: string | null }>;
}

const started: ChildProcess[] = [];

function msgsms(args: string[], environment: Record<string, string> = {}): Process {
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("MSGSMS_")));
  const child = spawn(process.execPath, [join("dist", "provider", "cli", "main.js"), ...args], {
    cwd: repository,
    env: { ...own, ...environment },
  });
  started.push(child);
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.once("close", (code, signal) => resolve({ code, signal }));
  });
  return { child, stdout: () => stdout, stderr: () => stderr, ended };
}

async function urlOf(emulator: Process): Promise<string> {
  while (!emulator.stdout().includes("\n")) {
    assert.equal(emulator.child.exitCode, null, emulator.stderr());
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const [, url] = listening.exec(emulator.stdout()) ?? [];
  assert.ok(url, `the first line is not as documented: ${emulator.stdout()}`);
  return url;
}

const now = (call: Call, accessKey = "emulator-access-key", secretKey = "emulator-secret-key") =>
  signed(call, { accessKey, secretKey, date: new Date() });

const list = (project: string): Call => ({ method: "GET", path: `/v2/${project}/msgsms/apps` });

describe("msgsms emulator, as a process", function () {
  this.timeout(30_000);
  afterEach(() => {
    for (const child of started.splice(0)) if (child.exitCode === null) child.kill("SIGKILL");
  });

  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    it(`prints one line, serves the default projects, and ends with 0 on ${signal}`, async () => {
      const emulator = msgsms(["emulator"]);
      const url = await urlOf(emulator);
      for (const project of [chinaProject, europeanProject]) assert.equal((await sent(url, now(list(project)))).status, 200);
      emulator.child.kill(signal);
      assert.deepEqual(await emulator.ended, { code: 0, signal: null });
      assert.match(emulator.stdout(), listening);
      assert.equal(emulator.stderr(), "");
    });
  }

  it("takes every flag, and the flag before the environment", async () => {
    const emulator = msgsms(
      [
        "emulator",
        "--access-key",
        "ak",
        "--secret-key",
        "sk",
        "--project-id",
        "aa",
        "--project-id",
        "bb@ap-southeast-1",
        "--quota",
        "7",
        "--launch-after",
        "3600000",
        "--verbose",
      ],
      { MSGSMS_EMULATOR_QUOTA: "9", MSGSMS_EMULATOR_ACCESS_KEY: "other" },
    );
    const url = await urlOf(emulator);
    const call = (request: Call) => sent(url, now(request, "ak", "sk"));
    assert.deepEqual((await call({ method: "GET", path: "/v2/bb/msgsms/apps-count", query: [["region", "cn"]] })).body, {
      total: 7,
      used: 0,
    });
    assert.equal((await call(list(chinaProject))).status, 403, "the id without a cloud region took its place");
    assert.equal((await call(list(europeanProject))).status, 200, "the other default stays");
    const { body } = await call({ method: "POST", path: "/v2/aa/msgsms/apps", body: { app_name: "codes", region: "cn" } });
    const shown = (await call({ method: "GET", path: `/v2/aa/msgsms/apps/${String(body["id"])}` })).body;
    assert.equal(shown["status"], "CREATED");
    assert.equal(shown["app_access_addr"], "https://smsapi.cn-north-4.myhuaweicloud.com:443");
    emulator.child.kill("SIGTERM");
    await emulator.ended;
    assert.match(emulator.stderr(), /POST \/v2\/aa\/msgsms\/apps CreateApp 200\n/);
    assert.doesNotMatch(emulator.stderr(), /Signature=/);
    assert.match(emulator.stdout(), listening);
  });

  it("takes every setting from the environment", async () => {
    const emulator = msgsms(["emulator"], {
      MSGSMS_EMULATOR_PORT: "0",
      MSGSMS_EMULATOR_HOST: "127.0.0.1",
      MSGSMS_EMULATOR_ACCESS_KEY: "ak",
      MSGSMS_EMULATOR_SECRET_KEY: "sk",
      MSGSMS_EMULATOR_PROJECT_ID: "aa@cn-south-1, bb@eu-west-101",
      MSGSMS_EMULATOR_QUOTA: "3",
    });
    const url = await urlOf(emulator);
    for (const project of ["aa", "bb", chinaProject, europeanProject]) {
      const count: Call = { method: "GET", path: `/v2/${project}/msgsms/apps-count`, query: [["region", "intl"]] };
      assert.deepEqual((await sent(url, now(count, "ak", "sk"))).body, { total: 3, used: 0 });
    }
  });

  it("comes back with every application after kill -9", async () => {
    const folder = mkdtempSync(join(tmpdir(), "msgsms-emulator-"));
    try {
      const first = msgsms(["emulator", "--quota", "100"], { MSGSMS_EMULATOR_DATA: folder });
      const url = await urlOf(first);
      const ids: unknown[] = [];
      for (let index = 0; index < 5; index++) {
        const create: Call = { method: "POST", path: `/v2/${chinaProject}/msgsms/apps`, body: { app_name: `app_${index}`, region: "cn" } };
        ids.push((await sent(url, now(create))).body["id"]);
      }
      first.child.kill("SIGKILL");
      await first.ended;
      const again = await urlOf(msgsms(["emulator", "--data", folder]));
      const { applications } = (await (await request(`${again}/_emulator/applications`)).body.json()) as { applications: { id: string }[] };
      assert.deepEqual(
        applications.map((application) => application.id),
        ids,
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("says that the port is in use", async () => {
    const port = new URL(await urlOf(msgsms(["emulator"]))).port;
    const second = msgsms(["emulator", "--port", port]);
    assert.equal((await second.ended).code, 2);
    assert.match(second.stderr(), new RegExp(`^error: SMS5002: .*127\\.0\\.0\\.1:${port}: the port is in use\\n(?: .*\\n)*$`));
    assert.equal(second.stdout(), "");
  });

  const bad: [args: string[], environment: Record<string, string>, message: RegExp][] = [
    [["emulator", "--port", "70000"], {}, /--port.*'70000'.*0 to 65535/],
    [["emulator", "--port", "-1"], {}, /--port.*'-1'.*0 to 65535/],
    [["emulator", "--prot", "1"], {}, /unknown option '--prot' \(Did you mean --port\?\)/],
    [["emulator", "--project-id", "xyz"], {}, /--project-id.*'xyz'.*hexadecimal/],
    [["emulator", "--project-id", "aa@mars-1"], {}, /cloud region "mars-1".*eu-west-101/],
    [["emulator", "--project-id", "aa", "--project-id", "aa@cn-south-1"], {}, /project id aa is given twice/],
    [["emulator", "--secret-key", ""], {}, /secret key is empty/],
    [["emulator", "extra"], {}, /too many arguments/],
    [["emulator"], { MSGSMS_EMULATOR_QUOTA: "many" }, /MSGSMS_EMULATOR_QUOTA.*whole number/],
    [["emulater"], {}, /unknown command 'emulater' \(Did you mean emulator\?\)/],
  ];
  it("refuses each bad flag, with exit code 2 and no stack", async () => {
    const runs = bad.map(([args, environment, message]) => ({ args, message, refused: msgsms(args, environment) }));
    for (const { args, message, refused } of runs) {
      assert.equal((await refused.ended).code, 2, args.join(" "));
      // The flags themselves are refused in one line; what they mean together in a message with what to do below it.
      assert.match(refused.stderr(), /^error: (?!SMS)[^\n]*\n$|^error: SMS[^\n]*\n(?: {2}[^\n]*\n)+$/);
      assert.match(refused.stderr(), message);
      assert.equal(refused.stdout(), "");
    }
  });

  it("begins each help with an example, and names every flag's variable", async () => {
    const help = msgsms(["emulator", "--help"]);
    assert.equal((await help.ended).code, 0);
    assert.match(help.stdout(), /^Example:\n {2}\$ msgsms emulator /);
    for (const name of ["PORT", "HOST", "ACCESS_KEY", "SECRET_KEY", "PROJECT_ID", "QUOTA", "DATA"])
      assert.match(help.stdout(), new RegExp(`MSGSMS_EMULATOR_${name}\\)`));
    assert.match(help.stdout(), /_emulator\/faults/);
    const program = msgsms(["--help"]);
    assert.equal((await program.ended).code, 0);
    assert.match(program.stdout(), /^Examples:\n {2}\$ msgsms /);
    assert.match(program.stdout(), /Exit codes:/);
  });
});
