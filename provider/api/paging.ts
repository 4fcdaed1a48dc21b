import { unexpected } from "./answers";
import type { Answer } from "./transport";

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
    if (found.size > total)
      throw unexpected(answer, `a list of ${found.size} applications that gives ${total} as their number`, "undocumented-answer");
    if (given >= total && found.size === total) return [...found.values()];
    // An application made meanwhile moves the others down by one: an item may come twice, a whole page may not.
    if (found.size === before || pages + 1 === mostPages) {
      throw unexpected(
        answer,
        `pages that do not end: ${found.size} of ${total} applications after ${pages + 1} pages (if applications were made meanwhile, run again)`,
        "undocumented-answer",
      );
    }
  }
}
