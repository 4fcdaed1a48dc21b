import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CreationIntent } from "../../provider/application";
import { ForeseenError } from "../../provider/messages";
import { IntentFolder, stateFolder } from "../../provider/intents";
import { chinaProject } from "../support/service/projects";

const intent: CreationIntent = {
  endpoint: "https://msgsms.cn-north-4.myhuaweicloud.com",
  cloudRegion: "cn-north-4",
  projectId: chinaProject,
  market: "chinese-mainland",
  name: "../odd|name*?",
  stack: "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev",
  time: "2026-01-31T12:00:00.000Z",
  seenBefore: ["a"],
};

describe("life: the notes on the disk", () => {
  let root: string;
  let folder: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "pulumi-msgsms-intents-"));
    folder = join(root, "state", "intents");
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  let runs = 0;
  const open = (sender = { host: "here", pid: 7 }, isRunning: (pid: number) => boolean = () => false) =>
    new IntentFolder(folder, { ...sender, run: `run ${++runs}` }, isRunning);
  const files = () => readdirSync(folder);
  const code = (act: () => unknown) => {
    try {
      act();
    } catch (error) {
      if (error instanceof ForeseenError) return error.message;
      throw error;
    }
    return "no error";
  };

  it("has nothing while the folder does not exist, and makes it with the first note", () => {
    const intents = open();
    assert.equal(intents.find(intent), undefined);
    intents.settle("b");
    intents.settleOwn();
    assert.throws(files, /ENOENT/);
    intents.write(intent);
    assert.equal(files().length, 1);
  });

  it("keeps one note for each place, for its owner only, under a name that any disk takes", () => {
    const intents = open();
    intents.write(intent);
    intents.write({ ...intent, id: "b" });
    intents.write({ ...intent, market: "international" });
    assert.equal(files().length, 2);
    for (const name of files()) {
      assert.match(name, /^[0-9a-f]{32}\.json$/);
      if (process.platform !== "win32") assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600);
    }
    assert.equal(open().find(intent)?.id, "b");
  });

  it("shows a note to other runs only", () => {
    const intents = open();
    intents.write(intent);
    assert.equal(intents.find(intent), undefined);
    assert.deepEqual(open().find(intent)?.seenBefore, ["a"]);
    for (const other of [{ projectId: "ff" }, { endpoint: "https://else.example" }, { cloudRegion: "cn-south-1" }, { name: "odd" }])
      assert.equal(open().find({ ...intent, ...other }), undefined);
  });

  it("shows all that other runs have left, and none of this one's", () => {
    assert.deepEqual(open().left(), []);
    const [first, second] = [open(), open()];
    first.write(intent);
    first.write({ ...intent, name: "other", id: "b" });
    second.write({ ...intent, name: "mine" });
    const names = (intents: IntentFolder) =>
      intents
        .left()
        .map(({ name }) => name)
        .sort();
    assert.deepEqual(names(second), [intent.name, "other"]);
    assert.deepEqual(names(open()), [intent.name, "mine", "other"]);
  });

  it("settles what is in the state, and at the end what this run created itself", () => {
    const [first, second] = [open(), open()];
    first.write({ ...intent, id: "b" });
    second.write({ ...intent, name: "other", id: "c" });
    second.write({ ...intent, name: "open" });
    second.settleOwn();
    assert.deepEqual([open().find(intent)?.id, open().find({ ...intent, name: "other" })], ["b", undefined]);
    assert.ok(open().find({ ...intent, name: "open" }), "nobody knows what came of it");
    open().settle("b");
    assert.equal(open().find(intent), undefined);
  });

  it("asks for a process of this machine only, and not for its own number", () => {
    open().write(intent);
    const asked: number[] = [];
    const running = (pid: number) => asked.push(pid) > 0;
    assert.equal(open({ host: "here", pid: 8 }, running).senderLives(intent), true);
    assert.equal(open({ host: "there", pid: 8 }, running).senderLives(intent), false);
    assert.equal(open({ host: "here", pid: 7 }, running).senderLives(intent), false);
    assert.deepEqual(asked, [7]);
  });

  it("refuses a file that it did not write, by name, and leaves it", () => {
    const intents = open();
    intents.write(intent);
    const file = join(folder, files()[0]!);
    for (const text of [
      "",
      "{",
      "null",
      "[]",
      '{"format":"msgsms-intent/2"}',
      readFileSync(file, "utf8").replace('"seenBefore":["a"]', '"seenBefore":1'),
    ]) {
      writeFileSync(file, text);
      assert.match(
        code(() => open().find(intent)),
        /^SMS2022: a creation note was not written by this version\n +file .*[0-9a-f]{32}\.json\n/,
      );
      assert.equal(readFileSync(file, "utf8"), text);
    }
  });

  it("says which folder cannot be used and what to set", () => {
    writeFileSync(join(root, "state"), "a file");
    assert.match(
      code(() => open().write(intent)),
      /^SMS2022: the folder of creation notes cannot be used\n +folder .*state.*XDG_STATE_HOME/s,
    );
  });
});

describe("life: where the notes on the disk are", () => {
  it("follows the XDG specification, and Windows", () => {
    assert.equal(stateFolder({}, "/home/a", "linux"), "/home/a/.local/state/pulumi-msgsms");
    assert.equal(stateFolder({ XDG_STATE_HOME: "/var/state" }, "/home/a", "linux"), "/var/state/pulumi-msgsms");
    assert.equal(stateFolder({ XDG_STATE_HOME: "relative" }, "/home/a", "darwin"), "/home/a/.local/state/pulumi-msgsms");
    assert.equal(stateFolder({ LOCALAPPDATA: "/local" }, "/home/a", "win32"), "/local/pulumi-msgsms");
  });
});
