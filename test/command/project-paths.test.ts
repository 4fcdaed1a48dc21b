import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommandLine, type OutputStream } from "../../provider/cli";

interface Sarif {
  runs: [
    { artifacts: [{ location: { uri: string } }]; results: [{ locations: [{ physicalLocation: { artifactLocation: { uri: string } } }] }] },
  ];
}

describe("msgsms: paths of reports in a pipeline", () => {
  let top = "";
  let project = "";
  let folder = "";
  before(() => {
    top = realpathSync(mkdtempSync(join(tmpdir(), "paths-")));
    project = join(top, "project");
    folder = join(project, "deploy", "sms");
    mkdirSync(folder, { recursive: true });
    symlinkSync(project, join(top, "link"));
    const text = "apiVersion: msgsms/v1\nkind: SmsApplications\napplications:\n  a:\n    market: international\n    name: b-bad\n";
    for (const path of [join(folder, "sms.yaml"), join(top, "outside.yaml")]) writeFileSync(path, text);
  });
  after(() => rmSync(top, { recursive: true }));

  async function reported(words: string, environment: Record<string, string>): Promise<string> {
    let stdout = "";
    const stream = (write: (text: string) => void): OutputStream => ({ write, isTerminal: false, columns: 80 });
    await runCommandLine(words.split(" "), {
      folder,
      environment,
      stdout: stream((text) => (stdout += text)),
      stderr: stream(() => undefined),
      stdin: () => Promise.resolve(new Uint8Array()),
      now: () => new Date(),
    });
    return stdout;
  }
  const github = async (file: string, root: string) => {
    const report = await reported(`validate ${file}`, { GITHUB_ACTIONS: "true", GITHUB_WORKSPACE: root });
    return /::error file=([^,]*),/.exec(report)?.[1];
  };
  const sarif = async (file: string, environment: Record<string, string>) => {
    const [{ artifacts, results }] = (JSON.parse(await reported(`validate ${file} --format sarif`, environment)) as Sarif).runs;
    assert.deepEqual(artifacts[0].location, results[0].locations[0].physicalLocation.artifactLocation);
    return artifacts[0].location.uri;
  };
  const gitlab = async (file: string, environment: Record<string, string>) =>
    (
      JSON.parse(await reported(`validate ${file} --format gitlab`, environment)) as [{ location: { path: string }; fingerprint: string }]
    )[0];

  it("count from what GitHub has checked out", async () => {
    for (const root of [project, `${project}/`, join(top, "link")])
      for (const file of ["sms.yaml", "./sms.yaml", join(folder, "sms.yaml"), join(top, "link", "deploy", "sms", "sms.yaml")]) {
        assert.equal(await github(file, root), "deploy/sms/sms.yaml", `${file} ${root}`);
        assert.equal(await sarif(file, { GITHUB_WORKSPACE: root }), "deploy/sms/sms.yaml");
      }
  });
  it("count from what GitLab has checked out, and an issue is the same one however its file is given", async () => {
    const issues = await Promise.all(
      ["sms.yaml", join(folder, "sms.yaml")].map((file) => gitlab(file, { GITLAB_CI: "true", CI_PROJECT_DIR: project })),
    );
    assert.deepEqual(
      issues.map(({ location: { path } }) => path),
      Array(2).fill("deploy/sms/sms.yaml"),
    );
    assert.equal(issues[0]?.fingerprint, issues[1]?.fingerprint);
  });
  it("count from the current folder elsewhere, and where the pipeline says nothing of use", async () => {
    for (const environment of [{}, { GITHUB_WORKSPACE: "" }, { CI_PROJECT_DIR: "builds/project" }] as Record<string, string>[]) {
      assert.equal((await gitlab(join(folder, "sms.yaml"), environment)).location.path, "sms.yaml");
      assert.equal(await sarif("sms.yaml", environment), "sms.yaml");
    }
  });
  it("of a file outside stay what they are", async () => {
    const outside = join(top, "outside.yaml");
    assert.equal(await github(outside, project), outside);
    assert.equal(await sarif(outside, { GITHUB_WORKSPACE: project }), `file://${outside}`);
  });
});
