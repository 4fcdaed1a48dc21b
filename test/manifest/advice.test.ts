import assert from "node:assert/strict";
import { readManifest } from "../../provider/manifest";

const head = "apiVersion: msgsms/v1\nkind: SmsApplications\n";
const mainland = (settings: string) => `${head}applications: {a: {market: chinese-mainland, name: a, ${settings}}}\n`;
const european = (settings: string) => `${head}applications: {a: {market: european, name: a, ${settings}}}\n`;

/** Code and sliced text of each diagnostic. */
function found(text: string): string[] {
  return readManifest(text, "f").diagnostics.map(({ code, range: { start, end } }) => `${code} ${text.slice(start.offset, end.offset)}`);
}

describe("manifest: advice on one application", () => {
  const rows: [name: string, text: string, expected: string[]][] = [
    ["https", mainland('uplinkDestination: "https://sms.example.com"'), []],
    ["http in an uplink", mainland('uplinkDestination: "http://sms.example.com"'), ['SMS1202 "http://sms.example.com"']],
    ["http in a status report", mainland('statusReportDestination: "http://sms.example.com"'), ['SMS1202 "http://sms.example.com"']],
    ["a host without a scheme says nothing about it", mainland("uplinkDestination: sms.example.com"), []],
    ["a public IP and port", mainland('uplinkDestination: "198.51.100.7:8080"'), []],
    ["a private IP and port", mainland('uplinkDestination: "192.168.1.2:8080"'), ['SMS1203 "192.168.1.2:8080"']],
    ["localhost", mainland('uplinkDestination: "https://localhost/x"'), ['SMS1203 "https://localhost/x"']],
    ["a name of a local network", mainland("uplinkDestination: sms.corp.internal"), ["SMS1203 sms.corp.internal"]],
    ["a loopback IPv6 host", mainland('uplinkDestination: "https://[::1]/"'), ['SMS1203 "https://[::1]/"']],
    ["a token", mainland('uplinkDestination: "https://sms.example.com/?a=b&token=x"'), ['SMS1205 "https://sms.example.com/?a=b&token=x"']],
    ["an empty token", mainland('uplinkDestination: "https://sms.example.com/?token="'), []],
    [
      "http and a token, two causes",
      mainland('uplinkDestination: "http://sms.example.com/?apikey=x"'),
      ['SMS1202 "http://sms.example.com/?apikey=x"', 'SMS1205 "http://sms.example.com/?apikey=x"'],
    ],
    ...[
      "10.0.0.1",
      "172.31.255.255",
      "192.168.0.1",
      "100.64.0.1",
      "127.0.0.1",
      "169.254.1.1",
      "0.0.0.0",
      "224.0.0.1",
      "255.255.255.255",
    ].map((address): [string, string, string[]] => [address, european(`ipWhitelist: [${address}]`), [`SMS1203 ${address}`]]),
    ...["fd00::1", "fe80::1", "::1", "::", "ff02::1"].map((address): [string, string, string[]] => [
      address,
      european(`ipWhitelist: ["${address}"]`),
      [`SMS1203 "${address}"`],
    ]),
    ...["9.255.255.255", "172.32.0.1", "203.0.113.10", "2001:db8::1", "2606:4700::1111"].map((address): [string, string, string[]] => [
      address,
      european(`ipWhitelist: ["${address}"]`),
      [],
    ]),
    ["one IPv6 address in two spellings", european('ipWhitelist: ["2606:4700::A", "2606:4700:0::a"]'), ['SMS1204 "2606:4700:0::a"']],
    ["an IPv4 address written as IPv6", european('ipWhitelist: ["203.0.113.1", "::ffff:203.0.113.1"]'), ['SMS1204 "::ffff:203.0.113.1"']],
    ["an IPv4 address in hexadecimal", european('ipWhitelist: ["203.0.113.1", "::ffff:cb00:7101"]'), ['SMS1204 "::ffff:cb00:7101"']],
    [
      "a value in the defaults is told once",
      `${head}defaults: {ipWhitelist: [10.0.0.1]}\napplications: {a: {market: european, name: a}, b: {market: european, name: b}}`,
      ["SMS1203 10.0.0.1"],
    ],
    ["a mainland name of 31 characters", mainland("").replace("name: a", `name: ${"n".repeat(31)}`), [`SMS1113 ${"n".repeat(31)}`]],
    [
      "a Chinese name that is too long by the contract too",
      mainland("").replace("name: a", `name: ${"短".repeat(40)}`),
      [`SMS1113 ${"短".repeat(40)}`],
    ],
    ["a mainland name that no edition allows", mainland("").replace("name: a", 'name: "a b"'), ['SMS1004 "a b"']],
    ["a secret by another key", european("secret_key: x"), ["SMS1112 secret_key"]],
    ["a slip in a key that is no secret", european("nmae: x"), ["SMS1001 nmae"]],
    ["include", `include: [b.yaml]\n${european("")}`, ["SMS1111 include"]],
    ["!include", european("profile: !include b.yaml"), ["SMS1111 b.yaml"]],
  ];
  for (const [name, text, expected] of rows) it(name, () => assert.deepEqual(found(text), expected));

  it("names the first of two spellings beside the second", () => {
    const text = european('ipWhitelist: ["2606:4700::1", "2606:4700:0::1"]');
    const [related] = readManifest(text, "f").diagnostics[0]?.related ?? [];
    assert.equal(text.slice(related?.range.start.offset, related?.range.end.offset), '"2606:4700::1"');
  });

  it("never shows a token", () => {
    const { diagnostics, shownTexts } = readManifest(mainland('uplinkDestination: "http://sms.example.com/?token=hunter2"'), "f");
    assert.equal(diagnostics.length, 2);
    assert.doesNotMatch(JSON.stringify([diagnostics, shownTexts]), /hunter2/);
  });
});

describe("manifest: advice over several applications", () => {
  const list = (...entries: string[]) => `${head}applications:\n${entries.map((entry, index) => `  a${index}: {${entry}}\n`).join("")}`;

  it("refuses the same name in one market and profile, with both places", () => {
    const text = list(
      "market: european, name: x",
      "market: european, name: y",
      "market: european, profile: p, name: x",
      "market: european, name: x",
    );
    const same = readManifest(text, "f").diagnostics.filter(({ code }) => code === "SMS1114");
    assert.deepEqual(
      same.map(({ path, related }) => [path, related?.[0]?.range.start.line]),
      [[["applications", "a3", "name"], 4]],
    );
  });

  it("warns once for each market and profile with more than two", () => {
    const of = (market: string, profile = "") => ["x", "y", "z", "v"].map((name) => `market: ${market}, ${profile}name: ${name}`);
    const text = list(...of("european"), ...of("international"), ...of("european", "profile: p, "), "market: chinese-mainland, name: x");
    assert.deepEqual(found(text), ["SMS1201 a2", "SMS1201 a6", "SMS1201 a10"]);
  });
});
