import { shownText } from "../messages";
import { consoleChangesOf, consoleEntryOf, type ConsoleChangeStatus, type ConsoleEntry } from "../application";
import type { LiveApplication, Market } from "../service";
import type { DeclaredApplication, Range } from "../manifest";
import type { Counterpart } from "./counterparts";

/** One console-only setting of a declared application, with what a person has to do for it. */
export interface TodoItem extends ConsoleEntry {
  logicalName: string;
  market: Market;
  name: string;
  /** What it is called on the console, where that differs. */
  liveName?: string;
  profile?: string;
  /** The application at the service, as far as it was asked. */
  id?: string;
  setting: string;
  status: ConsoleChangeStatus;
  /** Another value that the service shows. */
  liveValue?: string[];
  /** Why it cannot be entered yet. */
  obstacle?: string;
  file: string;
  /** The declaring value. */
  range: Range;
}

/**
 * The console-only settings of one application. Pure.
 *
 * @param counterpart what the service has for it; undefined when it was not asked
 */
export function todoOf(declared: DeclaredApplication, counterpart: Counterpart | undefined): TodoItem[] {
  const { logicalName, inputs, file } = declared;
  const live: Partial<LiveApplication> = counterpart?.kind === "found" ? counterpart.live : {};
  // The menu of the console has the name that it has there.
  const liveName = live.name === undefined ? inputs.name : shownText(live.name, []);
  const there = { ...inputs, name: liveName };
  return consoleChangesOf(there, live).map(({ setting, value, status, liveValue }) => ({
    logicalName,
    market: inputs.market,
    name: inputs.name,
    ...(inputs.profile === undefined ? {} : { profile: inputs.profile }),
    ...(live.id === undefined ? {} : { id: live.id }),
    setting,
    ...(liveName === inputs.name ? {} : { liveName }),
    ...consoleEntryOf(setting, value, there),
    status,
    ...(liveValue === undefined ? {} : { liveValue: liveValue.map((part) => shownText(part, [])) }),
    ...obstacleIn(counterpart),
    file,
    range: declared.locate([setting], "value"),
  }));
}

function obstacleIn(counterpart: Counterpart | undefined): Pick<TodoItem, "obstacle"> {
  switch (counterpart?.kind) {
    case "missing":
      return { obstacle: "the application does not exist yet; run pulumi up first" };
    case "several":
      return { obstacle: "several applications have this name; declare adopt with the id of the right one" };
    case "elsewhere":
      return { obstacle: "its id is of an application of another market" };
    case "lost":
      return { obstacle: `the application ${counterpart.entry.id}, which the stack manages, was not found; check the account` };
    case "other account":
      return { obstacle: "the stack has the application in another account than the settings name" };
    case "unclear":
      return { obstacle: "several resources of the stack may be it; declare adopt with the id of the right one" };
    default:
      return {};
  }
}

/** Whether a person still has something to do for it. */
export const isOpen = ({ status }: TodoItem): boolean => status === "todo" || status === "differs";
