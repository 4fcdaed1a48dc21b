import { createRequire } from "node:module";

/** A program tells the engine of its stack at about the time of its first resource. */
const looks = 10;
const lookEvery = 100;

/** The URN of the stack that the engine runs, which is asked for some time; null when the engine does not tell. */
export async function stackUrn(address: string | undefined, pause: (milliseconds: number) => Promise<void>): Promise<string | null> {
  if (address === undefined) return null;
  for (let look = 1; look < looks; look += 1) {
    const urn = await rootUrn(address);
    if (urn !== null) return urn;
    await pause(lookEvery);
  }
  return rootUrn(address);
}

/**
 * The URN of the stack that the engine runs, which holds the names of stack and project: `urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev`.
 * The dynamic provider server does not hand it on, and the environment has it only sometimes, so the engine is asked.
 *
 * @param address host and port of the engine, as the plugin got it
 * @returns null when the engine does not tell: before the program has registered its stack, or in another version
 */
async function rootUrn(address: string): Promise<string | null> {
  const { credentials, EngineClient, GetRootResourceRequest } = engineStubs();
  const client = new EngineClient(address, credentials.createInsecure());
  try {
    return await new Promise((resolve) => {
      client.getRootResource(new GetRootResourceRequest(), { deadline: Date.now() + patience }, (error, answer) =>
        resolve(error === null ? answer.getUrn() || null : null),
      );
    });
  } finally {
    client.close();
  }
}

// Required where they are used, and not imported: only creations need them, and the generated stubs have no names that an import could see.
function engineStubs(): Grpc & EngineStubs & EngineMessages {
  const load = createRequire(__filename);
  // The SDK's own copy of grpc-js, which the server has loaded already: stubs take no credentials of another one.
  const grpc = load.resolve("@grpc/grpc-js", { paths: [load.resolve("@pulumi/pulumi/package.json")] });
  return {
    ...(load(grpc) as Grpc),
    ...(load("@pulumi/pulumi/proto/engine_grpc_pb.js") as EngineStubs),
    ...(load("@pulumi/pulumi/proto/engine_pb.js") as EngineMessages),
  };
}

/** Milliseconds that the engine, a process of this machine, may take to answer. */
const patience = 5_000;

// The SDK ships these stubs without types.
interface Grpc {
  credentials: { createInsecure(): object };
}

interface EngineMessages {
  GetRootResourceRequest: new () => object;
}

interface EngineStubs {
  EngineClient: new (
    address: string,
    credentials: object,
  ) => {
    getRootResource(
      request: object,
      options: { deadline: number },
      done: (error: Error | null, answer: { getUrn(): string }) => void,
    ): void;
    close(): void;
  };
}
