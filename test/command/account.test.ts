import assert from "node:assert/strict";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { runPulumi } from "../../provider/stack";
import { accessKey, exported, pulumi, secretKey, stackConfig, Terminal } from "./terminal";
import { chinaProject, europeanProject } from "../support/service/projects";

describe("msgsms: where the settings of an account come from", () => {
  let terminal: Terminal;
  const nothing = { HUAWEICLOUD_SDK_AK: undefined, HUAWEICLOUD_SDK_SK: undefined };
  const stack = (more: object = {}) =>
    stackConfig({
      cloudRegion: "cn-north-4",
      projectId: chinaProject,
      endpoint: terminal.emulator.url,
      accessKey,
      secretKey,
      profiles: {
        europe: { cloudRegion: "eu-west-101", projectId: europeanProject, endpoint: terminal.emulator.url, accessKey, secretKey },
      },
      ...more,
    });
  const projectShown = async (...args: Parameters<Terminal["msgsms"]>) =>
    /project (\w+)/.exec((await terminal.msgsms(...args)).stdout)?.[1];

  before(async () => (terminal = await Terminal.open()));
  beforeEach(() => terminal.clear());
  after(() => terminal.close());

  it("takes the configuration file last, then the environment, the stack, and flags first", async () => {
    terminal.write(
      "msgsms.config.yaml",
      `account:\n  cloudRegion: cn-north-4\n  projectId: "f11e"\n  endpoint: ${terminal.emulator.url}\n`,
    );
    const project = async (words: string, environment = {}) => {
      const run = pulumi({ "pulumi config": stack({ projectId: "57ac" }), "pulumi stack export": exported() });
      const { stderr, stdout } = await terminal.msgsms(`list ${words}`, { environment, run });
      return /(?:\/v2\/|project )([0-9a-f]+)/.exec(stderr + stdout)?.[1];
    };
    assert.equal(await project(""), "f11e");
    assert.equal(await project("", { HW_PROJECT_ID: "e4f" }), "e4f");
    assert.equal(await project("--stack dev", { HW_PROJECT_ID: "e4f" }), "57ac");
    assert.equal(await project("--stack dev", { HW_PROJECT_ID: "e4f", MSGSMS_PROJECT_ID: "f1a6" }), "f1a6");
    assert.equal(await project("--stack dev --project-id f1a9", { MSGSMS_PROJECT_ID: "f1a6" }), "f1a9");
  });

  it("reads the configuration of a stack, secrets included, and its state, without them", async () => {
    const run = pulumi({ "pulumi config": stack(), "pulumi stack export": exported() });
    assert.equal(await projectShown("list --stack prod", { run, environment: nothing }), chinaProject);
    assert.equal(await projectShown("list --stack prod --profile europe", { run, environment: nothing }), europeanProject);
    const asked = [
      "pulumi config --json --show-secrets --stack prod --non-interactive",
      "pulumi stack export --stack prod --show-secrets=false --non-interactive --color never",
    ];
    assert.deepEqual(run.asked, [...asked, ...asked]);
  });

  it("starts a real child process in the current folder, with the user's environment", async () => {
    terminal.write("pulumi", `#!/bin/sh\n[ -f here ] || exit 1\n[ "$1" = config ] && echo "$ANSWER" || echo "$STATE"\n`);
    terminal.write("here", "");
    chmodSync(join(terminal.folder, "pulumi"), 0o755);
    const environment = { ...nothing, PATH: `${terminal.folder}:/bin:/usr/bin`, ANSWER: stack(), STATE: exported() };
    const run = (path: string) =>
      runPulumi({ command: "pulumi", folder: terminal.folder, environment: { ...environment, PATH: path }, limit: 10_000 });
    assert.equal(await projectShown("list --stack prod", { run: run(environment.PATH), environment }), chinaProject);
    const none = await terminal.msgsms("list --stack prod", {
      run: run(join(terminal.folder, "empty")),
    });
    assert.match(none.stderr, /SMS4007: the stack "prod" was not read: pulumi is not on PATH/);
  });

  const failures: [title: string, words: string, answer: string | { code: number; stderr: string } | undefined, said: RegExp][] = [
    [
      "a missing pulumi",
      "list --stack dev",
      undefined,
      /SMS4007: the stack "dev" was not read: pulumi is not on PATH\n +do +install Pulumi/,
    ],
    [
      "a failing pulumi",
      "list --stack dev",
      { code: 255, stderr: "error: no stack named 'dev' found\n" },
      /SMS4007: .*pulumi failed\n +command .*--stack dev.*\n +ended +255\n +said +error: no stack named 'dev' found\n +do +run msgsms in the folder of the Pulumi program/,
    ],
    [
      "an answer that is no JSON",
      "list --stack dev",
      '{"msgsms:secretKey": hunter2',
      /SMS4007: .* did not print a JSON object\n +command +pulumi config/,
    ],
    ["a stack that would be a flag", "list --stack=--help", "{}", /SMS4007: "--help" is not the name of a stack/],
    [
      "a stack without settings",
      "list --stack dev",
      "{}",
      /SMS4001: [^]*\n +cloudRegion +not in flag --cloud-region, msgsms:cloudRegion,.*\n[^]*\n +do +pulumi config set/,
    ],
    [
      "profiles that are no object",
      "list --stack dev --profile europe",
      stackConfig({ profiles: "hunter2{" }),
      /SMS4004: msgsms:profiles is not JSON/,
    ],
    ["a bad value", "list --stack dev", stackConfig({ cloudRegion: "mars" }), /SMS4002: msgsms:cloudRegion is not .*"mars"/],
    [
      "a bad value of a flag",
      "list --stack dev --cloud-region mars",
      stackConfig({}),
      /SMS4002: cloudRegion \(flag --cloud-region\) is not .*"mars"/,
    ],
  ];
  for (const [title, words, answer, said] of failures) {
    it(`ends with 2 for ${title}`, async () => {
      const run = pulumi(
        typeof answer === "string"
          ? { "pulumi config": answer, "pulumi stack export": exported() }
          : answer === undefined
            ? {}
            : { pulumi: answer },
      );
      const { code, stdout, stderr } = await terminal.msgsms(words, { run, environment: nothing });
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, said);
    });
  }

  it("names the places of a missing setting without a stack, and the profiles that there are", async () => {
    const europe = `{cloudRegion: eu-west-101, projectId: "${europeanProject}"}`;
    terminal.write("msgsms.config.yaml", `account:\n  profiles:\n    europe: ${europe}\n`);
    const { stderr } = await terminal.msgsms("list");
    assert.match(stderr, /projectId +not in flag --project-id, HUAWEICLOUD_SDK_PROJECT_ID, .*, account\.projectId in /);
    assert.match(stderr, /or give: +--cloud-region <cloud-region> --project-id <id>\n +or take them from a stack: +--stack <name>\n/);
    assert.match(stderr, /\n +profiles +"europe"\n +do +use a profile that exists: +--profile europe\n/);
  });

  it("lets a named profile stand for flags and environment where no place has profiles", async () => {
    const words = `list --profile europe --cloud-region eu-west-101 --project-id ${europeanProject} --endpoint ${terminal.emulator.url}`;
    assert.equal(await projectShown(words), europeanProject);
  });

  it("takes an account's flag in the command's part of the file before the account there, and after the environment", async () => {
    terminal.configure('list:\n  projectId: "c0de"\n');
    assert.match((await terminal.msgsms("list")).stderr, /\/v2\/c0de\//);
    assert.match((await terminal.msgsms("list", { environment: { HW_PROJECT_ID: "e4f" } })).stderr, /\/v2\/e4f\//);
    terminal.configure('doctor:\n  projectId: "c0de"\n');
    assert.match((await terminal.msgsms("doctor")).stdout, /projectId is c0de, from doctor\.projectId in .*msgsms\.config\.yaml\n/);
    assert.match(
      (await terminal.msgsms("doctor", { environment: { MSGSMS_PROJECT_ID: "f1a6" } })).stdout,
      /projectId is f1a6, from environment variable MSGSMS_PROJECT_ID\n/,
    );
  });

  it("takes a flag out of the command's part of the configuration file after the environment's", async () => {
    terminal.configure("list:\n  market: international\n");
    const { stdout } = await terminal.msgsms("list");
    assert.ok(stdout.includes("international") && !stdout.includes("chinese-mainland"), stdout);
  });

  for (const name of ["list", "import", "drift", "todo", "doctor"]) {
    it(`begins the help of ${name} with examples, and names the variable of each flag`, async () => {
      const { code, stdout } = await terminal.msgsms(`${name} --help`);
      assert.equal(code, 0);
      assert.match(stdout, new RegExp(`^Examples:\n  \\$ msgsms ${name}`));
      const flat = stdout.replaceAll(/\s+/g, " ");
      for (const variable of ["MSGSMS_PROFILE", "MSGSMS_CLOUD_REGION", "MSGSMS_PROJECT_ID", "MSGSMS_ENDPOINT", "MSGSMS_STACK"]) {
        assert.ok(flat.includes(`env: ${variable})`), variable);
      }
      assert.doesNotMatch(stdout, /--(access|secret)-key/);
    });

    it(`gives ${name} the nearest flag for a mistyped one`, async () => {
      const { code, stderr } = await terminal.msgsms(`${name} --stak dev`);
      assert.deepEqual([code, /--stack/.test(stderr)], [2, true]);
    });
  }
});
