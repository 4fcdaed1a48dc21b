import assert from "node:assert/strict";
import { Terminal } from "./terminal";
import { chinaProject, europeanProject } from "../support/service/projects";

describe("msgsms list", () => {
  let terminal: Terminal;
  let ids: string[];
  before(async () => (terminal = await Terminal.open()));
  beforeEach(() => {
    terminal.clear();
    terminal.configureProfiles();
    ids = terminal.seed(
      { projectId: chinaProject, market: "chinese-mainland", name: "login-codes", uplinkDestination: "https://a.example/up?token=hunter2" },
      { projectId: chinaProject, market: "international", name: "abroad", status: "SUSPENDED" },
      { projectId: europeanProject, market: "european", name: "eu_one" },
    );
  });
  after(() => terminal.close());

  it("shows each market with its quota and its applications", async () => {
    const { code, stdout, stderr } = await terminal.msgsms("list");
    assert.deepEqual([code, stderr], [0, ""]);
    const [heading, , mainland, columns, row, , abroad, , other] = stdout.split("\n");
    assert.equal(heading, `cn-north-4, project ${chinaProject}`);
    assert.equal(mainland, "chinese-mainland: 1 of 2 applications used, 1 left");
    assert.match(columns ?? "", /^ {2}ID +STATUS +CREATED +NAME$/);
    assert.match(row ?? "", new RegExp(`^ {2}${ids[0]!} +LAUNCHED +\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d +login-codes$`));
    assert.equal(abroad, "international: 1 of 2 applications used, 1 left");
    assert.match(other ?? "", new RegExp(`^ {2}${ids[1]!} +SUSPENDED .* abroad$`));
  });

  it("gives the same as JSON, without keys and without secrets in addresses", async () => {
    const { code, stdout } = await terminal.msgsms("list --format json");
    assert.equal(code, 0);
    const { account, markets } = JSON.parse(stdout) as {
      account: object;
      markets: { market: string; quota: number; used: number; left: number; applications: Record<string, unknown>[] }[];
    };
    assert.deepEqual(account, { cloudRegion: "cn-north-4", projectId: chinaProject, endpoint: terminal.emulator.url });
    assert.deepEqual(
      markets.map(({ market, quota, used, left, applications }) => [market, quota, used, left, applications.length]),
      [
        ["chinese-mainland", 2, 1, 1, 1],
        ["international", 2, 1, 1, 1],
      ],
    );
    const [first] = markets[0]!.applications;
    assert.equal(first!["id"], ids[0]);
    assert.equal(first!["uplinkDestination"], "https://a.example/up?token=*******");
    assert.deepEqual(
      Object.keys(first!).filter((key) => /key|secret/i.test(key)),
      [],
    );
  });

  it("lists one market, and the account of a profile", async () => {
    const one = await terminal.msgsms("list --market international");
    assert.ok(one.stdout.includes("abroad") && !one.stdout.includes("chinese-mainland"), one.stdout);
    const { stdout } = await terminal.msgsms("list --profile europe");
    assert.match(stdout, new RegExp(`^eu-west-101, project ${europeanProject}, profile europe\n\neuropean: 1 of 2 .*\n.*\n.*eu_one\n$`));
  });

  it("shows no negative rest when an account holds more than its quota", async () => {
    terminal.emulator.control.setAccount({ projectId: europeanProject, quota: 0 });
    assert.match((await terminal.msgsms("list --profile europe")).stdout, /european: 1 of 0 applications used, 0 left/);
  });

  it("writes to a file, and to several places", async () => {
    const { stdout, stderr } = await terminal.msgsms("list --format table --format json=list.json");
    assert.match(stdout, /^cn-north-4/);
    assert.equal(stderr, "Wrote list.json.\n");
    assert.equal((JSON.parse(terminal.read("list.json")) as { markets: unknown[] }).markets.length, 2);
  });

  it("gives JSON by --json, and says nothing else with -q", async () => {
    const [short, long] = [await terminal.msgsms("list --json"), await terminal.msgsms("list --format json")];
    assert.equal(short.stdout, long.stdout);
    const both = await terminal.msgsms("list -q --json --format json --format table=list.txt");
    assert.deepEqual([both.stdout, both.stderr], [long.stdout, ""]);
    assert.match(terminal.read("list.txt"), /^cn-north-4/);
    for (const command of ["doctor", "todo", "drift"]) {
      terminal.write(
        "sms.yaml",
        "apiVersion: msgsms/v1\nkind: SmsApplications\napplications: {a: {market: international, name: abroad}}\n",
      );
      const words = command === "doctor" ? command : `${command} sms.yaml`;
      const { stdout, stderr } = await terminal.msgsms(`${words} --json --quiet`);
      assert.equal(typeof JSON.parse(stdout), "object");
      assert.equal(stderr, "");
    }
    assert.equal((await terminal.msgsms("import -q --market international --write new.yaml")).stderr, "");
  });

  it("shows text of the service without what steers a terminal", async () => {
    terminal.seed({ projectId: chinaProject, market: "international", name: "a\u001b[31mb\u202ec" });
    const { stdout } = await terminal.msgsms("list --market international");
    assert.match(stdout, / a\[31mbc\n/);
  });

  const refusals: [title: string, words: string, code: number, said: RegExp, fault?: object][] = [
    [
      "a market that the region does not have",
      "list --market european",
      2,
      /SMS4005: cloud region cn-north-4 has no european applications/,
    ],
    ["a slip in a market", "list --market europen", 2, /Give one of .*\(Did you mean european\?\)/],
    ["an unknown format", "list --format yaml", 2, /table/],
    ["a profile that does not exist", "list --profile europa", 2, /SMS4003: there is no profile "europa"\n +profiles +"europe"\n/],
    ["a refusal", "list", 3, /SMS3005: [^]*\n  do +.*MSGSMS FullAccess/, { kind: "status", code: "APIGW.0302" }],
  ];
  for (const [title, words, code, said, fault] of refusals) {
    it(`ends with ${code} for ${title}`, async () => {
      if (fault !== undefined) terminal.emulator.control.planFaults([{ times: "always", fault: fault as never }]);
      const ran = await terminal.msgsms(words);
      assert.deepEqual([ran.code, ran.stdout], [code, ""]);
      assert.match(ran.stderr, said);
    });
  }

  it("ends with 3 for wrong keys, and when the service is away", async () => {
    const wrong = await terminal.msgsms("list", { environment: { HUAWEICLOUD_SDK_SK: "hunter2-wrong" } });
    assert.equal(wrong.code, 3);
    assert.match(wrong.stderr, /SMS3004/);
    const away = await terminal.msgsms("list --endpoint http://127.0.0.1:1");
    assert.equal(away.code, 3);
    assert.match(away.stderr, /SMS3001: .* the connection was refused/);
  });

  it("ends with 2 without credentials, and tells all that is missing", async () => {
    const environment = { HUAWEICLOUD_SDK_AK: undefined, HUAWEICLOUD_SDK_SK: undefined };
    const { code, stderr } = await terminal.msgsms("list", { environment });
    assert.equal(code, 2);
    assert.match(stderr, /SMS4001: settings are missing: accessKey, secretKey\n +accessKey +not in HUAWEICLOUD_SDK_AK/);
  });
});
