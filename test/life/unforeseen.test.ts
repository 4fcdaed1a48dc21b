import assert from "node:assert/strict";
import { createApplication, CreatedIncompleteError } from "../../provider/application";
import type { ManagementApi } from "../../provider/service";
import type { ApplicationInputs } from "../../schemas/generated/application-types";
import { World } from "../support/life/world";

const codes: ApplicationInputs = { market: "chinese-mainland", name: "login-codes" };
const id = "9e61f59c-1a6b-4ee5-9651-5bca450694b3";

/** Failures that nobody foresaw are faults of ours, so no scenario can declare them: the emulator does what the service can do. */
describe("life: a failure that nobody foresaw", () => {
  let world: World;
  before(async () => (world = await World.start()));
  after(() => world.stop());
  beforeEach(() => world.afresh());

  const failing = async (inputs: ApplicationInputs, calls: Partial<ManagementApi>) => {
    const error: unknown = await createApplication(
      inputs,
      world.runWith(() => calls),
    ).catch((thrown: unknown) => thrown);
    assert.ok(error instanceof CreatedIncompleteError);
    return error;
  };
  const unforeseen = () => Promise.reject(new Error("nobody foresaw this"));

  it("keeps an application that was created, and says what failed", async () => {
    const error = await failing(codes, { showApplication: unforeseen });
    const [alive] = await world.alive();
    assert.deepEqual([error.code, error.id], ["SMS2011", alive?.id]);
    assert.match(error.message, /nobody foresaw this/);
  });

  it("keeps an application that was adopted, and says what failed", async () => {
    await world.seed({ ...codes, id, name: "older" });
    const error = await failing({ ...codes, adopt: id }, { updateApplication: unforeseen });
    assert.deepEqual([error.code, error.id], ["SMS2011", id]);
    assert.match(error.message, /nobody foresaw this/);
  });
});
