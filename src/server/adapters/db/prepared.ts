import pg from 'pg'

/** Texts of statements that are prepared, and the names they have on every connection. */
const names = new Map<string, string>()
const mostNames = 300
/** Reads, and what Kysely makes of several parts in one, `with "one" as (…)`. */
const fixed = /^(select|with ")/
/** A plan for “every column” is no plan any more once there is another one. */
const everyColumn = /^select (distinct )?\*|\.\*/

/**
 * A connection that prepares what it is asked to read, or to do in several parts: a statement is parsed and planned once on each
 * connection, which is half of what a small one costs. Only where the text is fixed; a list is one parameter. No part may insert where a
 * partial index decides a conflict: a plan for any value does not prove that index's condition. (PostgreSQL, extended query protocol.)
 */
export class PreparingClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: the driver's own overloads, passed on as they come.
  override query(...args: any[]): any {
    const [text, values] = args
    if (typeof text === 'string' && fixed.test(text) && Array.isArray(values) && values.length > 0) {
      let name = names.get(text)
      // Of a text that has a name, nothing is looked at again: there are long ones.
      if (name === undefined && names.size < mostNames && !everyColumn.test(text)) {
        name = `onshore_${names.size}`
        names.set(text, name)
      }
      if (name !== undefined) args.splice(0, 2, { name, text, values })
    }
    return (super.query as (...given: unknown[]) => unknown)(...args)
  }
}
