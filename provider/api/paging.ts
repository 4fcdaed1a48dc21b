import { counted, message, plain } from "../messages";
import { unexpected } from "./answers";
import { UnexpectedAnswerError } from "./api-errors";
import type { Answer } from "./exchange";

/** The largest page that the service gives (API-INTL, sms_05_0022). */
const pageLimit = 500;

/** 100,000 applications: far above any quota, low enough to end. */
const mostPages = 200;

interface Page<Item> {
  answer: Answer;
  items: Item[];
  /** Number of all items, over all pages. */
  total: number;
}

/**
 * Asks for pages until `total` items were given, and gives each item once. A list that is known to be incomplete is an error: an
 * application missing from it could be created a second time.
 *
 * @param page asks for at most `limit` items from the item `offset` on
 * @throws UnexpectedAnswerError (SMS3003) when the service repeats pages, ends before `total`, or gives more than `total`
 */
export async function allPages<Item extends { id: string }>(page: (limit: number, offset: number) => Promise<Page<Item>>): Promise<Item[]> {
  const found = new Map<string, Item>();
  let given = 0;
  for (let pages = 0; ; pages += 1) {
    const { answer, items, total } = await page(pageLimit, given);
    const before = found.size;
    for (const item of items) found.set(item.id, item);
    given += items.length;
    const counts = { found: plain(found.size), total: plain(total), pages: plain(counted(pages + 1, "page")) };
    if (found.size > total) {
      const told = message("SMS3003", { what: "tooMany", values: counts, ...unexpected(answer) });
      throw new UnexpectedAnswerError(told, answer.request, "undocumented-answer");
    }
    if (given >= total && found.size === total) return [...found.values()];
    // An application made meanwhile moves the others down by one: an item may come twice, a whole page may not.
    if (found.size === before || pages + 1 === mostPages) {
      const told = message("SMS3003", { what: "incomplete", values: counts, ...unexpected(answer), do: ["again", "endpoint"] });
      throw new UnexpectedAnswerError(told, answer.request, "undocumented-answer");
    }
  }
}
