import * as pulumi from "@pulumi/pulumi";
import { block, engineText, type Message } from "../messages";

/** What stops the program, as the engine shows it: the message alone, without a stack. */
export const refused = (told: Message, resource?: pulumi.Resource): pulumi.ResourceError =>
  new pulumi.ResourceError(engineText(block(told, { more: true })), resource, true);
