import { startEmulator } from "../pulumi/emulator-process";
import { schedules, scheduleText } from "./schedule";
import { tell } from "./story";
const [count = "4", seed = "1", who = "ours", from = "0"] = process.argv.slice(2);
async function main() {
  const emulator = await startEmulator();
  for (const [index, schedule] of schedules(Number(count), Number(seed)).entries()) {
    if (index < Number(from)) continue;
    const started = Date.now();
    const { verdict, transcript } = await tell(schedule, who as "ours", emulator);
    console.log(index, scheduleText(schedule), JSON.stringify(verdict), `${((Date.now() - started) / 1000).toFixed(1)} s`);
    if (process.env["TRANSCRIPT"] || !verdict.converged || verdict.losses || verdict.silentlyLostSecrets || verdict.leftProcesses)
      console.log(transcript);
  }
  await emulator.stop();
}
void main();
