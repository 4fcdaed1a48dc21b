import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EmulatorError, startEmulator } from "../../provider/emulator";
import { TestEmulator } from "../support/service/signed-client";
import { chinaProject, europeanProject } from "../support/service/projects";

describe("emulator: data folder", () => {
  let folder = "";
  let file = "";
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), "msgsms-emulator-")), "data");
    file = join(folder, "applications.jsonl");
  });
  afterEach(() => rmSync(join(folder, ".."), { recursive: true, force: true }));

  const filled = async () => {
    const emulator = await new TestEmulator({ dataFolder: folder }).start();
    const id = await emulator.created(chinaProject, { app_name: "codes", region: "cn", up_link_addr: "https://a.example" });
    await emulator.created(europeanProject, { app_name: "eu", region: "intl" });
    await emulator.update(chinaProject, id, { app_name: "renamed", region: "cn", up_link_addr: "https://b.example" });
    await emulator.control("POST", "/seed", { applications: [{ projectId: chinaProject, id, status: "SUSPENDED" }] });
    return { emulator, id };
  };

  it("has everything again after a restart, secrets included", async () => {
    const { emulator, id } = await filled();
    const before = await emulator.control("GET", "/applications?secrets=true");
    const shown = await emulator.show(chinaProject, id);
    await emulator.stop();
    await emulator.start();
    assert.deepEqual(await emulator.control("GET", "/applications?secrets=true"), before);
    assert.deepEqual((await emulator.show(chinaProject, id)).body, shown.body);
    assert.equal(shown.body["app_name"], "renamed");
    await emulator.end();
  });

  it("keeps the file from other users", async () => {
    const { emulator } = await filled();
    await emulator.end();
    assert.equal(statSync(file).mode & 0o077, 0);
    assert.equal(statSync(folder).mode & 0o077, 0);
  });

  it("cuts off a half-written last line and goes on", async () => {
    const { emulator } = await filled();
    const before = await emulator.control("GET", "/applications");
    await emulator.stop();
    appendFileSync(file, '{"id":"half');
    await emulator.start();
    assert.deepEqual(await emulator.control("GET", "/applications"), before);
    await emulator.created(chinaProject, { app_name: "more", region: "cn" });
    await emulator.stop();
    await emulator.start();
    assert.equal(((await emulator.control("GET", "/applications")).body["applications"] as unknown[]).length, 3);
    await emulator.end();
  });

  it("starts from a file cut anywhere, with every application whose line is whole", async () => {
    const { emulator } = await filled();
    await emulator.end();
    const whole = readFileSync(file);
    for (let length = 0; length <= whole.length; length += 97) {
      writeFileSync(file, whole.subarray(0, length));
      const lines = whole.subarray(0, length).toString("utf8").split("\n").slice(1, -1);
      const ids = new Set(lines.map((line) => (JSON.parse(line) as { id: string }).id));
      const cut = await new TestEmulator({ dataFolder: folder }).start();
      const { applications } = (await cut.control("GET", "/applications")).body as { applications: { id: string }[] };
      assert.deepEqual(new Set(applications.map((application) => application.id)), ids, `cut after ${length} bytes`);
      await cut.end();
    }
  });

  it("keeps what only the console shows", async () => {
    const { emulator, id } = await filled();
    emulator.inside.changeInConsole({ projectId: chinaProject, id, statusReportDestination: "https://a.example", uplinkSendTime: true });
    await emulator.stop();
    await emulator.start();
    const [changed] = emulator.inside.applications();
    assert.deepEqual([changed?.statusReportDestination, changed?.uplinkSendTime], ["https://a.example", true]);
    await emulator.end();
  });

  it("has what a late commit had taken, when it was ended before the commit", async () => {
    const emulator = await new TestEmulator({ dataFolder: folder }).start();
    emulator.inside.planFaults([{ fault: { kind: "late-commit", ms: 60_000, answer: "normal" } }]);
    const id = await emulator.created(chinaProject, { app_name: "codes", region: "cn" });
    assert.equal((await emulator.show(chinaProject, id)).status, 404);
    await emulator.stop();
    await emulator.start();
    assert.equal((await emulator.show(chinaProject, id)).status, 200);
    await emulator.end();
  });

  it("forgets on reset, for the next start too", async () => {
    const { emulator } = await filled();
    await emulator.control("POST", "/reset");
    await emulator.created(chinaProject, { app_name: "after", region: "cn" });
    await emulator.stop();
    await emulator.start();
    assert.deepEqual(await emulator.names(chinaProject), ["after"]);
    await emulator.end();
  });

  it("loses nothing when a second emulator is started on the folder by mistake", async () => {
    const { emulator } = await filled();
    const second = await new TestEmulator({ dataFolder: folder }).start();
    await second.created(chinaProject, { app_name: "of_second", region: "cn" });
    await emulator.created(chinaProject, { app_name: "of_first", region: "cn" });
    await emulator.end();
    await second.stop();
    await second.start();
    assert.deepEqual(await second.names(chinaProject, { region: "cn", app_name: "of_" }), ["of_first", "of_second"]);
    await second.end();
  });

  const unusable: [title: string, spoil: () => void, message: RegExp][] = [
    ["a file that is not ours", () => writeFileSync(file, "hello\n"), /applications\.jsonl:1 is not a line/],
    ["a file that is not ours and has no line feed", () => writeFileSync(file, "hello"), /applications\.jsonl:1 is not a line/],
    [
      "a broken line in the middle",
      () => writeFileSync(file, readFileSync(file, "utf8").replace('"name":"eu"', "")),
      /applications\.jsonl:3 is not a line/,
    ],
    [
      "a line with a field missing",
      () => writeFileSync(file, readFileSync(file, "utf8").replace('"name":"eu"', '"title":"eu"')),
      /applications\.jsonl:3 is not a line/,
    ],
  ];
  for (const [title, spoil, message] of unusable) {
    it(`does not start on ${title}, and leaves it as it is`, async () => {
      const { emulator } = await filled();
      await emulator.end();
      spoil();
      const before = readFileSync(file, "utf8");
      await assert.rejects(
        startEmulator({ dataFolder: folder }),
        (error) => error instanceof EmulatorError && error.reason === "data-unusable" && message.test(error.message),
      );
      assert.equal(readFileSync(file, "utf8"), before);
    });
  }

  it("does not start where the folder is a file", async () => {
    writeFileSync(folder, "");
    await assert.rejects(
      startEmulator({ dataFolder: folder }),
      (error) => error instanceof EmulatorError && error.message.includes(folder),
    );
  });
});
