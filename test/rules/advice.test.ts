import assert from "node:assert/strict";
import { adviceFor } from "../../provider/rules";

/** Code and what is said of each. */
const told = (inputs: Parameters<typeof adviceFor>[0]) => adviceFor(inputs).map(({ code, what }) => `${code}: ${what}`);
const named = (name: string) => told({ name });
const called = (statusReportDestination: string) => told({ statusReportDestination });

describe("rules: advice on what nobody filled in", () => {
  const forms = [
    ...["${APP_NAME}", "${APP", "$APP", "$app", "$(APP)", "$[app]", "${{app}}", "$(", "%APP%", "%{app}", "%s"],
    ...["{{name}}", "{{.Name", "{%name%}", "{name}", "{0}", "{}", "#{name}#", "#{name}", "#APP#", "@app@", "@@APP@@", "__APP__"],
    ...["~APP~", "!APP!", "|APP|", "[[app]]", "[APP_NAME]", "???"],
  ];
  for (const form of forms) {
    it(`says it of the name ${form}, alone and within a name`, () => {
      for (const name of [form, `codes-${form}`, `${form}-codes`]) {
        const [only, ...others] = named(name);
        assert.deepEqual(others, []);
        assert.match(only ?? "", /^SMS1206: name has a placeholder that nobody filled in: "/, name);
      }
    });
  }

  const words = [
    ...["TODO", "codes_TODO", "todo", "FIXME", "fixme", "tbd", "XXX", "xxx", "changeme", "CHANGE_ME", "change-me", "codes-changeme"],
    ...["replace_me", "REPLACE_THIS", "your_app_name", "your-app", "yourname", "my_app", "myapp", "insert_name_here", "placeholder"],
    ...["undefined", "codes_undefined", "NaN", "null", "none", "name", "app_name", "APP_NAME", "[name]", "string", "foo", "untitled"],
  ];
  for (const word of words) {
    it(`says it of the name ${word}`, () => {
      const [only, ...others] = named(word);
      assert.deepEqual(others, []);
      assert.match(only ?? "", /^SMS1206: name reads like a placeholder: "/);
    });
  }

  const good = [
    ...["codes", "order_codes", "order-codes", "b!", "a@b", "100%", "US$5", "[prod]codes", "todo_list", "mastodon_codes", "TODOS", "a#1"],
    ...["order_name", "your_orders", "my-shop", "nonestop", "stringer", "a/b", "a~b", "a|b", "v1.2", "x*", "why?", "a^b^c", "50%off", "xx"],
  ];
  for (const name of good) it(`says nothing of the name ${name}`, () => assert.deepEqual(named(name), []));

  it("says nothing of the name of an application that exists", () => {
    assert.deepEqual(told({ name: "${APP}", adopt: "by-name" }), []);
    assert.deepEqual(told({ name: "codes,", adopt: "9e61f59c-1a6b-4ee5-9651-5bca450694b3" }), []);
  });

  const callbacks: [url: string, placeholder: string][] = [
    ["https://sms.example.com/{{tenant}}/up", '"{{tenant}}"'],
    ["https://sms.example.com/$(PATH)", '"$(PATH)"'],
    ["https://sms.example.com/$TENANT/up", '"$TENANT"'],
    ["https://sms.example.com/%TENANT%/up", '"%TENANT%"'],
    ["https://sms.example.com/<tenant>/up", '"<tenant>"'],
    ["https://sms.example.com/{tenant}/up", '"{tenant}"'],
    ["https://sms.example.com/:tenant/up", '":tenant"'],
    ["https://your-domain.com/up", '"your-domain"'],
    ["https://changeme.example.com/up", '"changeme"'],
    ["https://TODO/up", '"TODO"'],
    ["https://sms.example.com/undefined/up", '"undefined"'],
  ];
  for (const [url, placeholder] of callbacks) {
    it(`says it of ${url}`, () => {
      const [only, ...others] = called(url);
      assert.deepEqual(others, []);
      assert.ok(only?.startsWith("SMS1206: ") && only.endsWith(`: ${placeholder}`), only);
    });
  }

  it("says it of a host that is a placeholder", () => {
    assert.deepEqual(told({ uplinkDestination: "changeme" }), ['SMS1206: uplinkDestination reads like a placeholder: "changeme"']);
  });

  it("does not show what stands in a query: it may be a secret", () => {
    assert.deepEqual(called("https://sms.example.com/up?x=${hunter2}"), [
      "SMS1206: statusReportDestination has a placeholder in its query that nobody filled in",
    ]);
    assert.deepEqual(called("https://sms.example.com/up?x=$hunter2"), []);
  });

  for (const url of [
    "https://sms.example.com/%D0%AF/up",
    "https://sms.example.com/up?$filter=a",
    "https://sms.example.com:8080/a:b",
    "https://sms.example.com/~me/up",
    "https://sms.example.com/a_b__c",
  ])
    it(`says nothing of ${url}`, () => assert.deepEqual(called(url), []));
});

describe("rules: advice on what was left over", () => {
  const rows: [name: string, sign: string, instead: string][] = [
    ["codes,", ",", "codes"],
    ["codes;", ";", "codes"],
    ["codes:", ":", "codes"],
    ["codes.", ".", "codes"],
    ["codes...", "...", "codes"],
    ["codes|", "|", "codes"],
    ["codes]", "]", "codes"],
    ["codes}", "}", "codes"],
    ["+codes,", ",", '"+codes"'],
    ["on,", ",", '"on"'],
    ["2024,", ",", '"2024"'],
  ];
  for (const [name, sign, instead] of rows) {
    it(`offers ${instead} for ${name}`, () => {
      const [only, ...others] = adviceFor({ name });
      assert.deepEqual(others, []);
      assert.equal(only?.code, "SMS1207");
      assert.equal(only.what, `name ends with "${sign}": "${name}"`);
      assert.equal(only.suggestion, instead);
    });
  }

  it("sees it at the beginning too", () => assert.deepEqual(named(":codes"), ['SMS1207: name begins with ":": ":codes"']));
  it("tells one cause once", () => assert.equal(named("{{name}},").length, 1));
  for (const name of ["codes[1]", "{a}b{c}"])
    it(`takes ${name} for whole`, () => assert.ok(named(name).every((text) => !text.includes("1207"))));

  it("says it of a callback", () => {
    assert.deepEqual(called("https://sms.example.com/up,"), [
      'SMS1207: statusReportDestination ends with ",": "https://sms.example.com/up,"',
    ]);
    assert.deepEqual(called('https://sms.example.com/up"'), [
      'SMS1207: statusReportDestination ends with "\\"": "https://sms.example.com/up\\""',
    ]);
    assert.deepEqual(called("https://sms.example.com/up(a)"), []);
  });
  it("does not repeat a query in its correction", () => {
    const [only] = adviceFor({ statusReportDestination: "https://sms.example.com/up?sig=hunter2," }).filter(
      ({ code }) => code === "SMS1207",
    );
    assert.doesNotMatch(JSON.stringify(only), /hunter2/);
  });
});
