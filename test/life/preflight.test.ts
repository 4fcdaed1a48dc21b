import assert from "node:assert/strict";
import {
  checkApplication,
  createApplication,
  CreatedIncompleteError,
  type Run,
  type Declaration,
  type Sibling,
} from "../../provider/application";
import { ForeseenError } from "../../provider/messages";
import type { LiveApplication } from "../../provider/service";
import type { ApplicationInputs } from "../../schemas/generated/application-types";
import { refusalsOf } from "../support/life/refusals";
import { World } from "../support/life/world";
import { europeanProject } from "../support/service/projects";

const alerts: ApplicationInputs = { market: "international", name: "alerts" };
const someId = "9e61f59c-1a6b-4ee5-9651-5bca450694b3";

describe("life: what a preview asks and says", () => {
  let world: World;
  before(async () => (world = await World.start()));
  after(() => world.stop());
  beforeEach(() => world.afresh());

  const check = (inputs: object, recorded: Partial<ApplicationInputs> = {}, further: Partial<Declaration> = {}, run = world.newRun()) =>
    refusalsOf(recorded, { inputs, unknown: new Set(), ...further }, run);
  const named = (...names: string[]) => names.map((name) => ({ ...alerts, name }));
  const quota = (allowed: number) => world.control("POST", "seed", { quota: allowed, applications: [] });
  /** Whether the account was opened, which reads the configuration and may fail. */
  const opens = async (recorded: Partial<ApplicationInputs>, inputs: object, ...unknown: string[]) => {
    let opened = 0;
    const run = world.runWith(() => {
      opened++;
      return {};
    });
    assert.deepEqual(await check(inputs, recorded, { unknown: new Set(unknown) }, run), []);
    return opened > 0;
  };

  it("leaves the account closed when nothing changed, in whatever order and spelling", async () => {
    assert.equal(await opens(alerts, alerts), false);
    const recorded: ApplicationInputs = {
      ...{ market: "chinese-mainland", name: "codes", uplinkDestination: "sms.example.com", uplinkSendTime: true },
      ipWhitelist: ["203.0.113.10", "2001:db8::1", "2001:db8::2"],
      confirmedInConsole: { uplinkSendTime: true, ipWhitelist: ["203.0.113.10", "2001:db8::1"] },
    };
    const same: ApplicationInputs = {
      ...recorded,
      ipWhitelist: ["2001:DB8:0:0::1", "2001:0db8::2", "203.0.113.10"],
      confirmedInConsole: { ipWhitelist: ["2001:db8:0::1", "203.0.113.10"], uplinkSendTime: true },
    };
    assert.equal(await opens(recorded, same), false);
    assert.equal(await opens(same, recorded), false);
    for (const confirmedInConsole of [
      { uplinkSendTime: false, ipWhitelist: ["203.0.113.10", "2001:db8::1"] },
      { uplinkSendTime: true, ipWhitelist: ["203.0.113.10", "2001:db8::2"] },
      { uplinkSendTime: true },
    ])
      assert.equal(await opens(recorded, { ...recorded, confirmedInConsole }), true);
    assert.equal(await opens(recorded, { ...recorded, ipWhitelist: ["203.0.113.10", "2001:db8::1", "2001:db8::3"] }), true);
  });

  it("takes a null for a value like any other", async () => {
    const recorded = { ...alerts, ipWhitelist: null, confirmedInConsole: null } as unknown as ApplicationInputs;
    assert.equal(await opens(recorded, alerts), true);
  });

  it("opens it for what is new, changed, or not known yet, unless that says which account it is", async () => {
    assert.equal(await opens({}, alerts), true);
    assert.equal(await opens(alerts, { ...alerts, ipWhitelist: [] }), true);
    assert.equal(await opens(alerts, alerts, "ipWhitelist"), true);
    assert.equal(await opens({}, { name: "alerts" }, "market"), false);
    assert.equal(await opens({}, alerts, "profile"), false);
  });

  it("asks the service nothing for a change other than of the name, nor while the new name is not known", async () => {
    assert.deepEqual(await check({ ...alerts, ipWhitelist: ["203.0.113.10"] }, alerts), []);
    assert.deepEqual(await check({ market: "international" }, alerts, { unknown: new Set(["name"]) }), []);
    assert.deepEqual(await world.requests(), []);
  });

  it("counts what is new and has no name yet, unless it may be an adoption", async () => {
    await quota(1);
    const run = world.newRun();
    const unnamed = (...unknown: string[]) => check({ market: "international" }, {}, { unknown: new Set(["name", ...unknown]) }, run);
    assert.deepEqual(await unnamed("adopt"), []);
    assert.deepEqual(await unnamed(), []);
    assert.match((await unnamed()).join(), /^SMS2002: the international quota leaves 1, and this run creates 2\n/);
  });

  it("does not hide a bug among the refusals", async () => {
    const bug = new TypeError("a bug");
    const openAccount = () => {
      throw bug;
    };
    await assert.rejects(check(alerts, {}, {}, world.newRun({ openAccount })), bug);
  });

  it("waits with a rule only for the value that it waits for", async () => {
    const slip = { market: "chinese-mainland", name: "codes", uplinkDestinatio: "sms.example.com" };
    const reasons = await check(slip, {}, { unknown: new Set(["uplinkDestination"]) });
    assert.match(reasons.join("\n"), /^SMS1001: uplinkDestinatio is not a setting/);
    assert.match((await check({ name: "codes" }, {}, { unknown: new Set(["profile"]) })).join("\n"), /^SMS1002: .*market/);
    assert.match(
      (await check({ ...alerts, name: "al-erts" }, {}, { unknown: new Set(["profile", "ipWhitelist"]) })).join("\n"),
      /^SMS1004: name/,
    );
  });

  it("takes no unknown value for a change of what cannot change", async () => {
    const recorded = { ...alerts, profile: "a" };
    assert.deepEqual(await check({ name: "alerts", profile: "a" }, recorded, { unknown: new Set(["market"]) }), []);
    assert.deepEqual(await check(alerts, recorded, { unknown: new Set(["profile"]) }), []);
  });

  describe("names", () => {
    it("may be given once in each market and account, whatever another one holds", async () => {
      const openAccount: Run["openAccount"] = ({ market, profile }) => {
        const api = world.api(market);
        return profile === "other" ? { ...api, projectId: europeanProject } : api;
      };
      const run = world.newRun({ openAccount });
      assert.deepEqual(await check(alerts, {}, {}, run), []);
      assert.deepEqual(await check({ ...alerts, market: "chinese-mainland" }, {}, {}, run), []);
      assert.deepEqual(await check({ ...alerts, profile: "other" }, {}, {}, run), []);
      assert.match((await check(alerts, {}, {}, run)).join(), /^SMS2003/);
    });

    it("are managed already by the resource that has them, of the same profile and market", async () => {
      const run = world.newRun();
      await check({ ...alerts, profile: "a" }, { ...alerts, profile: "a" }, {}, run);
      assert.deepEqual(await check(alerts, {}, {}, run), []);
      await check({ market: "chinese-mainland", name: "codes" }, { market: "chinese-mainland", name: "codes" }, {}, run);
      assert.deepEqual(await check({ market: "international", name: "codes" }, {}, {}, run), []);
      const again = await check({ market: "chinese-mainland", name: "codes" }, {}, {}, run);
      assert.match(again.join(), /^SMS2021/);
    });

    it("are refused to a renamed application as names in use, also when this stack manages the other one", async () => {
      await world.seed(...named("alerts", "orders"));
      const run = world.newRun();
      const [first, second] = named("alerts", "orders");
      await check(second!, second, {}, run);
      const reasons = await check(second!, first, {}, run);
      assert.match(reasons.join(), /^SMS2001: the new name orders is taken by another international application\n/);
    });

    it("that several have are all shown", async () => {
      await world.seed(...named("alerts", "alerts", "orders"));
      const [reason] = await check({ ...alerts }, { ...alerts, name: "orders" });
      assert.match(reason ?? "", /exists +alerts \(id [^)]*\)\n +alerts \(id /);
    });

    it("are shown with what is known of them", async () => {
      await world.seed({ ...alerts, id: someId });
      const shows = async (...parts: (keyof LiveApplication)[]) => {
        const run = world.runWith((api) => ({
          listApplications: async (market) =>
            (await api.listApplications(market)).map(
              (one) => Object.fromEntries(parts.map((part) => [part, one[part]])) as unknown as LiveApplication,
            ),
        }));
        return (await check(alerts, {}, {}, run)).join();
      };
      assert.ok((await shows("id", "name", "market")).includes(`exists  alerts (id ${someId})\n`));
      assert.ok((await shows("id", "name", "market", "status")).includes(`alerts (id ${someId}, LAUNCHED)\n`));
      assert.match(await shows("id", "name", "market", "createTime"), new RegExp(`alerts \\(id ${someId}, created \\d{4}-[^,]*\\)\n`));
    });
  });

  describe("quota", () => {
    it("may be used up to the last one, and no further", async () => {
      await quota(2);
      const run = world.newRun();
      const [first, second, third] = named("first", "second", "third");
      assert.deepEqual(await check(first!, {}, {}, run), []);
      assert.deepEqual(await check(second!, {}, {}, run), []);
      assert.match((await check(third!, {}, {}, run)).join(), /^SMS2002: .* creates 3\n.*\n +new +first, second, third\n/);
    });

    it("is not needed for what is renamed or adopted", async () => {
      await world.seed({ ...alerts, id: someId, name: "older" }, { ...alerts, name: "renamed-later" });
      await quota(2);
      assert.deepEqual(await check({ ...alerts, adopt: someId }), []);
      assert.deepEqual(await check(alerts, { ...alerts, name: "renamed-later" }), []);
    });
  });

  it("warns once for each market that cannot be checked", async () => {
    world.endpoint = "http://127.0.0.1:9";
    const run = world.newRun();
    for (const name of ["first", "second"]) {
      await check({ ...alerts, name }, {}, {}, run);
      await check({ market: "chinese-mainland", name }, {}, {}, run);
    }
    assert.deepEqual(
      world.warnings.map((text) => /the (\S+) names/.exec(text)?.[1]),
      ["international", "chinese-mainland"],
    );
  });

  it("tells of the stack's strays with both ids where there are two", async () => {
    await world.killedAfter({ ...alerts, name: "killed" }, (api) => api.createApplication({ ...alerts, name: "killed" }));
    await world.seed({ ...alerts, id: someId, name: "killed" });
    await check(alerts);
    assert.match(world.warnings.join(), /^SMS2209: .*\n +since then +killed \([^)]*\)\n +killed \([^)]*\)\n.*: +adopt: <its id>$/s);
  });

  it("looks into the other markets for an id to adopt only when it is not in this one, and passes a bug on", async () => {
    const looks = async () => (await world.requests()).filter((request) => request === "GET ShowApp").length;
    await world.seed({ ...alerts, id: someId });
    await world.requests();
    assert.deepEqual(await check({ ...alerts, adopt: someId }), []);
    assert.match((await check({ ...alerts, name: "other", adopt: "by-name" })).join(), /^SMS2012/);
    assert.equal(await looks(), 0);
    const unlisted = world.runWith(() => ({ listApplications: () => Promise.resolve([]) }));
    const [reason = ""] = await check({ ...alerts, adopt: someId }, {}, {}, unlisted);
    assert.ok(reason.includes("exists  none in this market\n"), reason);
    assert.equal(await looks(), 1);
    const bug = new TypeError("a bug");
    const broken = world.runWith(() => ({ listApplications: () => Promise.resolve([]), showApplication: () => Promise.reject(bug) }));
    await assert.rejects(check({ ...alerts, adopt: someId }, {}, {}, broken), bug);
  });

  describe("siblings", () => {
    const others = async (siblings: Omit<Sibling, "resource">[], further: Partial<ApplicationInputs> = {}) => {
      const declaration = { inputs: { ...alerts, ...further }, unknown: new Set<string>(), siblings: asSiblings(siblings) };
      const {
        refusals: [own, ...rest],
      } = await checkApplication({}, declaration, world.newRun());
      assert.match(own?.code ?? "", /^SMS2/);
      assert.deepEqual(rest, []);
      return own?.facts.find(({ label }) => label === "also")?.text ?? [];
    };

    it("are not spoken of when the application itself is accepted", async () => {
      await world.seed(...named("orders"));
      assert.deepEqual(await check(alerts, {}, { siblings: asSiblings(named("orders")) }), []);
    });

    it("of another profile or market are not spoken of", async () => {
      await world.seed(...named("alerts", "orders"));
      const [orders] = named("orders");
      assert.deepEqual(
        await others([
          { ...orders!, profile: "other" },
          { ...orders!, market: "chinese-mainland" },
        ]),
        [],
      );
      assert.equal((await others([orders!])).length, 1);
    });

    it("that adopt just one application are not spoken of", async () => {
      await world.seed(...named("alerts"), { ...alerts, id: someId, name: "orders" });
      const [orders] = named("orders");
      assert.deepEqual(
        await others([
          { ...orders!, adopt: "by-name" },
          { ...orders!, name: "renamed", adopt: someId },
        ]),
        [],
      );
    });

    it("that are new are spoken of when the quota does not suffice, and with what it leaves", async () => {
      await world.seed(...named("alerts", "orders"));
      await quota(4);
      assert.deepEqual(await others(named("new", "newer")), []);
      assert.deepEqual(await others(named("new", "newer", "newest")), ["the quota leaves 2 for new, newer, newest"]);
      await quota(1);
      assert.deepEqual(await others(named("new")), ["the quota leaves 0 for new"]);
      assert.deepEqual(await others(named("orders").map((one) => ({ ...one, adopt: "by-name" }))), []);
    });

    it("are counted with what was refused itself for the quota", async () => {
      await quota(0);
      assert.deepEqual(await others(named("alerts")), []);
      assert.match(
        (await check(alerts, {}, { siblings: asSiblings(named("alerts", "new")) })).join(),
        /^SMS2002: .*creates 2\n.*\n +new +alerts, new\n/,
      );
    });
  });

  it("gives errors that say what they are", async () => {
    const nothingThere = createApplication({ ...alerts, adopt: someId }, world.newRun());
    const refused: unknown = await nothingThere.catch((error: unknown) => error);
    assert.ok(refused instanceof ForeseenError);
    assert.equal(refused.name, "ForeseenError");
    const run = world.runWith(() => ({ showApplication: () => Promise.reject(new Error("not now")) }));
    const incomplete: unknown = await createApplication(alerts, run).catch((error: unknown) => error);
    assert.ok(incomplete instanceof CreatedIncompleteError);
    assert.equal(incomplete.name, "CreatedIncompleteError");
  });
});

const asSiblings = (siblings: readonly Omit<Sibling, "resource">[]): Sibling[] => siblings.map((one) => ({ ...one, resource: one.name }));
