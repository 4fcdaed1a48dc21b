import { connect } from "node:net";

/** Milliseconds that a process of this machine may take to accept a connection. */
const patience = 2_000;

/**
 * Whether the engine still listens. Only a refusal says that it does not.
 *
 * @param engine its host and port; where there is none, as in tests, nothing ends
 */
export function engineRuns(engine: string | undefined): Promise<boolean> {
  if (engine === undefined) return Promise.resolve(true);
  const { hostname, port } = new URL(`http://${engine}`);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port), timeout: patience });
    const answer = (runs: boolean) => {
      socket.destroy();
      resolve(runs);
    };
    socket.on("connect", () => answer(true));
    socket.on("timeout", () => answer(true));
    socket.on("error", ({ code }: NodeJS.ErrnoException) => answer(code !== "ECONNREFUSED"));
  });
}
